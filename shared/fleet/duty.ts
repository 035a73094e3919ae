import type { Carriers } from './apply/carriers.ts';
import { disable } from './apply/enablement.ts';
import { addToGroups } from './apply/groups.ts';
import { saveTags } from './apply/tags.ts';
import { createUpgrades } from './apply/upgrades.ts';
import type { Rule } from './rules.ts';

/** A part of what the rules want: some kinds of rules, and how what they want is carried out. */
export interface Duty {
  readonly kinds: readonly Rule['kind'][];
  readonly carriers: Carriers;
}

// One duty a kind. A bundle has those that its function names, and with them the only operations that it may call.

export const grouping: Duty = { kinds: ['grouping'], carriers: { groups: addToGroups } };
export const tagging: Duty = { kinds: ['tagging'], carriers: { tags: saveTags } };
export const disabling: Duty = { kinds: ['disabling'], carriers: { disable, tags: saveTags } };
export const upgrading: Duty = { kinds: ['upgrading'], carriers: { upgrades: createUpgrades } };

/** All kinds of rules. */
export const allDuties: Duty = {
  kinds: ['grouping', 'tagging', 'disabling', 'upgrading'],
  carriers: { groups: addToGroups, tags: saveTags, disable, upgrades: createUpgrades },
};

import { type DeviceEvent, kindsOf, messageTypes } from '../../events/device-event.ts';
import type { DisablingRule, Rule } from './rules.ts';

/** The rules of a fleet, so arranged that those for an event are found at once. */
export interface Fleet {
  /** In the order of the file. */
  readonly rules: readonly Rule[];
  /** The rules for an event, by the most special of its kinds. */
  readonly rulesByKind: ReadonlyMap<string, readonly Rule[]>;
  /** Whether a device's being enabled or created matters to a rule. */
  readonly disables: boolean;
  /** The rules that count anew when a device is enabled. */
  readonly countingDisablers: readonly CountingDisabler[];
  /** Whether it matters which of a device's versions was reported last. */
  readonly upgradesByVersion: boolean;
}

export type CountingDisabler = DisablingRule & Required<Pick<DisablingRule, 'when'>>;

/** Arranges rules, which are in the order of the file. */
export function makeFleet(rules: readonly Rule[]): Fleet {
  const rulesByKind = new Map<string, readonly Rule[]>();
  for (const { type, kinds } of Object.values(messageTypes)) {
    for (const kind of [type, ...kinds]) {
      const ofKind = rules.filter(({ on }) => on.includes(type) || on.includes(kind));
      if (ofKind.length > 0) rulesByKind.set(kind, ofKind);
    }
  }
  const disablers = rules.filter((rule) => rule.kind === 'disabling');
  return {
    rules,
    rulesByKind,
    disables: disablers.length > 0,
    countingDisablers: disablers.filter((rule): rule is CountingDisabler => rule.when !== undefined),
    upgradesByVersion: rulesByKind.get('ota.version')?.some(({ kind }) => kind === 'upgrading') ?? false,
  };
}

/** The same fleet with the rules of some kinds only, for a function that carries out no others. */
export function onlyRules(fleet: Fleet, kinds: readonly Rule['kind'][]): Fleet {
  return makeFleet(fleet.rules.filter(({ kind }) => kinds.includes(kind)));
}

/** The rules for events of this event's kinds, in the order of the file; whether they match is not asked yet. */
export function rulesFor(event: DeviceEvent, fleet: Fleet): readonly Rule[] {
  return fleet.rulesByKind.get(kindsOf(event).at(-1) ?? event.type) ?? noRules;
}

const noRules: readonly Rule[] = [];

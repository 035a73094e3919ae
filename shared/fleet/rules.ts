import type { FirmwareChoice } from './action.ts';
import type { Test } from './match/matcher.ts';
import type { Template } from './template.ts';

/** What the owner wants done with devices, as `fleet.yaml` says it. docs/rules.md tells what each part means. */
export type Rule = GroupingRule | TaggingRule | DisablingRule | UpgradingRule;

interface RuleBase {
  /** No other rule of the file has it. */
  readonly name: string;
  /** How many rules stand before it in the file. Of rules that want different things, the later one is followed. */
  readonly position: number;
  /** The kinds of events it is about, as `kindsOf` names them; none for a rule about silence. */
  readonly on: readonly string[];
  /** Whether it is about this event, which is of one of its kinds. */
  readonly matches: Test;
  /** The fields of an event, at its top, that `matches` looks at and its texts take. */
  readonly fields: readonly string[];
  readonly when?: Count;
}

/** A rule that can be about a device's silence instead of about events. */
interface SilenceRule {
  /** For how many milliseconds a device that was online before has not been. Only a sweep looks for such devices. */
  readonly silent?: number;
}

/** So many events of one device that lie together within so many milliseconds. */
export interface Count {
  readonly count: number;
  readonly within: number;
}

export interface GroupingRule extends RuleBase {
  readonly kind: 'grouping';
  readonly group: Template;
}

export interface TaggingRule extends RuleBase, SilenceRule {
  readonly kind: 'tagging';
  readonly tags: TagTemplates;
}

export interface DisablingRule extends RuleBase, SilenceRule {
  readonly kind: 'disabling';
  /** Tags that say why. */
  readonly tags?: TagTemplates;
}

export interface UpgradingRule extends RuleBase {
  readonly kind: 'upgrading';
  readonly firmware: FirmwareChoice;
  /** The module to update; without it, the one that the event is about. */
  readonly module?: string;
}

/** Tags by their keys. */
export type TagTemplates = Readonly<Record<string, Template>>;

import { type Fleet, makeFleet } from '../../shared/fleet/fleet.ts';
import type { DisablingRule, Rule, TaggingRule } from '../../shared/fleet/rules.ts';
import type { Wanted } from './walk.ts';

/**
 * What a device's present state tells of the messages that led to it: the fields of each kind of them that it has for
 * sure. When a device came online or reported its version, the state does not say as the message did.
 */
const knownFields: Readonly<Record<string, readonly string[]>> = {
  'lifecycle.create': ['productKey', 'deviceName', 'iotId', 'action'],
  'status.online': ['productKey', 'deviceName', 'iotId', 'status'],
  'status.offline': ['productKey', 'deviceName', 'iotId', 'status'],
  'ota.version': ['productKey', 'deviceName', 'iotId', 'moduleName', 'moduleVersion'],
};

/** The kinds that a general one stands for; `lifecycle.delete` is no rule's. */
const kindsWithin: Readonly<Record<string, readonly string[]>> = {
  lifecycle: ['lifecycle.create', 'lifecycle.enable', 'lifecycle.disable'],
  status: ['status.online', 'status.offline'],
};

export type SilenceRule = (TaggingRule | DisablingRule) & { readonly silent: number };

/** The part of the rules whose result a device's present state tells. docs/rules.md says which that is. */
export interface Derivable {
  /** The rules about messages, each with those kinds only that it can be followed for. */
  readonly fleet: Fleet;
  readonly silenceRules: readonly SilenceRule[];
  /** Tags that may have been set by a newer message than those that the state tells of. */
  readonly openTags: ReadonlySet<string>;
  /** Tags that are set when a device goes offline: of one that has come back, nobody knows whether it was away. */
  readonly offlineTags: ReadonlySet<string>;
  /** Tags that are set when a device falls silent: of one that has come back, nobody knows whether it was. */
  readonly silenceTags: ReadonlySet<string>;
  /** What of a device's state it takes. */
  readonly wanted: Wanted;
  /** The rules that are left to messages, as a whole or for some kinds of them. */
  readonly leftToMessages: readonly string[];
}

/** Finds what a sweep can follow of the rules. Pure. */
export function derivableOf({ rules }: Fleet): Derivable {
  const derivable: Rule[] = [];
  const leftToMessages: string[] = [];
  const openTags = new Set<string>();
  const silenceTags = new Set<string>();
  const kindsByTag = new Map<string, Set<string>>();

  for (const rule of rules) {
    if (isSilenceRule(rule)) {
      for (const key of tagKeys(rule)) silenceTags.add(key);
      continue;
    }
    const all = [...new Set(rule.on.flatMap((kind) => kindsWithin[kind] ?? [kind]))];
    const known = all.filter((kind) => isDerivable(rule, kind));
    if (known.length < all.length) {
      leftToMessages.push(rule.name);
      for (const key of tagKeys(rule)) openTags.add(key);
    }
    for (const key of tagKeys(rule)) {
      const kinds = kindsByTag.get(key) ?? new Set();
      kindsByTag.set(key, kinds);
      for (const kind of known) kinds.add(kind);
    }
    if (known.length > 0) derivable.push({ ...rule, on: known });
  }

  const offlineTags = new Set<string>();
  for (const [key, kinds] of kindsByTag) {
    if (kinds.has('status.offline')) offlineTags.add(key);
    // Whether a version was reported before or after the rest, the state does not say.
    if (kinds.has('ota.version') && kinds.size > 1) openTags.add(key);
  }
  const fleet = makeFleet(derivable);
  const silenceRules = rules.filter(isSilenceRule);
  const wanted = {
    groups: derivable.some(({ kind }) => kind === 'grouping'),
    tags: silenceTags.size > 0 || [...kindsByTag.keys()].some((key) => !openTags.has(key)),
    versions: fleet.rulesByKind.has('ota.version'),
  };
  return { fleet, silenceRules, openTags, offlineTags, silenceTags, wanted, leftToMessages };
}

function isSilenceRule(rule: Rule): rule is SilenceRule {
  return 'silent' in rule && rule.silent !== undefined;
}

function isDerivable(rule: Rule, kind: string): boolean {
  const known = knownFields[kind];
  if (known === undefined || rule.when !== undefined) return false;
  if (!rule.fields.every((field) => known.includes(field))) return false;
  switch (rule.kind) {
    case 'grouping':
    case 'tagging':
      return true;
    // What shut a device out lies behind it: somebody may have let it in since.
    case 'disabling':
      return false;
    // A device that came online once need not be brought to the version of that time again and again.
    case 'upgrading':
      return kind === 'ota.version';
  }
}

function tagKeys(rule: Rule): string[] {
  return 'tags' in rule ? Object.keys(rule.tags ?? {}) : [];
}

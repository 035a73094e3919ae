import { eventKinds, messageTypes } from '../../../events/device-event.ts';
import { closestWord } from '../closest.ts';
import type { Mistake, Report } from '../mistake.ts';
import type { Rule } from '../rules.ts';

const ofNoDevice = [messageTypes['ota.batch'].type, ...messageTypes['ota.batch'].kinds];

const usableKinds = eventKinds.filter((kind) => !ofNoDevice.includes(kind) && kind !== 'lifecycle.delete');

/**
 * Reads a rule's `on`: the name of a kind of events, or a list of such names.
 *
 * @returns the names that are right; `undefined` when none is
 */
export function readKinds(
  value: unknown,
  ruleKind: Rule['kind'],
  path: Mistake['path'],
  report: Report,
): readonly string[] | undefined {
  if (!Array.isArray(value)) return isKind(value, ruleKind, path, report) ? [value] : undefined;
  if (value.length === 0)
    report({ path, message: 'must name a kind of events: with none, it is about nothing', value });
  const kinds = value.filter((kind, index): kind is string =>
    isKind(kind, ruleKind, [...path, index], report),
  );
  return kinds.length > 0 ? kinds : undefined;
}

function isKind(
  value: unknown,
  ruleKind: Rule['kind'],
  path: Mistake['path'],
  report: Report,
): value is string {
  const fault = kindFault(value, ruleKind);
  if (fault !== undefined) report({ path, message: fault, value });
  return fault === undefined;
}

function kindFault(kind: unknown, ruleKind: Rule['kind']): string | undefined {
  if (typeof kind !== 'string' || !eventKinds.includes(kind)) {
    const meant = typeof kind === 'string' ? closestWord(kind, usableKinds) : undefined;
    return `must be a kind of events${meant === undefined ? `: ${usableKinds.join(', ')}` : `, such as ${meant}`}`;
  }
  if (ofNoDevice.includes(kind)) return 'must be about a device, which an update batch is not';
  if (kind === 'lifecycle.delete') return 'must leave a device to act on, which is gone here';
  if (ruleKind === 'disabling' && kind === 'lifecycle.enable')
    return 'must not shut a device out because somebody has let it in';
  return undefined;
}

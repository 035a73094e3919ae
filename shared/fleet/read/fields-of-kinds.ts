import * as z from 'zod/mini';
import { messageTypes } from '../../../events/device-event.ts';
import { closestWord } from '../closest.ts';

/** Stands among kinds of events for a device's silence, which is none. */
export const silence = 'silence';

/** What is known of a silent device: `utcTime` is when its silence began. */
const silenceFields: ReadonlySet<string> = new Set(['productKey', 'deviceName', 'iotId', 'utcTime']);

/**
 * Looks whether events of some kinds can have a field at their top, by what the messages' schemas say.
 *
 * @returns what is wrong with the field, or `undefined` when one of the kinds has it
 */
export function fieldFault(field: string, kinds: readonly string[]): string | undefined {
  const known = fieldsOfKinds(kinds);
  if (known.has(field)) return undefined;
  const meant = closestWord(field, known);
  const isSilence = kinds.includes(silence);
  const hint =
    meant === undefined
      ? `${isSilence ? 'it has' : 'they have'} ${[...known].sort().join(', ')}`
      : `did you mean ${meant}?`;
  const having = isSilence ? 'a silent device' : `${kinds.join(', ')} messages`;
  return `no field of ${having}; ${hint}`;
}

function fieldsOfKinds(kinds: readonly string[]): ReadonlySet<string> {
  if (kinds.includes(silence)) return silenceFields;
  const fields = new Set<string>();
  for (const messageType of Object.values(messageTypes)) {
    if (!kinds.some((kind) => kind === messageType.type || messageType.kinds.includes(kind))) continue;
    const { schema } = messageType;
    if (schema instanceof z.ZodMiniObject) for (const field of Object.keys(schema.shape)) fields.add(field);
  }
  return fields;
}

import * as z from 'zod/mini';

/** What a timer trigger hands its function. */
const timerEvent = z.object({ payload: z._default(z.string(), '') });

/** A timer trigger's payload is none that its function knows. */
export class PayloadError extends Error {
  constructor(known: readonly string[]) {
    const right = [...known.map((payload) => `"${payload}"`), 'empty'].join(' or ');
    super(`The payload of the timer trigger has to be ${right}.`);
    this.name = 'PayloadError';
  }
}

/**
 * The payload of a timer trigger; empty when the function was invoked by hand, without an event.
 *
 * @param known what the payload may be beside empty
 * @throws PayloadError when it is anything else
 */
export function readTimerPayload<Payload extends string>(
  event: Uint8Array,
  known: readonly Payload[],
): Payload | undefined {
  const text = Buffer.from(event.buffer, event.byteOffset, event.byteLength).toString();
  if (text.trim() === '') return undefined;
  const payload = payloadOf(text);
  if (payload === '') return undefined;
  const isKnown = known.find((one) => one === payload);
  if (isKnown === undefined) throw new PayloadError(known);
  return isKnown;
}

function payloadOf(text: string): string | undefined {
  try {
    return timerEvent.parse(JSON.parse(text)).payload;
  } catch {
    return undefined;
  }
}

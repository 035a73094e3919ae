import * as z from 'zod/mini';
import { said } from '../../../shared/iot/schema.ts';
import type { Platform } from '../platform.ts';
import type { Uplink, UplinkHandler } from './uplink.ts';

/** Why a device's request was not carried out. The platform answers with the code. */
export class AlinkFailure extends Error {
  readonly code: number;

  constructor(code: number, message: string) {
    super(message);
    this.name = 'AlinkFailure';
    this.code = code;
  }
}

/** The codes by which devices are answered. */
export const alinkCodes = {
  success: 200,
  notAuthenticated: 401,
  badRequest: 460,
  noSession: 520,
  disabled: 522,
  noDevice: 6100,
  noProduct: 6250,
  badDeviceName: 6280,
  badSignature: 6287,
  noTopology: 6401,
  ownSubDevice: 6402,
} as const;

const request = z.object({
  id: z.union([z.string().check(z.maxLength(64)), z.number()]),
  params: z.unknown(),
  sys: z.optional(z.object({ ack: z.optional(z.number()) })),
});

/**
 * Handles the requests of devices in Alink JSON, `{ id, version, params, method }`, and answers on `…_reply`:
 * `{ id, code: 200, data }`, or with the code of what went wrong.
 *
 * @param answer carries the request out; gives the data of the answer, or throws an `AlinkFailure`
 */
export function alink<Params>(
  pattern: string,
  params: z.ZodMiniType<Params>,
  answer: (params: Params, uplink: Uplink, platform: Platform) => object | undefined,
): UplinkHandler {
  return {
    pattern,
    handle(uplink, platform) {
      const received = read(uplink.payload);
      const { id, sys } = received ?? { id: '' };
      let reply: object;
      try {
        const data = answer(checked(params, received), uplink, platform) ?? {};
        reply = { code: alinkCodes.success, data, message: 'success' };
      } catch (error) {
        if (!(error instanceof AlinkFailure)) throw error;
        reply = { code: error.code, data: {}, message: error.message };
      }
      // The device may say that it waits for no answer.
      if (sys?.ack === 0) return;
      const method = methodOf(uplink);
      const payload = JSON.stringify({ id: String(id), version: '1.0', ...reply, ...method });
      uplink.session.line.deliver(`${uplink.topic}_reply`, Buffer.from(payload), 0);
    },
  };
}

function read(payload: Buffer): z.infer<typeof request> | undefined {
  try {
    return request.safeParse(JSON.parse(payload.toString('utf8'))).data;
  } catch {
    return undefined;
  }
}

function checked<Params>(
  schema: z.ZodMiniType<Params>,
  received: z.infer<typeof request> | undefined,
): Params {
  if (received === undefined) {
    throw new AlinkFailure(
      alinkCodes.badRequest,
      'request parameter error: it must be JSON with id and params',
    );
  }
  const parsed = schema.safeParse(received.params, { error: said });
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const place = z.core.toDotPath(['params', ...(issue?.path ?? [])]);
  throw new AlinkFailure(
    alinkCodes.badRequest,
    `request parameter error: ${place} ${issue?.message ?? 'is not valid'}`,
  );
}

/** What is behind `/sys/{productKey}/{deviceName}/` says what is asked for: `thing.topo.add`. */
function methodOf({ topic }: Uplink): { method?: string } {
  const [, first, , , ...rest] = topic.split('/');
  return first === 'sys' ? { method: rest.join('.') } : {};
}

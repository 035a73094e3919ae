import * as z from 'zod/mini';
import { topicOf } from '../device/identity.ts';
import type { Platform } from '../platform.ts';
import {
  changedPart,
  isNothing,
  isTooLarge,
  mostShadowProperties,
  type Shadow,
  type ShadowPart,
  shadowDocument,
} from '../shadow/shadow.ts';
import type { Device } from '../state/device.ts';
import type { UplinkHandler } from './uplink.ts';

/** Why what a device says of its shadow is not taken, by the code of the vendor's page "Device shadow data stream". */
class ShadowFailure extends Error {
  readonly code: keyof typeof failures;

  constructor(code: keyof typeof failures) {
    super(failures[code]);
    this.name = 'ShadowFailure';
    this.code = code;
  }
}

const failures = {
  400: 'incorrect json file',
  401: 'method is not found in the json file',
  402: 'state is not found in the json file',
  403: 'version must be a number',
  404: 'reported is not found in the json file',
  405: 'reported is empty',
  406: 'method must be update, get or delete',
  407: 'the json file is empty',
  408: `reported holds more than ${mostShadowProperties} properties, or the shadow more than 16 KB`,
  409: 'version must be higher than that of the shadow',
} as const;

const message = z.object({
  method: z.optional(z.unknown()),
  state: z.optional(z.unknown()),
  version: z.optional(z.unknown()),
});
type ShadowMessage = z.infer<typeof message>;

const state = z.object({ reported: z.optional(z.unknown()), desired: z.optional(z.unknown()) });
const properties = z.record(z.string(), z.unknown());
const version = z.int().check(z.gte(-1));

/** What devices say of their shadows. The answer goes out on `/shadow/get/{productKey}/{deviceName}`. */
export const shadowUplink: readonly UplinkHandler[] = [
  {
    pattern: '/shadow/update/{productKey}/{deviceName}',
    handle({ session, device, payload }, platform) {
      const reply = replyTo(payload, device, platform);
      const text = JSON.stringify({ method: 'reply', ...reply, timestamp: secondsNow(platform) });
      session.line.deliver(`/shadow/get${topicOf(device, '')}`, Buffer.from(text), 1);
    },
  },
];

function replyTo(payload: Buffer, device: Device, platform: Platform): object {
  const { shadows } = platform.state;
  try {
    const said = read(payload);
    if (said.method === 'get') {
      const document = shadowDocument(shadows.of(device));
      const { state, metadata } = document;
      return { payload: { status: 'success', state, metadata }, version: document.version };
    }
    const changed = change(shadows.of(device), said, secondsNow(platform));
    shadows.set(device, changed);
    return { payload: { status: 'success', version: changed.version } };
  } catch (error) {
    if (!(error instanceof ShadowFailure)) throw error;
    const content = { errorcode: String(error.code), errormessage: error.message };
    return { payload: { status: 'error', content } };
  }
}

function read(payload: Buffer): ShadowMessage {
  if (payload.length === 0) throw new ShadowFailure(407);
  let read: unknown;
  try {
    read = JSON.parse(payload.toString('utf8'));
  } catch {
    throw new ShadowFailure(400);
  }
  const { data } = message.safeParse(read);
  if (data === undefined) throw new ShadowFailure(400);
  if (Object.keys(data).length === 0) throw new ShadowFailure(407);
  if (data.method === undefined) throw new ShadowFailure(401);
  if (!['update', 'get', 'delete'].includes(String(data.method))) throw new ShadowFailure(406);
  return data;
}

function change(shadow: Shadow, said: ShadowMessage, timestamp: number): Shadow {
  if (said.state === undefined || said.state === null) throw new ShadowFailure(402);
  const parts = state.safeParse(said.state).data;
  if (parts === undefined) throw new ShadowFailure(400);
  const { reported, desired } = parts;
  if (reported === undefined && desired === undefined) throw new ShadowFailure(404);
  const newVersion = versionAfter(shadow, said);
  const part = said.method === 'delete' ? withoutProperties : withProperties;
  const changed = {
    version: newVersion,
    timestamp,
    reported: reported === undefined ? shadow.reported : part(shadow.reported, reported, timestamp),
    desired: desired === undefined ? shadow.desired : withoutProperties(shadow.desired, desired, timestamp),
  };
  if (changed.reported.size > mostShadowProperties || isTooLarge(changed)) throw new ShadowFailure(408);
  return changed;
}

/** A device may count anew, by -1: the shadow's version is 0 then. */
function versionAfter(shadow: Shadow, said: ShadowMessage): number {
  const { data } = version.safeParse(said.version);
  if (data === undefined) throw new ShadowFailure(403);
  if (data === -1) return 0;
  if (data <= shadow.version) throw new ShadowFailure(409);
  return data;
}

function withProperties(part: ShadowPart, said: unknown, timestamp: number): ShadowPart {
  if (isNothing(said)) return new Map();
  const given = propertiesOf(said);
  if (Object.keys(given).length === 0) throw new ShadowFailure(405);
  return changedPart(part, given, timestamp);
}

/** Nothing is said of all properties at once, or of each by its name. What a device says of what is wanted is this alone. */
function withoutProperties(part: ShadowPart, said: unknown, timestamp: number): ShadowPart {
  if (isNothing(said)) return new Map();
  const gone = Object.entries(propertiesOf(said)).filter(([, value]) => isNothing(value));
  return changedPart(part, Object.fromEntries(gone), timestamp);
}

function propertiesOf(said: unknown): Record<string, unknown> {
  const { data } = properties.safeParse(said);
  if (data === undefined) throw new ShadowFailure(400);
  return data;
}

const secondsNow = ({ clock }: Platform): number => Math.floor(clock.now() / 1000);

import * as z from 'zod/mini';
import { identityOf, topicOf } from '../device/identity.ts';
import { tell } from '../device/line.ts';
import type { Platform } from '../platform.ts';
import type { Device } from '../state/device.ts';
import type { ServiceRecord } from '../state/thing-data.ts';
import { asObject, checkParameters } from '../thing-model/check-value.ts';
import { featureOf } from '../thing-model/thing-model.ts';
import { modelToCheckBy } from './report-properties.ts';
import type { Uplink, UplinkHandler } from './uplink.ts';

/** A service as a device is asked for it; setting properties is one of them. */
export interface AskedService {
  /** Its identifier, or for a custom module's service `testFb:reset`. */
  readonly key: string;
  readonly name: string;
  /** What the request is called: `thing.service.reset`. */
  readonly method: string;
  readonly input: object;
}

export const setProperties = { key: 'set', name: 'set', method: 'thing.service.property.set' } as const;

/**
 * Asks a device for a service and does not wait: its answer, or that it never got the request, comes to the
 * subscribers as a message of its own.
 *
 * @returns the identifier of the message to the device
 */
export function askForService(device: Device, service: AskedService, platform: Platform): string {
  const { clock, devices, messages } = platform;
  const messageId = messages.newId();
  // A device in this process answers while it is being told.
  recordCall(device, service, messageId, platform);
  tell(device, service.method, service.input, platform, messageId);
  if (devices.sessionOf(device) === undefined) {
    const [code, message] = device.activatedAt === undefined ? notActivated : offline;
    clock.after(0, () =>
      announceReply(device, service.method, messageId, { code, message, data: {} }, platform),
    );
  }
  return messageId;
}

const notActivated = [9200, 'device not activated'] as const;
const offline = [9201, 'device offline'] as const;

/** Keeps that a device was asked for a service. */
export function recordCall(
  device: Device,
  { key, name, input }: AskedService,
  messageId: string,
  { state, clock }: Platform,
): void {
  const record = { key, name, input, messageId, time: clock.now(), output: undefined, verified: true };
  state.thingData.of(device).services.add(key, record);
}

/** What a device answers to a request for a service. */
const answer = z.looseObject({
  id: z.union([z.string(), z.number()]),
  code: z.int(),
  data: z.optional(z.unknown()),
  message: z.optional(z.string()),
});

export type ServiceAnswer = z.output<typeof answer>;

/** A device's answer, as it is kept and given to callers, or undefined when it is none. */
export function readAnswer(payload: Buffer): ServiceAnswer | undefined {
  try {
    const { data } = answer.safeParse(JSON.parse(payload.toString('utf8')));
    return data && { message: '', version: '1.0', ...data, data: data.data ?? {}, id: String(data.id) };
  } catch {
    return undefined;
  }
}

/**
 * Keeps what a device answered to a call.
 *
 * @returns the call, or undefined when the device was never asked
 */
export function recordAnswer(
  device: Device,
  key: string,
  messageId: string,
  output: ServiceAnswer,
  platform: Platform,
): ServiceRecord | undefined {
  const history = platform.state.thingData.find(device)?.services.of(key);
  const call = history?.records.findLast((record) => record.messageId === messageId);
  // A device may answer twice; the first answer counts.
  if (call === undefined || call.output !== undefined) return undefined;
  call.output = output;
  const model = modelToCheckBy(device.product, platform);
  const service = model && featureOf(model, 'service', key);
  if (service !== undefined && output.code === 200) {
    const faults = checkParameters(asObject(output.data) ?? {}, service.output, 'type');
    call.verified = Object.keys(faults).length === 0;
  }
  return call;
}

/** Devices' answers to requests that nobody waits for. */
export const serviceUplink: readonly UplinkHandler[] = [
  {
    pattern: '/sys/{productKey}/{deviceName}/thing/service/property/set_reply',
    handle: (uplink, platform) => takeAnswer(uplink, setProperties, platform),
  },
  {
    pattern: '/sys/{productKey}/{deviceName}/thing/service/{reply}',
    handle(uplink, platform) {
      const [, key] = /^(.+)_reply$/.exec(uplink.parts['reply'] ?? '') ?? [];
      if (key !== undefined) takeAnswer(uplink, { key, method: `thing.service.${key}` }, platform);
    },
  },
];

function takeAnswer(
  { device, payload }: Uplink,
  { key, method }: Pick<AskedService, 'key' | 'method'>,
  platform: Platform,
): void {
  const given = readAnswer(payload);
  if (given === undefined) return;
  const call = recordAnswer(device, key, given.id as string, given, platform);
  if (call !== undefined) announceReply(device, method, call.messageId, given, platform);
}

function announceReply(
  device: Device,
  method: string,
  messageId: string,
  { code, message, data }: Pick<ServiceAnswer, 'code' | 'message' | 'data'>,
  { messages, clock }: Platform,
): void {
  messages.send(device.product, 'DeviceDataFlag', topicOf(device, '/thing/downlink/reply/message'), {
    gmtCreate: clock.now(),
    ...identityOf(device),
    requestId: messageId,
    code,
    message,
    topic: `/sys${topicOf(device, `/${method.replaceAll('.', '/')}`)}`,
    data,
  });
}

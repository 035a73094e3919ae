import * as z from 'zod/mini';
import { GetDeviceShadow, UpdateDeviceShadow } from '../../../shared/iot/operations/shadows.ts';
import { topicOf } from '../device/identity.ts';
import { type ParameterRefusals, type ServedOperation, serve } from '../operation.ts';
import type { Platform } from '../platform.ts';
import { Refusal } from '../refusal.ts';
import {
  changedPart,
  isTooLarge,
  mostShadowProperties,
  type Shadow,
  shadowDocument,
} from '../shadow/shadow.ts';
import type { Device } from '../state/device.ts';
import { deviceOf } from './devices/named-device.ts';
import { readJson } from './json-parameter.ts';

const namedRefusals: ParameterRefusals = {
  ProductKey: { missing: 'iot.prod.NullProductKey' },
  DeviceName: { missing: 'iot.device.NullDeviceName' },
};

const notJson = 'iot.messagebroker.ShadowMessageIsNotJson';

/** Each part is checked by itself, for each has a code of its own. */
const message = z.object({
  method: z.optional(z.unknown()),
  state: z.optional(z.unknown()),
  version: z.optional(z.unknown()),
});
const properties = z.record(z.string(), z.unknown());

/** The operations on device shadows: the guide's section 4.16. */
export const shadowsOperations: readonly ServedOperation[] = [
  serve(GetDeviceShadow, namedRefusals, (request, { state }) => {
    const shadow = state.shadows.of(deviceOf(request, state));
    // The guide shows the document with the method of the message that changes it.
    return { ShadowMessage: JSON.stringify({ method: 'update', ...shadowDocument(shadow) }) };
  }),

  serve(
    UpdateDeviceShadow,
    {
      ...namedRefusals,
      ShadowMessage: { missing: 'iot.messagebroker.NullShadowMessage', other: notJson },
    },
    ({ ShadowMessage, DeltaUpdate = false, ...named }, platform) => {
      const { state, clock } = platform;
      const device = deviceOf(named, state);
      const before = state.shadows.of(device);
      const said = readJson('ShadowMessage', ShadowMessage, message, notJson);
      const desired = desiredIn(said);
      const version = versionIn(said, before);
      const timestamp = Math.floor(clock.now() / 1000);
      const shadow: Shadow = {
        ...before,
        version,
        timestamp,
        desired: changedPart(DeltaUpdate ? before.desired : new Map(), desired, timestamp),
      };
      if (shadow.desired.size > mostShadowProperties) refuse('TooManyElementInDesire');
      if (isTooLarge(shadow)) refuse('ShadowMessageLengthIsLarge');
      state.shadows.set(device, shadow);
      tellOf(shadow, device, platform);
      return {};
    },
  ),
];

function desiredIn({ method, state }: z.infer<typeof message>): Record<string, unknown> {
  if (method === undefined) refuse('NotFoundMethodInShadowMessage');
  if (method !== 'update') refuse('MethodValueIsNotUpdate');
  if (state === undefined || state === null) refuse('NotFoundStateInShadowMessage');
  const { desired } = properties.safeParse(state).data ?? {};
  if (desired === undefined) refuse('NotFoundDesireInShadowMessage');
  if (desired === null || desired === '') refuse('DesireValueIsNullInShadowMessage');
  const { data } = properties.safeParse(desired);
  if (data === undefined) refuse('DesireInfoInShadowMessageIsNotJson');
  const given = Object.entries(data);
  if (given.length === 0) refuse('NoneElementInDesire');
  if (given.some(([name, value]) => name === '' || value === null || value === '')) {
    refuse('ElementKeyOrValueIsNullInDesire');
  }
  if (given.length > mostShadowProperties) refuse('TooManyElementInDesire');
  return data;
}

function versionIn({ version }: z.infer<typeof message>, before: Shadow): number {
  if (version === undefined || version === null || version === '')
    refuse('NotFoundVersionOrNullVersionValue');
  const { data } = z.int().safeParse(version);
  if (data !== undefined && data > before.version) return data;
  refuse(
    'InvalidVersionValueInShadowMessage',
    `version must be a whole number above ${before.version}, the version of the shadow.`,
  );
}

function refuse(code: string, message?: string): never {
  throw new Refusal(`iot.messagebroker.${code}`, message);
}

/** A device that is online is told what is wanted of it; one that is not asks when it comes back. */
function tellOf(shadow: Shadow, device: Device, { devices }: Platform): void {
  const { state, metadata, timestamp, version } = shadowDocument(shadow);
  const control = { method: 'control', payload: { state, metadata }, version, timestamp };
  const topic = `/shadow/get${topicOf(device, '')}`;
  devices.sessionOf(device)?.line.deliver(topic, Buffer.from(JSON.stringify(control)), 1);
}

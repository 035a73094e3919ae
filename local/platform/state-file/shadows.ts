import * as z from 'zod/mini';
import { emptyShadow, type Shadow, type ShadowPart } from '../shadow/shadow.ts';
import { count, type FieldsOf, text } from './fields.ts';
import { statePart } from './state-part.ts';

const properties = z.array(z.tuple([text(), z.strictObject({ value: z.unknown(), timestamp: z.number() })]));

const shadow = z.strictObject({
  device: text(),
  version: count(),
  timestamp: z.number(),
  desired: properties,
  reported: properties,
} satisfies FieldsOf<Shadow, never, 'device'>);

const pairsOf = (part: ShadowPart) =>
  Array.from(part, ([name, { value, timestamp }]) => [name, { value, timestamp }] as const);

export const shadowsPart = statePart(
  { shadow },
  function* ({ platform: { state } }) {
    for (const device of state.devices.all()) {
      const shadow = state.shadows.of(device);
      if (shadow === emptyShadow) continue;
      const { version, timestamp, desired, reported } = shadow;
      const parts = { desired: pairsOf(desired), reported: pairsOf(reported) };
      yield ['shadow', { device: device.iotId, version, timestamp, ...parts }] as const;
    }
  },
  {
    shadow({ device, version, timestamp, desired, reported }, loading) {
      const parts = { desired: new Map(desired), reported: new Map(reported) };
      loading.platform.state.shadows.set(loading.device(device), { version, timestamp, ...parts });
    },
  },
);

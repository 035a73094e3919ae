import * as z from 'zod/mini';
import {
  DeleteDeviceProp,
  QueryDeviceProp,
  SaveDeviceProp,
} from '../../../../shared/iot/operations/devices.ts';
import { hasRoomFor, saveTags } from '../../device/tags.ts';
import { type ServedOperation, serve } from '../../operation.ts';
import { Refusal } from '../../refusal.ts';
import { readJson } from '../json-parameter.ts';
import { deviceOf, deviceRefusals } from './named-device.ts';

const malformedProps = 'iot.device.InvalidFormattedDevicePropertiesString';

/** Tags by key. A number or a truth value counts as its text. */
const propsSchema = z.record(
  z.string(),
  z.pipe(z.union([z.string(), z.number(), z.boolean()]), z.transform(String)),
);

/** The tags of a device, which the API calls its props. */
export const tagOperations: readonly ServedOperation[] = [
  serve(
    SaveDeviceProp,
    {
      ...deviceRefusals,
      Props: {
        missing: 'iot.device.NullDevicePropertiesString',
        tooBig: 'iot.device.LongDevicePropertiesString',
        tooMany: 'iot.device.TooManyDevicePropertiesPerTime',
        other: malformedProps,
      },
    },
    ({ Props, ...named }, platform) => {
      const device = deviceOf(named, platform.state);
      const tags = Object.entries(readJson('Props', Props, propsSchema, malformedProps));
      if (tags.length === 0) throw new Refusal('iot.device.NoneDeviceProperties');
      if (tags.some(([key]) => key.trim() === '')) {
        throw new Refusal('iot.device.InvalidFormattedDevicePropertyKey', 'Props: a key must not be empty.');
      }
      if (
        !hasRoomFor(
          device,
          tags.map(([key]) => key),
        )
      ) {
        throw new Refusal('iot.device.SaveOrUpdateDevicePropertiesFailed', 'A device has at most 100 tags.');
      }
      saveTags(device, tags, platform);
      return {};
    },
  ),

  serve(QueryDeviceProp, deviceRefusals, (named, { state }) => {
    const { tags } = deviceOf(named, state);
    return { Props: JSON.stringify(Object.fromEntries(tags.map(({ key, value }) => [key, value]))) };
  }),

  serve(
    DeleteDeviceProp,
    {
      ...deviceRefusals,
      PropKey: {
        missing: 'iot.device.NullDevicePropertyKey',
        other: 'iot.device.InvalidFormattedDevicePropertyKey',
      },
    },
    ({ PropKey, ...named }, { state }) => {
      state.devices.removeTag(deviceOf(named, state), PropKey);
      return {};
    },
  ),
];

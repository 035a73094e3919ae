import * as z from 'zod/mini';
import type { ParameterRefusals } from '../../operation.ts';
import { Refusal } from '../../refusal.ts';
import { checkValue } from '../../thing-model/check-value.ts';
import { featureOf, type ThingModel } from '../../thing-model/thing-model.ts';
import { readJson } from '../json-parameter.ts';
import { checkPropertyKeys } from './find.ts';

export const itemsRefusals: ParameterRefusals = {
  Items: {
    missing: 'iot.device.NullDevicePropertiesString',
    tooMany: 'iot.device.TooManyDevicePropertiesPerTime',
    other: 'iot.device.InvalidFormattedDevicePropertiesString',
  },
};

/**
 * The values for properties that a call gives, by the properties' keys.
 *
 * @throws Refusal that says what is wrong with them as they are written
 */
export function readItems(items: string | object): Record<string, unknown> {
  const values = readJson(
    'Items',
    items,
    z.record(z.string(), z.unknown()),
    'iot.device.InvalidFormattedDevicePropertiesString',
  );
  checkPropertyKeys(Object.keys(values));
  return values;
}

/**
 * Those of the values that are for properties of the model. The others are left out, as long as one is left.
 *
 * @param clears whether null stands for no value
 * @throws Refusal iot.device.NoneDeviceProperties, iot.device.SetDevicePropertyFailed
 */
export function settableItems(
  values: Readonly<Record<string, unknown>>,
  model: ThingModel,
  clears = false,
): Record<string, unknown> {
  const settable = Object.entries(values).flatMap(([key, value]) => {
    const property = featureOf(model, 'property', key);
    if (property === undefined) return [];
    if (property.rwFlag === 'READ_ONLY') {
      throw new Refusal('iot.device.SetDevicePropertyFailed', `The property ${key} is read-only.`);
    }
    const fault = clears && value === null ? undefined : checkValue(value, property.dataType, key, 'bounds');
    if (fault !== undefined) throw new Refusal('iot.device.SetDevicePropertyFailed', fault.message);
    return [[key, value] as const];
  });
  if (settable.length === 0) throw new Refusal('iot.device.NoneDeviceProperties');
  return Object.fromEntries(settable);
}

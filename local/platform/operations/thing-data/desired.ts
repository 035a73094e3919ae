import * as z from 'zod/mini';
import {
  QueryDeviceDesiredProperty,
  SetDeviceDesiredProperty,
} from '../../../../shared/iot/operations/thing-data.ts';
import { askForService, setProperties } from '../../device-side/services.ts';
import { type ServedOperation, serve } from '../../operation.ts';
import type { Platform } from '../../platform.ts';
import { Refusal } from '../../refusal.ts';
import type { Device } from '../../state/device.ts';
import type { Desired } from '../../state/thing-data.ts';
import { featuresOf, keyOf, moduleOf, type Property } from '../../thing-model/thing-model.ts';
import { deviceRefusals } from '../devices/named-device.ts';
import { readJson } from '../json-parameter.ts';
import { checkPropertyKeys, modelledDevice } from './find.ts';
import { itemsRefusals, readItems, settableItems } from './items.ts';
import { unitOf, writeTime, writeValue } from './written.ts';

const malformed = 'iot.common.InvalidFormattedParameter';
const queryFailed = 'iot.common.QueryDevicePropertyActionError';

export const desiredOperations: readonly ServedOperation[] = [
  serve(
    SetDeviceDesiredProperty,
    { ...deviceRefusals, ...itemsRefusals, Versions: { malformed } },
    (request, platform) => {
      const items = readItems(request.Items);
      const versions = readJson('Versions', request.Versions, z.record(z.string(), z.int()), malformed);
      const { device, model } = modelledDevice(request, platform);
      const values = settableItems(items, model, true);
      const { desired } = platform.state.thingData.of(device);
      for (const key of Object.keys(values)) checkVersion(key, versions[key], desired.get(key));
      const time = platform.clock.now();
      const kept = Object.entries(values).map(([key, value]) => {
        const version = (desired.get(key)?.version ?? 0) + 1;
        desired.set(key, { value: value ?? undefined, version, time });
        return [key, version] as const;
      });
      const MessageId = push(device, values, platform);
      return { Data: { MessageId, Versions: JSON.stringify(Object.fromEntries(kept)) } };
    },
  ),

  serve(
    QueryDeviceDesiredProperty,
    {
      ...deviceRefusals,
      Identifier: {
        tooMany: 'iot.device.TooManyDevicePropertiesPerTime',
        duplicate: queryFailed,
        other: 'iot.device.InvalidFormattedDevicePropertyKey',
      },
    },
    (request, platform) => {
      const { Identifier, FunctionBlockId } = request;
      const { device, model } = modelledDevice(request, platform);
      checkPropertyKeys(Identifier ?? []);
      const module = moduleOf(model, FunctionBlockId);
      const desired = platform.state.thingData.find(device)?.desired;
      const properties = queriedProperties(featuresOf(module, 'property'), Identifier);
      return {
        Data: {
          List: {
            DesiredPropertyInfo: properties.map(({ identifier, name, dataType }) => {
              const key = module === undefined ? identifier : keyOf(module, identifier);
              const { value, version = 0, time } = desired?.get(key) ?? {};
              return {
                Identifier: identifier,
                Name: name,
                DataType: dataType.type.toLowerCase(),
                Unit: unitOf(dataType),
                Time: time === undefined ? undefined : writeTime(time),
                Value: value === undefined ? undefined : writeValue(value),
                Version: version,
              };
            }),
          },
        },
      };
    },
  ),
];

/** Tells a device that is online what it shall be; one that is offline asks when it comes back. */
function push(device: Device, values: Readonly<Record<string, unknown>>, platform: Platform): string {
  const input = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));
  const isToBeTold = platform.devices.sessionOf(device) !== undefined && Object.keys(input).length > 0;
  return isToBeTold
    ? askForService(device, { ...setProperties, input }, platform)
    : platform.messages.newId();
}

/** @throws Refusal when the caller's version is not the current one */
function checkVersion(key: string, given: number | undefined, held: Desired | undefined): void {
  const version = held?.version ?? 0;
  if (given === undefined || given === version) return;
  throw new Refusal(
    'iot.device.SetDevicePropertyFailed',
    `The version of the desired value of ${key} is ${version}, not ${given}.`,
  );
}

/** @throws Refusal when a property is read-only, or none is known */
function queriedProperties(
  properties: readonly Property[],
  identifiers: readonly string[] | undefined,
): Property[] {
  if (identifiers === undefined) return properties.filter(({ rwFlag }) => rwFlag === 'READ_WRITE');
  const found = properties.filter(({ identifier }) => identifiers.includes(identifier));
  const readOnly = found.find(({ rwFlag }) => rwFlag === 'READ_ONLY');
  if (readOnly !== undefined) {
    throw new Refusal(queryFailed, `The property ${readOnly.identifier} is read-only.`);
  }
  if (found.length === 0) throw new Refusal('iot.device.NoneDeviceProperties');
  return found;
}

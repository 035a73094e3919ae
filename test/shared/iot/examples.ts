import type { OperationSpec } from '../../../scripts/generate/catalogue.ts';

/** Parameters of a request, nested as the client takes them. */
export type Values = Record<string, unknown>;

/** What makes a wrong example right. */
export const MENDED: Readonly<Record<string, Values>> = {
  BatchCheckDeviceNames: { DeviceNameList: [{ DeviceName: 'light1', DeviceNickname: 'Smart_light' }] },
  CreateConsumerGroup: { GroupName: 'consumers' },
  ListOTAModuleVersionsByDevice: { IotId: 'Q7uOhVRdZRRlDnTLv00100' },
  QueryDeviceOriginalEventData: { IotId: 'Q7uOhVRdZRRlDnTLv00100' },
  QueryDeviceOriginalPropertyData: { IotId: 'Q7uOhVRdZRRlDnTLv00100', StartTime: 1579249498000 },
  QueryDeviceOriginalPropertyStatus: { IotId: 'Q7uOhVRdZRRlDnTLv00100' },
  QueryDeviceOriginalServiceData: { IotId: 'Q7uOhVRdZRRlDnTLv00100' },
  UpdateConsumerGroup: { NewGroupName: 'consumers' },
};

/** `{ 'Device.1.DeviceName': 'light' }` as `{ Device: [{ DeviceName: 'light' }] }`. */
export function nested(wire: Values): Values {
  const values: Values = {};
  for (const [name, value] of Object.entries(wire)) {
    const [first = '', index, member] = name.split('.');
    if (index === undefined) {
      values[first] = value;
      continue;
    }
    const list = (values[first] ?? []) as unknown[];
    values[first] = list;
    const at = Number(index) - 1;
    if (member === undefined) list[at] = value;
    else list[at] = { ...(list[at] as object | undefined), [member]: value };
  }
  return values;
}

/** The guide's example, mended where it breaks the guide's own rules. */
export const rightRequest = (spec: OperationSpec): Values => ({
  ...nested(spec.exampleRequest),
  ...MENDED[spec.operation],
});

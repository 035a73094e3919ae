import { type Route, route } from '../../shared/runtime/http/route.ts';
import { act } from './act.ts';
import { confirmUpgrade } from './confirm-upgrade.ts';
import { deviceState } from './device-state.ts';
import * as fields from './fields.ts';

const path = '/devices/{productKey}/{deviceName}';

const outcomes = {
  status: 200,
  description: 'All of it is done, or was so already.',
  schema: fields.outcomes,
} as const;

/** What operators and ticket systems do with a device. */
export const routes: readonly Route[] = [
  route({
    method: 'GET',
    path,
    name: 'getDevice',
    summary: 'What the platform knows of a device',
    description: 'State, tags, groups, versions of its modules and unfinished update tasks in one answer.',
    parameters: fields.device,
    answer: { status: 200, description: 'The device.', schema: fields.deviceState },
    work: (device, _, { iot }) => deviceState(device, iot),
  }),
  route({
    method: 'POST',
    path: `${path}/disable`,
    name: 'disableDevice',
    summary: 'Shut a device out',
    description: 'Its line is cut, and it cannot connect. Tags that say why are saved before.',
    parameters: fields.device,
    body: fields.reasonTags,
    answer: outcomes,
    work: (device, { tags }, call) =>
      act(
        device,
        [...(tags === undefined ? [] : [{ kind: 'tag', tags } as const]), { kind: 'disable' }],
        call,
      ),
  }),
  route({
    method: 'POST',
    path: `${path}/enable`,
    name: 'enableDevice',
    summary: 'Let a device in again',
    parameters: fields.device,
    body: fields.nothing,
    answer: outcomes,
    work: (device, _, call) => act(device, [{ kind: 'enable' }], call),
  }),
  route({
    method: 'POST',
    path: `${path}/tags`,
    name: 'tagDevice',
    summary: 'Give a device tags',
    parameters: fields.device,
    body: fields.someTags,
    answer: outcomes,
    work: (device, { tags }, call) => act(device, [{ kind: 'tag', tags }], call),
  }),
  route({
    method: 'POST',
    path: `${path}/groups`,
    name: 'groupDevice',
    summary: 'Add a device to groups',
    parameters: fields.device,
    body: fields.someGroups,
    answer: outcomes,
    work: (device, { groups }, call) =>
      act(
        device,
        groups.map((group) => ({ kind: 'group', path: group }) as const),
        call,
      ),
  }),
  route({
    method: 'POST',
    path: `${path}/upgrade`,
    name: 'upgradeDevice',
    summary: 'Send a device an update package',
    description:
      'Makes an update batch for the device alone. A device that was given the package within a day is not given it again.',
    parameters: fields.device,
    body: fields.wantedFirmware,
    answer: outcomes,
    work: (device, { moduleName, version, firmwareName }, call) => {
      // The schema lets through exactly one of the two.
      const firmware = firmwareName === undefined ? { version: version ?? '' } : { name: firmwareName };
      return act(device, [{ kind: 'upgrade', moduleName, firmware }], call);
    },
  }),
  route({
    method: 'POST',
    path: `${path}/confirm-upgrade`,
    name: 'confirmUpgrade',
    summary: 'Confirm update tasks that wait for it',
    description: 'For update batches made with NeedConfirm.',
    parameters: fields.device,
    body: fields.confirmedTasks,
    answer: { status: 200, description: 'The tasks are confirmed.', schema: fields.confirmed },
    work: async (device, { taskIds }, call) => ({
      ...device,
      taskIds: await confirmUpgrade(device, taskIds, call),
    }),
  }),
];

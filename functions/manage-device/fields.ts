import * as z from 'zod/mini';
import { groupPathFault } from '../../shared/fleet/group-path.ts';
import {
  deviceName,
  firmwareName,
  firmwareVersion,
  moduleName,
  productKey,
  tags,
} from '../../shared/runtime/http/fields.ts';

/** The places of every path. */
export const device = z.object({ productKey: productKey(), deviceName: deviceName() });

export const reasonTags = z.strictObject({
  tags: z.optional(tags()),
});

export const nothing = z.strictObject({});

export const someTags = z.strictObject({ tags: tags() });

const groupPath = z.string().check(
  z.check(({ value, issues }) => {
    const fault = groupPathFault(value.split('/'));
    if (fault !== undefined) issues.push({ code: 'custom', input: value, message: fault });
  }),
  z.describe('The path of a group, the outermost first: sites/shanghai.'),
);

/** A device is in at most ten groups. */
export const someGroups = z.strictObject({
  groups: z
    .array(groupPath)
    .check(
      z.minLength(1),
      z.maxLength(10),
      z.describe('Groups that the device is added to. Those that are missing are made.'),
    ),
});

export const wantedFirmware = z
  .strictObject({
    moduleName: moduleName(),
    version: z.optional(
      firmwareVersion().check(z.describe('The version of the update package. Either this or firmwareName.')),
    ),
    firmwareName: z.optional(
      firmwareName().check(z.describe('The name of the update package. Either this or version.')),
    ),
  })
  .check(
    z.check(({ value, issues }) => {
      if ((value.version === undefined) !== (value.firmwareName === undefined)) return;
      const message = 'must name an update package by either its version or its firmwareName';
      issues.push({ code: 'custom', path: ['version'], input: value, message });
    }),
  );

export const confirmedTasks = z.strictObject({
  taskIds: z.optional(
    z
      .array(z.string().check(z.minLength(1), z.maxLength(64)))
      .check(
        z.minLength(1),
        z.maxLength(50),
        z.describe("The update tasks to confirm; without it, all of the device's that wait for it."),
      ),
  ),
});

/** What the platform may leave out. */
const maybe = (text: string) => z.optional(z.string().check(z.describe(text)));

export const outcomes = z.object({
  productKey: z.string(),
  deviceName: z.string(),
  outcomes: z.array(
    z.object({
      action: z.enum(['disable', 'enable', 'tag', 'group', 'upgrade']),
      wanted: z.record(z.string(), z.unknown()).check(z.describe('What the action names beside the device.')),
      result: z
        .enum(['done', 'unchanged', 'refused', 'failed'])
        .check(
          z.describe(
            'done: the platform has it so now; unchanged: it was so already; refused: it will not do it; failed: worth another try.',
          ),
        ),
      code: maybe('Why it is not done.'),
      message: maybe('The same in words.'),
    }),
  ),
});

const task = z.object({
  taskId: z.string(),
  jobId: maybe('The update batch.'),
  firmwareId: maybe('The update package.'),
  moduleName: maybe('The OTA module.'),
  srcVersion: maybe('The version before.'),
  destVersion: maybe('The version after.'),
  taskStatus: z.enum(['CONFIRM', 'QUEUED', 'NOTIFIED', 'IN_PROGRESS']),
  utcCreate: maybe('When it was made.'),
  utcModified: maybe('When it changed last.'),
});
export type Task = z.infer<typeof task>;

export const confirmed = z.object({
  productKey: z.string(),
  deviceName: z.string(),
  taskIds: z.array(z.string()).check(z.describe('The tasks that are confirmed now; empty when none waited.')),
});

export const deviceState = z.object({
  productKey: z.string(),
  deviceName: z.string(),
  iotId: maybe('The ID of the device.'),
  nickname: maybe('Its nickname.'),
  status: maybe('ONLINE, OFFLINE, UNACTIVE (never seen) or DISABLE.'),
  utcCreate: maybe('When it was registered.'),
  utcActive: maybe('When it was seen first.'),
  utcOnline: maybe('When it was seen last.'),
  tags: z.record(z.string(), z.unknown()),
  groups: z.array(z.object({ groupId: maybe('Its ID.'), groupName: maybe('Its name.') })),
  modules: z.array(
    z.object({ moduleName: maybe('The OTA module.'), moduleVersion: maybe('As the device reported it.') }),
  ),
  unfinishedTasks: z.array(task),
});
export type DeviceState = z.infer<typeof deviceState>;

import * as z from 'zod/mini';
import type { ConnectListener, Uplink, UplinkHandler } from '../device-side/uplink.ts';
import type { Platform } from '../platform.ts';
import { defaultModule } from '../state/firmware.ts';
import type { UpdateTask } from '../state/update-task.ts';
import { blockReply, blockRequest } from './mqtt-download.ts';
import { mayBeTold, pushSoon, told } from './push.ts';
import { reportProgress, reportVersion } from './report.ts';
import { upgradeData, upgradeMessage, upgradeTopic } from './upgrade-message.ts';

const moduleName = z.optional(z.string().check(z.regex(/^[A-Za-z0-9._-]{0,64}$/)));

const inform = z.object({
  params: z.object({
    version: z.string().check(z.minLength(1), z.maxLength(64)),
    module: moduleName,
  }),
});

// Devices send the step as a number or as its digits: the vendor's own examples do both.
const step = z.union([z.number(), z.pipe(z.string().check(z.regex(/^-?\d{1,3}$/)), z.transform(Number))]);

const progress = z.object({
  params: z.object({
    step: z.pipe(step, z.int().check(z.gte(-4), z.lte(100))),
    desc: z.optional(z.string().check(z.maxLength(1024))),
    module: moduleName,
  }),
});

const request = z.object({
  id: z.optional(z.union([z.string().check(z.maxLength(64)), z.number()])),
  params: z.optional(z.object({ module: moduleName })),
});

/** What devices say about their updates. */
export const otaUplink: readonly UplinkHandler[] = [
  {
    pattern: '/ota/device/inform/{productKey}/{deviceName}',
    handle(uplink, platform) {
      const { params } = read(inform, uplink) ?? {};
      if (params === undefined) return;
      reportVersion(uplink.device, params.module || defaultModule, params.version, platform);
    },
  },
  {
    pattern: '/ota/device/progress/{productKey}/{deviceName}',
    handle(uplink, platform) {
      const { params } = read(progress, uplink) ?? {};
      if (params === undefined) return;
      const { step: percent, desc = '', module } = params;
      reportProgress(uplink.device, module || defaultModule, percent, desc, platform);
    },
  },
  {
    pattern: '/ota/device/request/{productKey}/{deviceName}',
    handle(uplink, platform) {
      const task = taskToTell(uplink, read(request, uplink)?.params?.module, platform);
      if (task === undefined) return;
      told(task, platform);
      uplink.session.line.deliver(upgradeTopic(task), upgradeMessage(task, platform), 1);
    },
  },
  {
    pattern: '/sys/{productKey}/{deviceName}/thing/ota/firmware/get',
    handle(uplink, platform) {
      const asked = read(request, uplink);
      if (asked === undefined) return;
      const task = taskToTell(uplink, asked.params?.module, platform);
      if (task !== undefined) told(task, platform);
      const reply = {
        id: String(asked.id ?? ''),
        code: 200,
        data: task === undefined ? {} : upgradeData(task, platform),
      };
      uplink.session.line.deliver(`${uplink.topic}_reply`, Buffer.from(JSON.stringify(reply)), 1);
    },
  },
  {
    pattern: '/sys/{productKey}/{deviceName}/thing/file/download',
    handle(uplink, platform) {
      const asked = read(blockRequest, uplink);
      if (asked === undefined) return;
      const reply = blockReply(asked, uplink.device, platform);
      uplink.session.line.deliver(`${uplink.topic}_reply`, reply, 0);
    },
  },
];

/** A device that was offline when its update was due, or lost it on the way, is told of it when it connects. */
export const tellOfUpdates: ConnectListener = ({ device }, platform) => {
  for (const task of platform.state.ota.tasksOf(device)) pushSoon(task, platform);
};

/** A device may ask for an update whether or not its batch pushes. */
function taskToTell(uplink: Uplink, module: string | undefined, platform: Platform): UpdateTask | undefined {
  const wanted = module || defaultModule;
  return platform.state.ota
    .tasksOf(uplink.device)
    .find((task) => mayBeTold(task) && task.batch.plan.firmware.content.moduleName === wanted);
}

function read<Schema extends z.ZodMiniType>(
  schema: Schema,
  { payload }: Uplink,
): z.output<Schema> | undefined {
  try {
    return schema.safeParse(JSON.parse(payload.toString('utf8'))).data;
  } catch {
    return undefined;
  }
}

import { once } from 'node:events';
import { Cancellation } from '../shared/iot/cancellation.ts';
import { createIotClient } from '../shared/iot/client.ts';
import { systemClock } from '../shared/iot/clock.ts';
import { DisableThing } from '../shared/iot/operations/devices.ts';
import { ListOTAModuleByProduct } from '../shared/iot/operations/ota.ts';
import { TokenBuckets } from '../shared/iot/quota.ts';
import { openRedis } from '../shared/store/redis/index.ts';

/** What a client is told: whom to call, and how. */
export interface Task {
  readonly endpoint: string;
  /** Without it, the client keeps to its share. */
  readonly redisUrl?: string;
  readonly share: number;
  readonly namespace: string;
  readonly operation: 'DisableThing' | 'ListOTAModuleByProduct';
  readonly device: { readonly ProductKey: string; readonly DeviceName: string };
  readonly atOnce: number;
  /** In epoch milliseconds: what is over between the two is counted. */
  readonly from: number;
  readonly until: number;
}

/** What a client did. */
export interface Done {
  /** When each call that was carried out was over, in epoch milliseconds. */
  readonly over: readonly number[];
  /** How often the platform turned one away, the tries before `from` among them. */
  readonly throttled: number;
  readonly failed: number;
}

async function work(task: Task): Promise<Done> {
  const over: number[] = [];
  let throttled = 0;
  let failed = 0;
  const ownShare = new TokenBuckets(task.share, systemClock, new Cancellation(systemClock));
  const log = { info: console.error, warn: console.error };
  const shared =
    task.redisUrl === undefined
      ? undefined
      : openRedis({
          url: task.redisUrl,
          namespace: task.namespace,
          quotaNamespace: task.namespace,
          ownShare,
          log,
        });
  const iot = createIotClient({
    regionId: 'cn-shanghai',
    endpoint: task.endpoint,
    credentials: { accessKeyId: 'testid', accessKeySecret: 'testsecret' },
    quota: shared?.quota ?? ownShare,
    onCall(record) {
      throttled += record.throttled;
      if (record.code === 'OK') over.push(Date.now());
    },
  });
  const { device, until: deadline } = task;
  const call = (): Promise<unknown> =>
    task.operation === 'DisableThing'
      ? iot.call(DisableThing, device, { deadline })
      : iot.call(ListOTAModuleByProduct, { ProductKey: device.ProductKey }, { deadline });
  const worker = async () => {
    while (Date.now() < task.until)
      await call().catch(() => {
        if (Date.now() < task.until) failed += 1;
      });
  };
  await Promise.all(Array.from({ length: task.atOnce }, worker));
  await iot.close();
  await shared?.store.close();
  return { over: over.filter((time) => time >= task.from && time < task.until), throttled, failed };
}

process.send?.('ready');
const [task] = (await once(process, 'message')) as [Task];
process.send?.(await work(task));
process.disconnect();

/**
 * A storm: all devices come online within a minute, with rules that put each into one of two groups and give each a
 * tag. Measured are the API calls beside the least that would do, the time beside the least that the account's quotas
 * allow, and the receiver's memory over many more events.
 *
 * By the catalogue's quotas, 100,000 devices take over half an hour. So that it goes faster, time is short for
 * all: the devices come, the platform's quotas fill and the client's quotas fill `scale` times as fast.
 *
 *   node --import tsx bench/storm.ts [--devices 20000] [--events 200000] [--scale 20]
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SaveDeviceProp } from '../shared/iot/operations/devices.ts';
import { BatchAddDeviceGroupRelations } from '../shared/iot/operations/groups.ts';
import type { Delivered, Delivering } from './amqp-server.ts';
import type { Asking, Called } from './api-server.ts';
import { Server } from './child-process.ts';
import { rounded, sizeFrom } from './figures.ts';
import { ReceiverProcess, receiverEnvironment, writeRules } from './receiver.ts';

const devices = sizeFrom('devices', 20_000);
const events = sizeFrom('events', 200_000);
const scale = sizeFrom('scale', 20);
const connections = 4;
/** As many as one BatchAddDeviceGroupRelations takes. */
const devicesPerCall = 200;
const warmingUp = 1_000;
/**
 * As little as Node.js gives itself on a small instance; on a machine with much memory it would rather let garbage lie
 * than collect it.
 */
const heapLimit = '--max-old-space-size=160';

/** Two groups, of every other device. */
const groupingAndTagging = `
grouping:
  - name: even
    on: status.online
    match: { deviceName: [{ suffix: "0" }, { suffix: "2" }, { suffix: "4" }, { suffix: "6" }, { suffix: "8" }] }
    group: sites/shanghai
  - name: odd
    on: status.online
    match: { deviceName: [{ suffix: "1" }, { suffix: "3" }, { suffix: "5" }, { suffix: "7" }, { suffix: "9" }] }
    group: sites/beijing
tagging:
  - { name: seen, on: status.online, tags: { lastSeen: "\${utcLastTime}" } }
`;

/** Whatever the store has to remember of a device is remembered, and every device is put into a group. */
const groupingAndCounting = `
grouping:
  - { name: meters, on: status.online, group: sites/shanghai }
disabling:
  - { name: flapping, on: status.online, when: { count: 5, within: 10m } }
`;

type Amqp = Server<Delivering, Delivered>;
type Api = Server<Asking, Called>;

async function main(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'fleetkeeper-bench-'));
  const amqp: Amqp = await Server.start('amqp-server.ts');
  const api: Api = await Server.start('api-server.ts');
  const receiving = async (name: string, rules: string, quotaScale: number, ...nodeOptions: string[]) => {
    const bundle = await ReceiverProcess.bundle(folder, quotaScale);
    const file = await writeRules(folder, name, rules);
    const where = { amqp: amqp.port, api: api.port, rules: file, connections };
    // It is the only instance, and nobody else uses the account.
    const environment = { ...receiverEnvironment(where), QUOTA_SHARE: '1' };
    return ReceiverProcess.start(bundle, environment, nodeOptions);
  };
  try {
    const stormed = await receiving('storm', groupingAndTagging, scale);
    try {
      console.log(JSON.stringify(await storm(amqp, api)));
    } finally {
      await stormed.stop();
    }
    const remembering = await receiving('memory', groupingAndCounting, 1_000, heapLimit);
    try {
      console.log(JSON.stringify(await memory(amqp, api, remembering)));
    } finally {
      await remembering.stop();
    }
  } finally {
    await amqp.stop();
    await api.stop();
    await rm(folder, { recursive: true });
  }
}

async function storm(amqp: Amqp, api: Api): Promise<object> {
  await api.ask({ quotas: {} });
  await amqp.ask({ first: devices, messages: warmingUp });
  const quotas = Object.fromEntries(
    [SaveDeviceProp, BatchAddDeviceGroupRelations].map(({ name, callsPerSecond }) => [
      name,
      callsPerSecond * scale,
    ]),
  );
  await api.ask({ quotas });
  const { milliseconds, givenBack } = await amqp.ask({
    first: 0,
    messages: devices,
    perSecond: (devices / 60) * scale,
  });
  const { calls, throttled, grouped, tagged } = await api.ask('what was called');
  if (grouped !== devices || tagged !== devices)
    throw new Error(`Of ${devices} devices, ${grouped} were grouped and ${tagged} tagged.`);

  const made = Object.values(calls).reduce((sum, count) => sum + count, 0);
  const leastGrouping = 2 * Math.ceil(devices / 2 / devicesPerCall);
  const bestSeconds = Math.max(devices / (SaveDeviceProp.callsPerSecond * scale), 60 / scale);
  return {
    bench: 'storm',
    devices,
    scale,
    givenBack,
    throttled,
    calls,
    callsBesideLeast: { ratio: rounded(made / (devices + leastGrouping)), target: 1.02 },
    seconds: rounded(milliseconds / 1_000),
    secondsAtBest: rounded(bestSeconds),
    timeBesideBest: { ratio: rounded(milliseconds / 1_000 / bestSeconds), target: 1.05 },
  };
}

/** How much memory it takes to deal with so many events, each of another device. */
async function memory(amqp: Amqp, api: Api, receiver: ReceiverProcess): Promise<object> {
  await api.ask({ quotas: {} });
  const parts = 10;
  const mebibytes: number[] = [];
  let most = 0;
  const sample = async () => {
    const { rss } = await receiver.usage();
    most = Math.max(most, rss);
    return Math.round(rss / 2 ** 20);
  };
  for (let part = 0; part < parts; part++) {
    const messages = Math.ceil(events / parts);
    const sampling = setInterval(sample, 250);
    await amqp.ask({ first: part * messages, messages });
    clearInterval(sampling);
    mebibytes.push(await sample());
  }
  return {
    bench: 'storm',
    events,
    mebibytesAfterEachTenth: mebibytes,
    mostMebibytes: { value: Math.round(most / 2 ** 20), target: 256 },
  };
}

await main();

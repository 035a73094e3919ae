/**
 * Messages a second and core: `receive-events` as it is built, from the AMQP delivery to the acknowledgement, over
 * several connections; with rules that match nothing, and with rules that group every device and quotas that never
 * bind. The AMQP endpoint and the API are processes of their own, which cost less than the receiver. What counts is
 * the receiver's CPU time, as the machine has other things to do as well.
 *
 *   node --import tsx bench/events.ts [--messages 40000] [--rounds 5] [--profile folder]
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Delivered, Delivering } from './amqp-server.ts';
import type { Asking, Called } from './api-server.ts';
import { Server } from './child-process.ts';
import { median, rounded, sizeFrom } from './figures.ts';
import { ReceiverProcess, receiverEnvironment, writeRules } from './receiver.ts';

const messages = sizeFrom('messages', 40_000);
const rounds = sizeFrom('rounds', 5);
const connections = 4;
const profile = process.argv.includes('--profile')
  ? process.argv[process.argv.indexOf('--profile') + 1]
  : undefined;

const cases = [
  {
    name: 'rules that match nothing',
    target: 20_000,
    groups: false,
    rules: `
grouping:
  - { name: gateways, on: [lifecycle.create, status.online], match: { deviceName: [{ prefix: gw- }] }, group: gateways }
tagging:
  - { name: firmware, on: ota.version, tags: { firmware: "\${moduleVersion}" } }
disabling:
  - { name: flapping, on: status.offline, when: { count: 5, within: 10m } }
`,
  },
  {
    name: 'rules that group every device',
    target: 8_000,
    groups: true,
    rules: `
grouping:
  - { name: meters, on: status.online, match: { deviceName: [{ prefix: sh- }] }, group: sites/shanghai }
`,
  },
];

async function main(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'fleetkeeper-bench-'));
  const amqp = await Server.start<Delivering, Delivered>('amqp-server.ts');
  const api = await Server.start<Asking, Called>('api-server.ts');
  try {
    const bundle = await ReceiverProcess.bundle(folder, 1_000);
    for (const { name, target, groups, rules } of cases) {
      const file = await writeRules(folder, name.replaceAll(' ', '-'), rules);
      const environment = receiverEnvironment({ amqp: amqp.port, api: api.port, rules: file, connections });
      const receiver = ReceiverProcess.start(
        bundle,
        environment,
        profile === undefined ? [] : ['--cpu-prof', '--cpu-prof-dir', profile],
      );
      try {
        await api.ask({ quotas: {} });
        const { perCore, perSecond } = await measure(receiver, amqp);
        const { calls, grouped } = await api.ask('what was called');
        const expected = groups ? (1 + rounds) * messages : 0;
        if (grouped !== expected) throw new Error(`${grouped} devices were grouped instead of ${expected}.`);
        const line = {
          bench: 'events',
          rules: name,
          messagesPerSecondAndCore: Math.round(perCore),
          messagesPerSecond: Math.round(perSecond),
          apiCalls: Object.values(calls).reduce((sum, count) => sum + count, 0),
          target,
          ratio: rounded(perCore / target),
        };
        console.log(JSON.stringify(line));
      } finally {
        await receiver.stop();
      }
    }
  } finally {
    await amqp.stop();
    await api.stop();
    await rm(folder, { recursive: true });
  }
}

async function measure(
  receiver: ReceiverProcess,
  amqp: Server<Delivering, Delivered>,
): Promise<{ perCore: number; perSecond: number }> {
  const perCore: number[] = [];
  const perSecond: number[] = [];
  // The first round is for warming up.
  for (let round = -1; round < rounds; round++) {
    const before = await receiver.usage();
    const { givenBack, milliseconds } = await amqp.ask({ first: (round + 1) * messages, messages });
    const after = await receiver.usage();
    if (givenBack > 0) throw new Error(`${givenBack} messages were given back.`);
    if (round < 0) continue;
    perCore.push((messages / (after.cpu - before.cpu)) * 1e6);
    perSecond.push((messages / milliseconds) * 1e3);
  }
  return { perCore: median(perCore), perSecond: median(perSecond) };
}

await main();

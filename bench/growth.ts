/**
 * Whether twice the devices take twice the time: the CPU time in which `receive-events`, as it is built, deals with the
 * first message of each of some devices, and with that of twice as many. The rules put each device into a group, and
 * count its messages, so that the store grows with the devices. Each measurement has a process of its own, which is
 * warm before it begins; the two of a pair take turns in being the first.
 *
 *   node --import tsx bench/growth.ts [--devices 20000] [--rounds 5]
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Delivered, Delivering } from './amqp-server.ts';
import type { Asking, Called } from './api-server.ts';
import { Server } from './child-process.ts';
import { median, medianRatio, rounded, sizeFrom } from './figures.ts';
import { ReceiverProcess, receiverEnvironment, writeRules } from './receiver.ts';

const devices = sizeFrom('devices', 20_000);
const rounds = sizeFrom('rounds', 5);
const warmingUp = 10_000;

const rules = `
grouping:
  - { name: meters, on: status.online, group: sites/shanghai }
disabling:
  - { name: flapping, on: status.online, when: { count: 5, within: 10m } }
`;

async function main(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'fleetkeeper-bench-'));
  const amqp = await Server.start<Delivering, Delivered>('amqp-server.ts');
  const api = await Server.start<Asking, Called>('api-server.ts');
  try {
    const bundle = await ReceiverProcess.bundle(folder, 1_000);
    const file = await writeRules(folder, 'growth', rules);
    const environment = receiverEnvironment({ amqp: amqp.port, api: api.port, rules: file, connections: 4 });

    /** @returns the CPU time that the messages took, in microseconds */
    const measure = async (messages: number): Promise<number> => {
      const receiver = ReceiverProcess.start(bundle, environment);
      try {
        await amqp.ask({ first: messages, messages: warmingUp });
        await api.ask({ quotas: {} });
        const before = await receiver.usage();
        await amqp.ask({ first: 0, messages });
        const after = await receiver.usage();
        const { grouped } = await api.ask('what was called');
        if (grouped !== messages) throw new Error(`${grouped} devices were grouped instead of ${messages}.`);
        return after.cpu - before.cpu;
      } finally {
        await receiver.stop();
      }
    };

    const [one, twice]: [number[], number[]] = [[], []];
    for (let round = 0; round < rounds; round++) {
      const small = async () => one.push(await measure(devices));
      const large = async () => twice.push(await measure(2 * devices));
      for (const measuring of round % 2 === 0 ? [small, large] : [large, small]) await measuring();
    }
    const line = {
      bench: 'growth',
      devices: [devices, 2 * devices],
      cpuMicrosecondsPerDevice: [rounded(median(one) / devices), rounded(median(twice) / devices / 2)],
      growth: { ratio: rounded(medianRatio(twice, one) / 2), target: 1.1 },
    };
    console.log(JSON.stringify(line));
  } finally {
    await amqp.stop();
    await api.stop();
    await rm(folder, { recursive: true });
  }
}

await main();

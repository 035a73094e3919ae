/**
 * Signed calls a second: the local platform, which checks the signature, the parameters and the quota's switch and
 * carries the call out, beside a bare `node:http` server that parses the same form body and answers the same bytes.
 * Both run in processes of their own, take the same calls from this one, 32 at once, and take turns.
 *
 *   node --import tsx bench/platform.ts [rounds] [calls a round]
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { createPlatform } from '../local/platform/create-platform.ts';
import { registerDevice } from '../local/platform/device/lifecycle.ts';
import { Product } from '../local/platform/state/products.ts';
import { createIotClient } from '../shared/iot/client.ts';
import { DisableThing } from '../shared/iot/operations/devices.ts';

const atOnce = 32;
const device = { ProductKey: 'a1BwAGVlkY1', DeviceName: 'sh-meter-0042' };
const answer = JSON.stringify({ RequestId: '57B144CF-09FC-4916-A272-A62902D5B207', Success: true, Code: '' });

/** The servers, by the name under which a child process becomes one. */
const servers: Readonly<Record<string, () => Server>> = {
  platform() {
    const { platform, api } = createPlatform({ quota: false });
    const product = new Product(device.ProductKey, 'secret', 'meters', platform.clock.now());
    platform.state.products.set(product.productKey, product);
    registerDevice(product, { deviceName: device.DeviceName }, platform);
    return api;
  },
  bare: () =>
    createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const form = new URLSearchParams(Buffer.concat(chunks).toString());
        const status = form.get('Action') === 'DisableThing' ? 200 : 400;
        response.writeHead(status, {
          'Content-Type': 'application/json;charset=utf-8',
          'Content-Length': answer.length,
        });
        response.end(answer);
      });
    }),
};

async function serve(name: string): Promise<void> {
  const server = servers[name]?.().listen(0, '127.0.0.1');
  if (server === undefined) throw new Error(`There is no server ${name}.`);
  await once(server, 'listening');
  process.send?.((server.address() as AddressInfo).port);
  process.on('message', () => process.send?.(process.cpuUsage()));
  process.on('disconnect', () => process.exit());
}

async function compare(rounds: number, callsPerRound: number): Promise<void> {
  const contestants = await Promise.all(
    Object.keys(servers).map(async (name) => {
      const child = fork(fileURLToPath(import.meta.url), ['--serve', name]);
      const [port] = (await once(child, 'message')) as [number];
      const iot = createIotClient({
        regionId: 'cn-shanghai',
        endpoint: `http://127.0.0.1:${port}`,
        credentials: { accessKeyId: 'testid', accessKeySecret: 'testsecret' },
        quota: false,
      });
      const cpu = async () => {
        child.send('cpu');
        const [{ user, system }] = (await once(child, 'message')) as [NodeJS.CpuUsage];
        return user + system;
      };
      return { name, child, iot, cpu, perSecond: [] as number[], cpuPerCall: [] as number[] };
    }),
  );

  for (let round = -1; round < rounds; round += 1) {
    for (const { iot, cpu, perSecond, cpuPerCall } of contestants) {
      const [cpuBefore, start] = [await cpu(), performance.now()];
      let left = callsPerRound;
      const caller = async () => {
        while (left-- > 0) await iot.call(DisableThing, device);
      };
      await Promise.all(Array.from({ length: atOnce }, caller));
      if (round < 0) continue; // the first round warms up
      perSecond.push(callsPerRound / ((performance.now() - start) / 1_000));
      cpuPerCall.push(((await cpu()) - cpuBefore) / callsPerRound);
    }
  }

  const measured = Object.fromEntries(
    contestants.map(({ name, perSecond, cpuPerCall }) => [
      name,
      {
        callsPerSecond: Math.round(median(perSecond)),
        cpuMicrosecondsPerCall: Number(median(cpuPerCall).toFixed(1)),
      },
    ]),
  );
  const [platform, bare] = contestants;
  const ratio = median(
    (platform?.perSecond ?? []).map((rate, round) => rate / (bare?.perSecond[round] ?? 1)),
  );
  console.log(
    JSON.stringify({
      bench: 'platform',
      rounds,
      callsPerRound,
      ...measured,
      ratio: Number(ratio.toFixed(2)),
      atLeast: 0.3,
    }),
  );
  for (const { iot, child } of contestants) {
    await iot.close();
    child.disconnect();
  }
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

const [first, second] = process.argv.slice(2);
if (first === '--serve') await serve(second ?? '');
else await compare(Number(first ?? 15), Number(second ?? 4_000));

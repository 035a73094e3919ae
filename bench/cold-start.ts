/**
 * Cold starts of `group-devices`: from the loading of its bundle to the first answer of the API, beside the same
 * function written with the vendor's SDK and bundled the same way. Each start is a process of its own; the two take
 * turns. The SDK's has less to do: it knows its groups without a file, and makes two calls where a group below another
 * takes four. Beside that, the memory that each takes beyond a bare Node.js, and the sizes of all bundles.
 *
 *   node --import tsx bench/cold-start.ts [--starts 15]
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build as bundle } from 'esbuild';
import { build, functionBundle, functionNames } from '../scripts/build.ts';
import type { Asking, Called } from './api-server.ts';
import { messageOf, Server } from './child-process.ts';
import type { ColdStart } from './cold-start-run.ts';
import { median, medianRatio, rounded, sizeFrom } from './figures.ts';

const starts = sizeFrom('starts', 15);
const largestBundle = 450_000;

interface Measured {
  readonly untilFirstAnswer: number[];
  readonly untilHandled: number[];
  readonly cpu: number[];
  readonly memory: number[];
}

async function main(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'fleetkeeper-bench-'));
  const api = await Server.start<Asking, Called>('api-server.ts');
  try {
    await build(join(folder, 'dist'));
    const ours = join(folder, 'dist/functions/group-devices/index.js');
    const sdk = join(folder, 'sdk/index.js');
    const run = join(folder, 'run.cjs');
    await bundle({
      ...functionBundle,
      plugins: [],
      entryPoints: [beside('sdk-group-devices.ts')],
      outfile: sdk,
    });
    await bundle({
      ...functionBundle,
      plugins: [],
      entryPoints: [beside('cold-start-run.ts')],
      outfile: run,
    });
    await compare(run, { fleetkeeper: ours, '@alicloud/iot20180120': sdk }, api);
    const sizes: Record<string, number> = {};
    for (const name of await functionNames())
      sizes[name] = (await stat(join(folder, 'dist/functions', name, 'index.js'))).size;
    const largest = Math.max(...Object.values(sizes));
    console.log(
      JSON.stringify({
        bench: 'cold-start',
        bundleBytes: { ...sizes, 'group-devices with the SDK': (await stat(sdk)).size },
        largest: { ratio: rounded(largest / largestBundle), target: 1 },
      }),
    );
  } finally {
    await api.stop();
    await rm(folder, { recursive: true });
  }
}

async function compare(
  run: string,
  bundles: Readonly<Record<string, string>>,
  api: Server<Asking, Called>,
): Promise<void> {
  const measured = Object.entries(bundles).map(([name, file]) => ({
    name,
    file,
    ...({ untilFirstAnswer: [], untilHandled: [], cpu: [], memory: [] } satisfies Measured as Measured),
  }));
  // The first round is for the disk's cache.
  for (let round = -1; round < starts; round++) {
    const bare = (await start(run, undefined, api.port)).rss;
    for (const one of round % 2 === 0 ? measured : measured.toReversed()) {
      await api.ask({ quotas: {} });
      const { begunAt, handledAt, cpu, rss } = await start(run, one.file, api.port);
      const { firstAt, grouped } = await api.ask('what was called');
      if (firstAt === undefined || grouped !== 1) throw new Error(`${one.name} did not group the device.`);
      if (round < 0) continue;
      one.untilFirstAnswer.push(firstAt - begunAt);
      one.untilHandled.push(handledAt - begunAt);
      one.cpu.push(cpu / 1_000);
      one.memory.push(rss - bare);
    }
  }
  const [own, other] = measured;
  if (own === undefined || other === undefined) return;
  for (const { name, untilFirstAnswer, untilHandled, cpu, memory } of measured) {
    console.log(
      JSON.stringify({
        bench: 'cold-start',
        contestant: name,
        millisecondsUntilFirstAnswer: rounded(median(untilFirstAnswer)),
        millisecondsUntilHandled: rounded(median(untilHandled)),
        cpuMillisecondsUntilHandled: rounded(median(cpu)),
        mebibytesBeyondBareNode: rounded(median(memory) / 2 ** 20),
      }),
    );
  }
  const ratio = (of: (one: Measured) => number[]) => medianRatio(of(own), of(other));
  console.log(
    JSON.stringify({
      bench: 'cold-start',
      firstAnswer: { ratio: ratio((one) => one.untilFirstAnswer), target: 0.5 },
      handled: { ratio: ratio((one) => one.untilHandled) },
      cpu: { ratio: ratio((one) => one.cpu) },
      memory: { ratio: ratio((one) => one.memory), target: 0.6 },
    }),
  );
}

async function start(run: string, file: string | undefined, port: number): Promise<ColdStart> {
  const process = fork(run, file === undefined ? [] : [file], {
    env: { IOT_ENDPOINT: `http://127.0.0.1:${port}` },
    execArgv: [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const ended = once(process, 'exit');
  const measured = (await messageOf(process)) as ColdStart;
  await ended;
  return measured;
}

const beside = (file: string): string => fileURLToPath(new URL(file, import.meta.url));

await main();

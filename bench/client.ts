/**
 * CPU time a call: DisableThing, 32 at once, against the same local server, after warm-up; the client as it is built,
 * with validation and quotas on, beside the vendor's two SDKs and a loop written by hand that signs inline and calls
 * undici's `dispatch`. All take turns within one run, so that what else the machine does meets all of them.
 *
 *   node --import tsx bench/client.ts [--rounds 40] [--calls 3000]
 */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { median, rounded, sizeFrom } from './figures.ts';
import { handwrittenClient } from './handwritten-client.ts';

const atOnce = 32;
const rounds = sizeFrom('rounds', 40);
const callsPerRound = sizeFrom('calls', 3_000);

const account = { regionId: 'cn-shanghai', accessKeyId: 'testid', accessKeySecret: 'testsecret' };
const device = { ProductKey: 'a1BwAGVlkY1', DeviceName: 'sh-meter-0042' };

const require = createRequire(import.meta.url);

/** Makes one call and waits for its answer. */
type Call = () => Promise<unknown>;

async function main(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'fleetkeeper-bench-'));
  const server = fork(fileURLToPath(new URL('echo-server.ts', import.meta.url)));
  try {
    const [port]: unknown[] = await once(server, 'message');
    await compare({
      fleetkeeper: await ours(folder, `http://127.0.0.1:${port}`),
      handwritten: handwrittenClient(`http://127.0.0.1:${port}`, account, device),
      '@alicloud/iot20180120': sdk(`127.0.0.1:${port}`),
      '@alicloud/pop-core': popCore(`http://127.0.0.1:${port}`),
    });
  } finally {
    await stop(server);
    await rm(folder, { recursive: true });
  }
}

/** The client as it is built, and everything that it needs, in one file. */
async function ours(folder: string, endpoint: string): Promise<Call> {
  const outfile = join(folder, 'iot.mjs');
  await build({
    stdin: {
      contents: `
        export { createIotClient } from './shared/iot/client.ts';
        export { DisableThing } from './shared/iot/operations/devices.ts';`,
      resolveDir: fileURLToPath(new URL('..', import.meta.url)),
    },
    outfile,
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    // undici is CommonJS, and requires Node.js's own modules.
    banner: {
      js: `import { createRequire } from 'node:module'; var require = createRequire(import.meta.url);`,
    },
  });
  const built: typeof import('../shared/iot/index.ts') = await import(pathToFileURL(outfile).href);
  const iot = built.createIotClient({ regionId: account.regionId, endpoint, credentials: account });
  // The quota is counted, but nothing has to wait for it.
  const operation = { ...built.DisableThing, callsPerSecond: 1_000_000 };
  return () => iot.call(operation, device);
}

interface Sdk {
  readonly default: new (config: object) => { disableThing(request: object): Promise<unknown> };
  readonly DisableThingRequest: new (fields: object) => object;
}

function sdk(endpoint: string): Call {
  const { default: Client, DisableThingRequest }: Sdk = require('@alicloud/iot20180120');
  const client = new Client({ ...account, endpoint, protocol: 'http' });
  return () => {
    const { ProductKey: productKey, DeviceName: deviceName } = device;
    return client.disableThing(new DisableThingRequest({ productKey, deviceName }));
  };
}

interface PopCore {
  readonly RPCClient: new (
    config: object,
  ) => { request(action: string, parameters: object, options: object): Promise<unknown> };
}

function popCore(endpoint: string): Call {
  const { RPCClient }: PopCore = require('@alicloud/pop-core');
  const client = new RPCClient({ ...account, endpoint, apiVersion: '2018-01-20' });
  return () => client.request('DisableThing', { RegionId: account.regionId, ...device }, { method: 'POST' });
}

async function compare(contestants: Readonly<Record<string, Call>>): Promise<void> {
  const entries = Object.entries(contestants).map(([name, call]) => ({ name, call, times: [] as number[] }));
  for (const { call } of entries) await cpuPerCall(call, 3 * callsPerRound);
  for (let round = 0; round < rounds; round++) {
    // Each begins a round in turn, so that none always follows the same other.
    for (let turn = 0; turn < entries.length; turn++) {
      const entry = entries[(round + turn) % entries.length];
      entry?.times.push(await cpuPerCall(entry.call, callsPerRound));
    }
  }
  const own = entries[0]?.times ?? [];
  for (const { name, times } of entries) {
    // The ratio of what one round has under the same conditions.
    const ratios = times.map((time, round) => (own[round] ?? Number.NaN) / time);
    const line = {
      bench: 'client',
      contestant: name,
      cpuMicrosecondsPerCall: rounded(median(times)),
      fleetkeeperTakes: rounded(median(ratios)),
    };
    console.log(JSON.stringify(line));
  }
}

async function cpuPerCall(call: Call, calls: number): Promise<number> {
  // Whoever had the turn before leaves garbage, cold caches and closing connections behind.
  await make(call, calls / 10);
  const before = process.cpuUsage();
  await make(call, calls);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / calls;
}

async function make(call: Call, calls: number): Promise<void> {
  let left = calls;
  const work = async () => {
    while (left-- > 0) await call();
  };
  await Promise.all(Array.from({ length: atOnce }, work));
}

async function stop(server: ChildProcess): Promise<void> {
  server.disconnect();
  await once(server, 'exit');
}

await main();
// The SDKs keep their connections open.
process.exit();

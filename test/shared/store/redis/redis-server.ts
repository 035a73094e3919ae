import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** A Redis of a test's own, with nothing in it. */
export interface RedisServer {
  readonly url: string;
  readonly port: number;
  /** Kills it at once; what was in it is gone. */
  kill(): Promise<void>;
  /** Starts it again, on the same port. */
  start(): Promise<void>;
  /** Lets it take connections and commands, and answer none. */
  freeze(): void;
  thaw(): void;
  close(): Promise<void>;
}

const isThere = spawnSync('redis-server', ['--version']).status === 0;

/** For `describe.skipIf`: the suites that need a redis-server. In CI there has to be one. */
export const withoutRedis = !isThere && process.env['CI'] === undefined;

const howToGetIt = 'to get it: apt-get install redis-server, or brew install redis';

if (withoutRedis) console.warn(`There is no redis-server, so what needs one is skipped; ${howToGetIt}.`);

/** Starts a redis-server on a free port, in a temporary folder. */
export async function startRedis(password?: string): Promise<RedisServer> {
  const folder = await mkdtemp(join(tmpdir(), 'fleetkeeper-redis-'));
  const port = await freePort();
  let server: ChildProcess | undefined;

  const start = async () => {
    const settings = { port, bind: '127.0.0.1', dir: folder, save: '', appendonly: 'no', daemonize: 'no' };
    const words = Object.entries({ ...settings, ...(password !== undefined && { requirepass: password }) });
    server = spawn(
      'redis-server',
      words.flatMap(([name, value]) => [`--${name}`, String(value)]),
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    await once(server, 'spawn').catch((cause) => {
      throw new Error(`redis-server cannot be started; ${howToGetIt}`, { cause });
    });
    const exited = once(server, 'exit');
    for await (const line of createInterface({ input: server.stdout ?? process.stdin })) {
      if (!line.includes('Ready to accept connections')) continue;
      server.stdout?.resume();
      return;
    }
    await exited;
    throw new Error('redis-server does not start');
  };
  const kill = async () => {
    if (server === undefined || server.exitCode !== null || server.signalCode !== null) return;
    const exited = once(server, 'exit');
    server.kill('SIGKILL');
    await exited;
  };

  await start();
  return {
    url: `redis://${password === undefined ? '' : `:${password}@`}127.0.0.1:${port}`,
    port,
    kill,
    start,
    freeze: () => server?.kill('SIGSTOP'),
    thaw: () => server?.kill('SIGCONT'),
    async close() {
      await kill();
      await rm(folder, { recursive: true });
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('there is no free port');
  return address.port;
}

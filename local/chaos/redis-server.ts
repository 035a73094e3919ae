import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { createConnection, createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { endWithThis } from './child-processes.ts';

const startWithin = 20_000;
const askEvery = 20;

/** A Redis of our own that writes each command to its disk before it answers, so that it may be killed at any time. */
export class RedisServer {
  readonly port: number;
  readonly #folder: string;
  #process: ChildProcess | undefined;
  #restarted: Promise<void> = Promise.resolve();

  private constructor(port: number, folder: string) {
    this.port = port;
    this.#folder = folder;
  }

  /**
   * Starts one on a port that is free.
   *
   * @param folder for its data; made if it is not there
   * @throws Error when redis-server is not installed, or does not come up
   */
  static async start(folder: string): Promise<RedisServer> {
    await mkdir(folder, { recursive: true });
    const server = new RedisServer(await freePort(), folder);
    await server.#start();
    return server;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  /** Ends it, lets so many milliseconds pass, and starts it on what it has written; one restart after the other. */
  restart(signal: 'SIGTERM' | 'SIGKILL', after: number): Promise<void> {
    const restarted = this.#restarted.then(async () => {
      await this.#end(signal);
      await pause(after);
      await this.#start();
    });
    this.#restarted = restarted.catch(() => {});
    return restarted;
  }

  async close(): Promise<void> {
    await this.#restarted;
    await this.#end('SIGKILL');
  }

  async #start(): Promise<void> {
    const child = spawn(
      'redis-server',
      [
        ...['--port', String(this.port), '--bind', '127.0.0.1', '--dir', this.#folder],
        ...['--save', '', '--appendonly', 'yes', '--appendfsync', 'always'],
      ],
      { stdio: 'ignore' },
    );
    this.#process = child;
    endWithThis(child);
    let problem: Error | undefined;
    child.once('error', (error) => {
      problem = new Error(`redis-server cannot be started: ${error.message}. apt-get install redis-server`);
    });
    const last = performance.now() + startWithin;
    while (!(await answers(this.port))) {
      if (child.exitCode !== null) problem = new Error(`redis-server ended with ${child.exitCode}.`);
      if (performance.now() > last) problem = new Error(`redis-server does not answer on port ${this.port}.`);
      if (problem !== undefined) throw problem;
      await pause(askEvery);
    }
  }

  async #end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    const child = this.#process;
    this.#process = undefined;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  }
}

/** Whether Redis has read what it had written, and takes commands. */
function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ port, host: '127.0.0.1' }, () => socket.write('PING\r\n'));
    socket.once('data', (answer) => {
      socket.destroy();
      resolve(answer.toString().startsWith('+PONG'));
    });
    socket.once('error', () => resolve(false));
  });
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

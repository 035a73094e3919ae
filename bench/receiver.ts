import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';
import { functionBundle } from '../scripts/build.ts';
import { endedTooSoon, messageOf } from './child-process.ts';
import type { Usage } from './usage.ts';

/** The receiver of device messages as it is built, in a process of its own. */
export class ReceiverProcess {
  readonly #process: ChildProcess;

  private constructor(process: ChildProcess) {
    this.#process = process;
    process.once('exit', endedTooSoon);
  }

  /**
   * Bundles the receiver for a host as the functions are bundled.
   *
   * @param folder where to put it
   * @param quotaScale how many times as often as the catalogue says each operation may be called
   * @returns the bundle's path
   */
  static async bundle(folder: string, quotaScale: number): Promise<string> {
    const outfile = join(folder, `receiver-${quotaScale}.mjs`);
    await build({
      ...functionBundle,
      stdin: {
        contents: `import './bench/usage.ts'; import './functions/receive-events/host.ts';`,
        resolveDir: fileURLToPath(new URL('..', import.meta.url)),
      },
      // An entry awaits its run, which CommonJS cannot.
      format: 'esm',
      banner: {
        js: `import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);`,
      },
      plugins: [scaledQuotas(quotaScale), ...functionBundle.plugins],
      outfile,
    });
    return outfile;
  }

  /** @param environment what the receiver is to read */
  static start(
    bundle: string,
    environment: Readonly<Record<string, string>>,
    execArgv: readonly string[] = [],
  ): ReceiverProcess {
    const receiver = fork(bundle, {
      env: environment,
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
      execArgv: [...execArgv],
    });
    // The log is written, and goes no further.
    receiver.stdout?.resume();
    return new ReceiverProcess(receiver);
  }

  async usage(): Promise<Usage> {
    const answered = messageOf(this.#process);
    this.#process.send('usage');
    return (await answered) as Usage;
  }

  /** Ends it as a host would: it finishes what it has in hand. */
  async stop(): Promise<void> {
    this.#process.off('exit', endedTooSoon);
    const ended = once(this.#process, 'exit');
    this.#process.kill('SIGTERM');
    await ended;
  }
}

/** The quotas of the catalogue, multiplied. */
function scaledQuotas(scale: number): Plugin {
  return {
    name: 'scaled-quotas',
    setup(build) {
      build.onLoad({ filter: /shared\/iot\/operations\/[\w-]+\.ts$/ }, async ({ path }) => {
        const source = await readFile(path, 'utf8');
        const contents = source.replaceAll(
          /callsPerSecond: ([\d_]+),/g,
          (_, calls: string) => `callsPerSecond: ${Number(calls.replaceAll('_', '')) * scale},`,
        );
        return { contents, loader: 'ts' };
      });
    },
  };
}

/** Puts rules where a receiver finds them. @returns their path */
export async function writeRules(folder: string, name: string, rules: string): Promise<string> {
  const file = join(folder, `${name}.yaml`);
  await writeFile(file, rules);
  return file;
}

/** What a receiver reads to take messages from one port and to call another. */
export function receiverEnvironment(where: {
  readonly amqp: number;
  readonly api: number;
  /** The path of the rules. */
  readonly rules: string;
  readonly connections: number;
}): Record<string, string> {
  return {
    IOT_REGION_ID: 'cn-shanghai',
    IOT_ENDPOINT: `http://127.0.0.1:${where.api}`,
    FLEET_FILE: where.rules,
    AMQP_HOST: '127.0.0.1',
    AMQP_PORT: String(where.amqp),
    AMQP_PLAIN: 'true',
    AMQP_CONNECTIONS: String(where.connections),
    CONSUMER_GROUP_ID: 'DEFAULT_GROUP',
    ALIBABA_CLOUD_ACCESS_KEY_ID: 'testid',
    ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'testsecret',
  };
}

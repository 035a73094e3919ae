import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Command, InvalidArgumentError } from 'commander';
import { endWithThis } from './child-processes.ts';
import { run } from './run.ts';

/**
 * `npm run chaos`: a fleet kept by several receivers while everything goes wrong that can. One JSON object a seed on
 * standard output; the exit code is 0 only when each fleet ended as the rules imply. docs/chaos.md says how to read it.
 */

interface Flags {
  readonly seed: number;
  readonly seeds: number;
  readonly atOnce: number;
  readonly devices: number;
  readonly receivers: number;
  readonly seconds: number;
  readonly logs?: string;
}

const flags = new Command('chaos')
  .description('Keeps a fleet while all goes wrong that can, and holds what came of it against its rules.')
  .option('--seed <number>', 'the first seed; with the same, the same is planned', wholeNumber(1, 2 ** 31), 1)
  .option('--seeds <number>', 'how many seeds, from the first on', wholeNumber(1, 100_000), 1)
  .option('--at-once <number>', 'how many of them at the same time', wholeNumber(1, 64), 1)
  .option('--devices <number>', 'how many devices a fleet has', wholeNumber(1, 10_000), 60)
  .option('--receivers <number>', 'how many processes receive', wholeNumber(1, 32), 4)
  .option('--seconds <number>', 'for how long things go wrong', wholeNumber(2, 3600), 10)
  .option('--logs <folder>', 'where the receivers’ logs are kept')
  .parse()
  .opts<Flags>();

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

process.exitCode = (await (flags.seeds === 1 ? one(flags) : all(flags))) ? 0 : 1;

/** @returns whether all was well */
async function one({ seed, seconds, logs, ...size }: Flags): Promise<boolean> {
  const startedAt = performance.now();
  if (logs !== undefined) mkdirSync(logs, { recursive: true });
  const { mismatches, ...report } = await run({
    ...size,
    seed,
    duration: seconds * 1000,
    keepLogsIn: logs,
    onProgress(what) {
      const time = ((performance.now() - startedAt) / 1000).toFixed(1).padStart(6);
      console.error(`seed ${seed} ${time} s  ${what}`);
    },
  });
  for (const mismatch of mismatches) console.error(`seed ${seed}: ${mismatch}`);
  console.log(JSON.stringify({ ...report, mismatches: mismatches.length }));
  return mismatches.length === 0;
}

/** Each seed in a process of its own, so that none takes another's time. */
async function all({
  seed: first,
  seeds,
  atOnce,
  devices,
  receivers,
  seconds,
  logs,
}: Flags): Promise<boolean> {
  const failed: number[] = [];
  let next = first;
  const work = async () => {
    while (next < first + seeds) {
      const seed = next;
      next += 1;
      const options = {
        seed,
        devices,
        receivers,
        seconds,
        ...(logs !== undefined && { logs: `${logs}/${seed}` }),
      };
      if (!(await inProcess(options))) failed.push(seed);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  const again = failed.sort((one, other) => one - other).map((seed) => `npm run chaos -- --seed ${seed}`);
  console.error(
    failed.length === 0
      ? `All ${seeds} seeds are as the rules imply.`
      : `${failed.length} of ${seeds} seeds are not as the rules imply. To see one again:\n${again.join('\n')}`,
  );
  return failed.length === 0;
}

function inProcess(options: Readonly<Record<string, string | number>>): Promise<boolean> {
  const values = Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const child = spawn(process.execPath, [...process.execArgv, fileURLToPath(import.meta.url), ...values], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  endWithThis(child, 'SIGTERM');
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code === 0));
  });
}

function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d{1,15}$/.test(text) && value >= least && value <= most) return value;
    throw new InvalidArgumentError(`It must be a whole number from ${least} to ${most}.`);
  };
}

import { once as nextEvent } from 'node:events';
import { readFileSync } from 'node:fs';
import { Command, InvalidArgumentError } from 'commander';
import { loadFleetFile } from '../shared/fleet/fleet-file.ts';
import { Journal } from './console/journal.ts';
import { look } from './console/look.ts';
import { openScreen } from './console/screen.ts';
import { startCloud } from './simulation/cloud.ts';
import { liveOn } from './simulation/life.ts';
import { openingOf } from './simulation/opening.ts';
import { untilQuiet } from './simulation/quiet.ts';
import { populate } from './simulation/world.ts';
import { History } from './verify/history.ts';
import { type Verdict, verify } from './verify/verify.ts';

/**
 * `npm start`: the platform, the functions and a simulated fleet on this machine, and what goes on among them. With
 * `--once`, the last line of output is one JSON object, and the exit code is 0 only when all is as the rules imply.
 */

interface Flags {
  readonly devices: number;
  readonly seed: number;
  readonly once: boolean;
}

/** With more devices of a product, QueryDeviceBySQL does not reach them all. */
const mostDevices = 10_000;

/** How long it may take until all is quiet, in milliseconds. The account's quotas let some 25 devices a second be kept. */
const quietWithin = (devices: number): number => 60_000 + 100 * devices;

const flags = new Command('start')
  .description('Shows a simulated fleet being kept by the rules of fleet.yaml, until Ctrl-C.')
  .option('--devices <number>', 'how many devices there are', wholeNumber(1, mostDevices), 200)
  .option('--seed <number>', 'with the same seed, devices are and do the same', wholeNumber(1, 2 ** 31), 1)
  .option('--once', 'run until all is quiet, and compare what came of it with what fleet.yaml implies', false)
  .parse()
  .opts<Flags>();

const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());

try {
  const verdict = await run(flags, stop.signal);
  for (const mismatch of verdict?.mismatches ?? []) console.log(mismatch);
  if (verdict !== undefined) console.log(JSON.stringify(inNumbers(verdict)));
  process.exitCode = verdict === undefined || verdict.mismatches.length === 0 ? 0 : 1;
} catch (error) {
  const stopped = stop.signal.aborted ? 'It was stopped before all was quiet.' : undefined;
  console.error(stopped ?? (error instanceof Error ? error.message : error));
  process.exitCode = 1;
}

interface RunVerdict extends Verdict {
  /** How many messages the platform sent. */
  readonly events: number;
  /** How many calls of the API the functions made. */
  readonly calls: number;
}

/** @returns what came of it, when that was asked for */
async function run({ devices, seed, once }: Flags, stopped: AbortSignal): Promise<RunVerdict | undefined> {
  const rules = loadFleetFile(readFileSync(new URL('../fleet.yaml', import.meta.url), 'utf8'), 'fleet.yaml');
  const journal = new Journal(() => performance.now());
  const faults: string[] = [];
  const cloud = await startCloud({
    seed,
    onCall: (call) => journal.call(call),
    onFault(what) {
      faults.push(what);
      journal.trouble(what);
    },
  });
  const { platform } = cloud.running;
  platform.messages.listen((message) => journal.message(message));
  const history = once ? new History(platform.messages) : undefined;
  const screen = openScreen(process.stdout, () => look(platform, journal));
  try {
    const iot = cloud.iot.with({ signal: stopped });
    const world = await populate(cloud, {
      iot,
      size: devices,
      seed,
      rules,
      onLog: (line) => journal.log(line),
    });
    try {
      journal.phase = 'The fleet comes online and is kept';
      openingOf(world.fleet.devices, world.fleet.agenda);
      await untilQuiet(
        platform,
        world.fleet.agenda,
        once ? quietWithin(devices) : Number.POSITIVE_INFINITY,
        stopped,
      );
      if (history !== undefined) {
        journal.phase = 'Every device is asked for';
        const verdict = await verify(iot, Object.values(world.setUp.productKeys), history.messages, rules);
        const mismatches = [...faults, ...verdict.mismatches];
        journal.phase = mismatches.length === 0 ? 'All is as fleet.yaml implies' : 'Not all is well';
        return { ...verdict, mismatches, events: history.messages.length, calls: journal.totalCalls };
      }
      journal.phase = 'Life goes on, until Ctrl-C';
      liveOn(world.fleet, (error) => journal.trouble(String(error)));
      await endOf(stopped);
    } finally {
      await world.close();
    }
  } catch (error) {
    if (once || !stopped.aborted) throw error;
  } finally {
    screen.close();
    await cloud.close();
  }
  return undefined;
}

function inNumbers({ summary, events, calls, mismatches }: RunVerdict): object {
  const { devices, grouped, tagged, disabled, upgraded } = summary;
  return { devices, events, grouped, tagged, disabled, upgraded, calls, mismatches: mismatches.length };
}

function endOf(signal: AbortSignal): Promise<unknown> {
  return signal.aborted ? Promise.resolve() : nextEvent(signal, 'abort');
}

function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d{1,15}$/.test(text) && value >= least && value <= most) return value;
    throw new InvalidArgumentError(`It must be a whole number from ${least} to ${most}.`);
  };
}

import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'start-test-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** A run in a process group of its own, which has all that it starts, with a folder of its own for what it writes. */
function run(command: string, ...parameters: string[]) {
  const child = spawn(command, parameters, {
    detached: true,
    env: { ...process.env, TMPDIR: folder },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines: string[] = [];
  const errors: string[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => lines.push(line));
  createInterface({ input: child.stderr }).on('line', (line) => errors.push(line));
  return { child, lines, errors, ended: once(child, 'close').then(([code]) => Number(code)) };
}

const start = ['--import', 'tsx', 'local/start.ts'];

/** How many processes of a group are at work; one that has ended, and was not asked for its exit code yet, is not. */
function running({ pid }: ChildProcess): number {
  const processes = execFileSync('ps', ['-A', '-o', 'pgid=,stat='], { encoding: 'utf8' }).split('\n');
  return processes.filter((line) => new RegExp(`^ *${pid} +[^Z]`).test(line)).length;
}

/** What it has left in the place for passing files; tsx keeps what it has compiled there. */
const leftovers = async () => (await readdir(folder)).filter((name) => !name.startsWith('tsx-'));

describe('npm start', { timeout: 60_000 }, () => {
  test('with --once keeps a fleet until all is quiet, finds it as fleet.yaml implies, and leaves nothing behind', async () => {
    const { child, lines, errors, ended } = run('npm', 'start', '--', '--once', '--devices', '30');
    expect(await ended, [...lines, ...errors].join('\n')).toBe(0);
    const { events, calls, ...counts } = JSON.parse(lines.at(-1) ?? '') as Record<string, number>;
    // Of 30 devices two never come online, two flap, and one is tampered with.
    expect(counts).toEqual({
      devices: 30,
      grouped: 30,
      tagged: 29,
      disabled: 3,
      upgraded: expect.any(Number),
      mismatches: 0,
    });
    expect(counts['upgraded']).toBeGreaterThan(3);
    expect(events).toBeGreaterThan(200);
    expect(calls).toBeGreaterThan(30);
    expect(lines).toContainEqual(expect.stringMatching(/^ fleetkeeper {2}All is as fleet.yaml implies/));
    // What it has started ends with it, a moment later.
    await expect.poll(() => running(child)).toBe(0);
    expect(await leftovers()).toEqual([]);
  });

  test('goes on until Ctrl-C, and ends cleanly', async () => {
    const { child, lines, errors, ended } = run(process.execPath, ...start, '--devices', '5', '--seed', '8');
    await expect.poll(() => lines.join('\n'), { timeout: 30_000 }).toContain('Life goes on');
    child.kill('SIGINT');
    expect(await ended).toBe(0);
    expect(errors).toEqual([]);
    // What it has started ends with it, a moment later.
    await expect.poll(() => running(child)).toBe(0);
    expect(await leftovers()).toEqual([]);
  });

  test('stopped before all is quiet, with --once, it says so and fails', async () => {
    const { child, lines, errors, ended } = run(process.execPath, ...start, '--once', '--devices', '200');
    await expect.poll(() => lines.join('\n'), { timeout: 30_000 }).toContain('The fleet comes online');
    child.kill('SIGTERM');
    expect(await ended).toBe(1);
    expect(errors).toEqual(['It was stopped before all was quiet.']);
    expect(await leftovers()).toEqual([]);
  });

  test('refuses a number of devices that is none, with what would be right', async () => {
    const { errors, ended } = run(process.execPath, ...start, '--devices', 'many');
    expect(await ended).toBe(1);
    expect(errors.join('\n')).toContain('It must be a whole number from 1 to 10000.');
  });
});

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { endWithThis } from './child-processes.ts';

export interface ReceiversOptions {
  /** The built receiver. */
  readonly file: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly count: number;
  /** Where their logs go, a file for each process. */
  readonly logFolder: string;
}

/** How long one may take to finish what it has in hand when it is told to end. */
const endWithin = 40_000;

/** Processes that receive from one consumer group: killed, started anew, and watched for what must not be. */
export class Receivers {
  /** Ends that nobody wanted, and what was said beside the log, a sentence each. */
  readonly complaints: string[] = [];
  /** When one was killed last, by `performance.now()`. */
  lastKillAt = Number.NEGATIVE_INFINITY;
  readonly #options: ReceiversOptions;
  readonly #processes: (ReceiverProcess | undefined)[] = [];
  readonly #logs: string[] = [];
  #started = 0;
  #closing = false;

  constructor(options: ReceiversOptions) {
    this.#options = options;
    for (let index = 0; index < options.count; index += 1) this.#start(index);
  }

  /** The place, from 0, of the first from this one on that was not told to end, if there is one. */
  runningFrom(index: number): number | undefined {
    const { count } = this.#options;
    const places = Array.from({ length: count }, (_, offset) => (index + offset) % count);
    return places.find((place) => this.#processes[place] !== undefined);
  }

  /** Kills one, or lets it finish first, and starts another in its place after so many milliseconds. */
  async restart(index: number, signal: 'SIGTERM' | 'SIGKILL', after: number): Promise<void> {
    const running = this.#processes[index];
    if (running === undefined) return;
    this.#processes[index] = undefined;
    await this.#end(index, running, signal);
    await pause(after);
    if (!this.#closing) this.#start(index);
  }

  /** Lets all finish, and waits for it. */
  async close(): Promise<void> {
    this.#closing = true;
    const running = this.#processes.splice(0);
    await Promise.all(running.map((one, index) => one && this.#end(index, one, 'SIGTERM')));
    for (const log of this.#logs.splice(0)) {
      for (const line of (await readFile(log, 'utf8')).split('\n')) {
        // Every line of the log is one JSON object; anything else is Node.js's own, or of something that went wrong.
        if (line !== '' && !line.startsWith('{'))
          this.complaints.push(`${basename(log)} has the line: ${line}`);
      }
    }
  }

  #start(index: number): void {
    const { file, environment, logFolder } = this.#options;
    this.#started += 1;
    const name = `receiver-${index + 1}-${this.#started}.log`;
    const log = join(logFolder, name);
    // Straight into a file: the platform is in this process, and must not be held up by what they say.
    const output = openSync(log, 'w');
    const child = spawn(process.execPath, [file], {
      env: { PATH: process.env['PATH'], ...environment },
      stdio: ['ignore', output, output],
    });
    closeSync(output);
    endWithThis(child);
    this.#logs.push(log);
    const running: ReceiverProcess = { child, ended: once(child, 'exit'), isToEnd: false };
    this.#processes[index] = running;
    running.ended.then(([code, signal]) => {
      if (running.isToEnd) return;
      this.complaints.push(`Receiver ${index + 1} ended by itself with ${signal ?? code}; ${name} says why.`);
      if (!this.#closing) this.#start(index);
    });
  }

  async #end(index: number, running: ReceiverProcess, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    running.isToEnd = true;
    running.child.kill(signal);
    if (signal === 'SIGKILL') this.lastKillAt = performance.now();
    const late = setTimeout(() => {
      this.complaints.push(`Receiver ${index + 1} did not end within ${endWithin / 1000} s of SIGTERM.`);
      running.child.kill('SIGKILL');
    }, endWithin);
    const [code] = await running.ended;
    clearTimeout(late);
    if (signal === 'SIGTERM' && code !== 0 && code !== null)
      this.complaints.push(`Receiver ${index + 1} ended with ${code} when it was told to end.`);
  }
}

interface ReceiverProcess {
  readonly child: ChildProcess;
  readonly ended: Promise<unknown[]>;
  isToEnd: boolean;
}

import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** A process of this folder that serves on a port, and answers each message of this process with one of its own. */
export class Server<Question extends object | string, Answer> {
  readonly port: number;
  readonly #process: ChildProcess;

  private constructor(process: ChildProcess, port: number) {
    this.#process = process;
    this.port = port;
    process.once('exit', endedTooSoon);
  }

  /** @param file beside this one */
  static async start<Question extends object | string, Answer>(
    file: string,
  ): Promise<Server<Question, Answer>> {
    const process = fork(fileURLToPath(new URL(file, import.meta.url)));
    return new Server(process, Number(await messageOf(process)));
  }

  async ask(question: Question): Promise<Answer> {
    const answered = messageOf(this.#process);
    this.#process.send(question);
    return (await answered) as Answer;
  }

  async stop(): Promise<void> {
    this.#process.off('exit', endedTooSoon);
    const ended = once(this.#process, 'exit');
    this.#process.disconnect();
    await ended;
  }
}

/** Without one of its processes a bench would wait for ever. */
export function endedTooSoon(code: number | null): never {
  throw new Error(`A process of the bench ended with ${code}.`);
}

/**
 * The next message of a process.
 *
 * @throws Error when it ends instead
 */
export function messageOf(process: ChildProcess): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const ended = (code: number | null) => {
      process.off('message', said);
      reject(new Error(`${process.spawnfile} ${process.spawnargs.at(-1)} ended with ${code}.`));
    };
    const said = (message: unknown) => {
      process.off('exit', ended);
      resolve(message);
    };
    process.once('exit', ended);
    process.once('message', said);
  });
}

import type { IotClient } from '../shared/iot/client.ts';
import { IotError } from '../shared/iot/errors.ts';

/** What a step can do to something: what it is called when it is done, and when it would be. */
const words = {
  make: { done: 'made', planned: 'would make' },
  change: { done: 'changed', planned: 'would change' },
  start: { done: 'started', planned: 'would start' },
} as const;

/** Wide enough for the longest word, and two spaces. */
const wordWidth = 14;

/**
 * The account that is set up, step by step, each of which is told in a line. In a dry run nothing is done, and the lines
 * tell what would be.
 */
export class Account {
  readonly iot: IotClient;
  readonly #dryRun: boolean;
  readonly #print: (line: string) => void;
  #failures = 0;

  constructor(iot: IotClient, dryRun: boolean, print: (line: string) => void) {
    this.iot = iot;
    this.#dryRun = dryRun;
    this.#print = print;
  }

  /** How many things could not be done. */
  get failures(): number {
    return this.#failures;
  }

  /**
   * Takes a step, unless this is a dry run, and tells it.
   *
   * @param what what it is done to; a function is told the call's result, which a dry run has not
   * @returns the call's result; undefined in a dry run
   * @throws what the call throws
   */
  async take<Result>(
    step: keyof typeof words,
    what: string | ((result: Result | undefined) => string),
    call: () => Promise<Result>,
  ): Promise<Result | undefined> {
    const result = this.#dryRun ? undefined : await call();
    const { done, planned } = words[step];
    this.#tell(this.#dryRun ? planned : done, typeof what === 'string' ? what : what(result));
    return result;
  }

  unchanged(what: string): void {
    this.#tell('unchanged', what);
  }

  warn(what: string): void {
    this.#tell('warning', what);
  }

  /**
   * Does something that may fail. A failure is told and counted, and what comes after it goes on.
   *
   * @returns what the work gives; undefined when it failed
   */
  async attempt<Result>(what: string, work: () => Promise<Result>): Promise<Result | undefined> {
    try {
      return await work();
    } catch (error) {
      this.#failures += 1;
      this.#tell('failed', `${what}: ${reasonOf(error)}`);
      return undefined;
    }
  }

  #tell(word: string, what: string): void {
    this.#print(`${word.padEnd(wordWidth)}${what}`);
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const solution = error instanceof IotError ? error.hint?.solution : undefined;
  return solution === undefined ? error.message : `${error.message} ${solution}`;
}

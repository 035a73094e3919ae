import type { Reading } from '../../events/message.ts';
import type { Outcome } from '../fleet/action.ts';
import type { Reaction } from '../fleet/react.ts';
import type { CallRecord } from '../iot/options.ts';
import type { Log } from './log.ts';

/** What distinguishes the values of one metric: the operation of a call, the kind of an action. */
export type Labels = Readonly<Record<string, string>>;

interface Measured {
  readonly metric: string;
  readonly labels: Labels;
  value: number;
}

/** The numbers of one invocation, or of a host's last minute. docs/metrics.md says what each means. */
export class Metrics {
  readonly #measured = new Map<string, Measured>();

  /** Adds to a metric that counts. */
  add(metric: string, value: number, labels: Labels = {}): void {
    if (value !== 0) this.#of(metric, labels, 0).value += value;
  }

  /** Offers a metric a value, of which it keeps the greatest. */
  highest(metric: string, value: number, labels: Labels = {}): void {
    const measured = this.#of(metric, labels, value);
    measured.value = Math.max(measured.value, value);
  }

  /** A call of the API is over. */
  call({ operation, code, attempts, throttled }: CallRecord): void {
    this.add('calls', 1, { operation, outcome: code });
    this.add('throttled', throttled, { operation });
    this.add('retried', Math.max(attempts - 1, 0), { operation });
  }

  /** Actions have their outcomes. */
  outcomes(outcomes: readonly Outcome[]): void {
    for (const { action, result } of outcomes) this.add('actions', 1, { kind: action.kind, outcome: result });
  }

  /**
   * Messages were dealt with.
   *
   * @param reactions one a message, in the same order
   * @param now when, in epoch milliseconds
   */
  messages(readings: readonly Reading[], reactions: readonly Reaction[], now: number): void {
    for (const reading of readings) {
      if ('deadLetter' in reading) {
        this.add('deadLetters', 1, { channel: reading.deadLetter.channel });
        continue;
      }
      const { event, channel } = reading;
      this.add('events', 1, { type: event.type, channel });
      // A device's clock, or the platform's, may be ahead of this one.
      this.highest('lag', Math.max(now - event.time, 0), { channel });
    }
    for (const { outcomes } of reactions) this.outcomes(outcomes);
  }

  /** Writes a line a metric and labels, and begins anew. */
  write(log: Log): void {
    for (const { metric, value, labels } of this.#measured.values())
      log.info('metric', { metric, value, ...labels });
    this.#measured.clear();
  }

  #of(metric: string, labels: Labels, first: number): Measured {
    const key = JSON.stringify([metric, labels]);
    const known = this.#measured.get(key);
    if (known !== undefined) return known;
    const measured = { metric, labels, value: first };
    this.#measured.set(key, measured);
    return measured;
  }
}

/**
 * Does the work of an invocation, or of a host, and writes its metrics at the end, however it ends.
 *
 * @param every how often to write them meanwhile, in milliseconds, for work that goes on for ever
 */
export async function measure<Result>(
  log: Log,
  work: (metrics: Metrics) => Promise<Result>,
  every?: number,
): Promise<Result> {
  const metrics = new Metrics();
  const timer = every === undefined ? undefined : setInterval(() => metrics.write(log), every);
  try {
    return await work(metrics);
  } finally {
    clearInterval(timer);
    metrics.write(log);
  }
}

import { readFileSync } from 'node:fs';
import { onTestFinished } from 'vitest';
import type { Reading } from '../../../events/message.ts';
import { type ReceiveOptions, receive } from '../../../functions/receive-events/receive.ts';
import type { Outcome } from '../../../shared/fleet/action.ts';
import type { Reaction } from '../../../shared/fleet/react.ts';
import type { Log } from '../../../shared/runtime/log.ts';
import type { Tally } from '../../../shared/runtime/tally.ts';
import { createMemoryStore } from '../../../shared/store/memory.ts';
import type { Store } from '../../../shared/store/store.ts';
import type { Endpoint } from '../../local/amqp/client.ts';

export const settled: Reaction = { settled: true, outcomes: [] };
export const unsettled: Reaction = { settled: false, outcomes: [] };

/** A message of which the rules wanted one thing, and what became of that. */
export function reaction(result: Outcome['result'], code?: string): Reaction {
  const outcome: Outcome = {
    action: {
      kind: 'disable',
      device: { productKey: 'a1', deviceName: 'device' },
      reason: { rule: 'the rule', eventId: '1', time: 0 },
    },
    result,
    ...(code !== undefined && { code, message: `what ${code} says` }),
  };
  return { settled: result !== 'failed', outcomes: [outcome] };
}

export interface Receiving {
  /** The texts of each batch that was reacted to. */
  readonly batches: string[][];
  /** What was logged, and with what beside it. */
  readonly log: string[];
  readonly lines: [level: string, message: string, about: Record<string, unknown>][];
  readonly store: Store;
  stop(): Promise<Tally>;
}

/** Receives from the endpoint until the test ends; `react` is told the texts of a batch. */
export function startReceiving(
  { server }: Endpoint,
  react: (texts: string[], by: number) => Promise<Reaction[]> | Reaction[],
  options: Partial<Omit<ReceiveOptions, 'store'>> & { readonly store?: Store } = {},
): Receiving {
  const batches: string[][] = [];
  const log: string[] = [];
  const lines: Receiving['lines'] = [];
  const note = (level: string) => (message: unknown, about: unknown) => {
    log.push(String(message));
    lines.push([level, String(message), about as Record<string, unknown>]);
  };
  const stop = new AbortController();
  const store = options.store ?? createMemoryStore();
  const done = receive({
    endpoint: {
      host: server.host,
      port: server.port,
      plain: !server.tls,
      certificateAuthority: server.ca === undefined ? undefined : readFileSync(server.ca, 'utf8'),
    },
    identity: { consumerGroupId: 'DEFAULT_GROUP', iotInstanceId: undefined },
    credentials: () => ({ accessKeyId: 'testid', accessKeySecret: 'testsecret' }),
    react: async (readings, by) => {
      const texts = readings.map(textOf);
      batches.push(texts);
      return react(texts, by);
    },
    log: {
      debug: note('debug'),
      info: note('info'),
      warn: note('warn'),
      error: note('error'),
    } as unknown as Log,
    stop: stop.signal,
    batch: { most: 10, wait: 20 },
    pauses: { first: 100, most: 400 },
    ...options,
    store,
  });
  const end = () => {
    stop.abort();
    return done;
  };
  onTestFinished(async () => void (await end()));
  return { batches, log, lines, store, stop: end };
}

function textOf(reading: Reading): string {
  if (!('event' in reading) || reading.event.type !== 'custom') return 'dead letter';
  return Buffer.from(reading.event.payload).toString();
}

/** Holds up whoever waits for it until it is opened. */
export function closedGate(): { promise: Promise<void>; resolve: () => void } {
  let resolve = () => {};
  const promise = new Promise<void>((open) => {
    resolve = open;
  });
  return { promise, resolve };
}

export const all = (texts: string[]) => texts.map(() => settled);

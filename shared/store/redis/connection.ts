import { createHash } from 'node:crypto';
import { createClient } from '@redis/client';
import { StoreUnavailable } from '../store.ts';

/** How long things may take, in milliseconds. */
export interface ConnectionLimits {
  /** For one command, the wait for a connection and for the answer together. */
  readonly answerWithin: number;
  /** How long a connection may rest before it is tried first: the other side may have gone without a word. */
  readonly restsFor: number;
  /** The longest wait between two tries to connect. */
  readonly longestWait: number;
}

const defaultLimits: ConnectionLimits = { answerWithin: 3_000, restsFor: 10_000, longestWait: 2_000 };

/** A Lua script, by the name that Redis knows it by once it has seen it. */
export interface Script {
  readonly source: string;
  readonly sha1: string;
}

export function script(...parts: readonly string[]): Script {
  const source = parts.join('\n');
  return { source, sha1: createHash('sha1').update(source).digest('hex') };
}

export type Answer = string | number | null | readonly Answer[];

type Client = ReturnType<typeof newClient>;

/**
 * A connection to a Redis that is made when it is first needed, and made anew by itself when it is lost. A command is
 * sent once, and fails within a bounded time: nothing waits in a queue for a Redis that is gone.
 */
export class RedisConnection {
  readonly #url: string;
  readonly #limits: ConnectionLimits;
  readonly #waiting = new Set<() => void>();
  #client: Client | undefined;
  /** Whether there is a TCP connection, though perhaps no answer yet. */
  #isConnected = false;
  #heardAt = 0;
  #problem = 'no answer';
  #isClosed = false;
  #underWay = 0;
  #onIdle: (() => void) | undefined;

  /**
   * @param url `redis://` or, over TLS, `rediss://`, with the user and password if there are any
   */
  constructor(url: string, limits: Partial<ConnectionLimits> = {}) {
    this.#url = url;
    this.#limits = { ...defaultLimits, ...limits };
  }

  /**
   * Runs a script, all keys of which have one hash tag.
   *
   * @throws StoreUnavailable
   */
  async run(
    { sha1, source }: Script,
    keys: readonly string[],
    values: readonly (string | number)[],
  ): Promise<Answer> {
    const rest = [String(keys.length), ...keys, ...values.map(String)];
    try {
      return await this.command(['EVALSHA', sha1, ...rest]);
    } catch (error) {
      if (!(error instanceof StoreUnavailable) || error.problem !== 'NOSCRIPT') throw error;
      return this.command(['EVAL', source, ...rest]);
    }
  }

  /** @throws StoreUnavailable */
  async command(words: readonly string[]): Promise<Answer> {
    if (this.#isClosed) throw new StoreUnavailable('closed');
    this.#underWay += 1;
    try {
      const until = Date.now() + this.#limits.answerWithin;
      let client = await this.#ready(until);
      if (Date.now() - this.#heardAt > this.#limits.restsFor) client = await this.#tried(client, until);
      return await this.#send(client, words, until);
    } finally {
      this.#underWay -= 1;
      if (this.#underWay === 0) this.#onIdle?.();
    }
  }

  /** Takes no more commands, lets those under way end, and closes the connection. */
  async close(): Promise<void> {
    this.#isClosed = true;
    if (this.#underWay > 0) {
      await new Promise<void>((resolve) => {
        this.#onIdle = resolve;
      });
    }
    this.#drop(this.#client);
  }

  async #send(client: Client, words: readonly string[], until: number): Promise<Answer> {
    const answer = client.sendCommand<Answer>([...words]).catch((error: unknown) => {
      const problem = problemOf(error);
      // The other side became a replica; the address leads to another by now, or soon.
      if (problem === 'READONLY') this.#drop(client);
      throw new StoreUnavailable(problem, reasonOf(error));
    });
    const heard = await within(answer, until);
    if (heard === undefined) {
      // Whatever it answers later belongs to nobody; a new connection begins with a clean slate.
      this.#drop(client);
      throw new StoreUnavailable('no answer');
    }
    this.#heardAt = Date.now();
    return heard;
  }

  /** A connection that rested, or a new one in its place. Nothing of a command was sent yet. */
  async #tried(client: Client, until: number): Promise<Client> {
    try {
      await this.#send(client, ['PING'], Math.min(until, Date.now() + this.#limits.answerWithin / 3));
      return client;
    } catch {
      this.#drop(client);
      return this.#ready(until);
    }
  }

  async #ready(until: number): Promise<Client> {
    for (;;) {
      const client = this.#client ?? this.#open();
      if (client.isReady) return client;
      let goOn = () => {};
      const ready = new Promise<true>((resolve) => {
        goOn = () => resolve(true);
      });
      this.#waiting.add(goOn);
      const inTime = await within(ready, until);
      this.#waiting.delete(goOn);
      if (inTime) continue;
      // Somebody took the call and says nothing.
      if (this.#isConnected) this.#drop(client);
      throw new StoreUnavailable(this.#problem);
    }
  }

  #open(): Client {
    const client = newClient(this.#url, this.#limits);
    this.#client = client;
    this.#isConnected = false;
    client.on('connect', () => {
      if (this.#client !== client) return;
      this.#isConnected = true;
      this.#problem = 'no answer';
    });
    client.on('ready', () => {
      if (this.#client !== client) return;
      this.#heardAt = Date.now();
      for (const goOn of this.#waiting) goOn();
    });
    client.on('error', (error: unknown) => {
      if (this.#client !== client) return;
      this.#isConnected = false;
      this.#problem = problemOf(error);
    });
    // It tries until it is destroyed; what goes wrong comes as an event.
    client.connect().catch(() => {});
    return client;
  }

  #drop(client: Client | undefined): void {
    if (client === undefined || this.#client !== client) return;
    this.#client = undefined;
    this.#isConnected = false;
    client.destroy();
  }
}

function newClient(url: string, { answerWithin, longestWait }: ConnectionLimits) {
  return createClient({
    url,
    // What every Redis and Tair speaks.
    RESP: 2,
    disableOfflineQueue: true,
    disableClientInfo: true,
    maintNotifications: 'disabled',
    socket: {
      connectTimeout: Math.ceil(answerWithin * 0.7),
      reconnectStrategy: (retries) => (0.5 + Math.random() / 2) * Math.min(longestWait, 50 * 2 ** retries),
    },
  });
}

/** What resolves until then; else `undefined`, and what comes of it later is nobody's business. */
async function within<Value>(promise: Promise<Value>, until: number): Promise<Value | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, Math.max(0, until - Date.now()), undefined);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
    promise.catch(() => {});
  }
}

/** The code of a network error, or the first word of Redis's refusal; never an address or a password. */
function problemOf(error: unknown): string {
  if (!(error instanceof Error)) return 'no connection';
  if ('code' in error && typeof error.code === 'string') return error.code;
  return /^[A-Z]{2,}(?= )/.exec(error.message)?.[0] ?? 'no connection';
}

/** What Redis itself says, about a command and not about the connection. */
function reasonOf(error: unknown): string | undefined {
  return error instanceof Error && /^[A-Z]{2,} /.test(error.message) && !('code' in error)
    ? error.message
    : undefined;
}

import * as z from 'zod/mini';
import { type Clock, systemClock } from './clock.ts';
import type { CredentialsSource } from './credentials.ts';
import { defaultShare, type Quota } from './quota.ts';
import { defaultRetryPolicy, type RetryPolicy } from './retry.ts';
import { max, min, minLength, pattern } from './schema/checks.ts';
import { integer, optional, parameters, text } from './schema/parameters.ts';
import { describeIssues } from './schema.ts';

/** What a client is made of. Durations are in milliseconds. */
export interface IotClientOptions {
  /** The region of the account's instance: `cn-shanghai`. */
  readonly regionId: string;
  /** An AccessKey pair, or a function that gives one for each attempt. A view made by `with` can have its own. */
  readonly credentials: CredentialsSource;
  /** Where the API is; `https://iot.{regionId}.aliyuncs.com/` when left out. */
  readonly endpoint?: string | undefined;
  /** The instance that is meant by every call that names none itself; needed when the instance has an ID. */
  readonly iotInstanceId?: string | undefined;
  readonly timeouts?: Partial<Timeouts> | undefined;
  /** At most so many connections at once; 64 when left out. */
  readonly connections?: number | undefined;
  /** An answer with more bytes than this is refused; 16 MiB when left out. */
  readonly maxAnswerBytes?: number | undefined;
  /**
   * How much of the account's calls a second this client may use up, a share of 0.8 when left out, as the account
   * is shared with others; another `Quota`, to share with other processes; or `false`, to count nothing.
   */
  readonly quota?: { readonly share?: number | undefined } | Quota | false | undefined;
  /** How failed calls are made again: 4 attempts when left out. `false` makes each call once. */
  readonly retries?: Partial<RetryPolicy> | false | undefined;
  readonly clock?: Clock | undefined;
  /** Hears of every call when it is over; for metrics. */
  readonly onCall?: ((record: CallRecord) => void) | undefined;
  /** Hears of answers that are not as the catalogue says, once an operation and field. */
  readonly logger?: IotLogger | undefined;
}

export interface Timeouts {
  /** For making a connection; 5,000 when left out. */
  readonly connect: number;
  /** For an answer, from the sending of a request to the answer's last byte; 10,000 when left out. */
  readonly answer: number;
  /** For a whole call with its waiting and its retries; endless when left out. */
  readonly total: number;
}

/** What became of a call. */
export interface CallRecord {
  readonly operation: string;
  /** `OK`, or the error's code. */
  readonly code: string;
  /** How long it took, its waiting and its retries among it. */
  readonly milliseconds: number;
  /** How many times it was sent; 0 when it was refused before. */
  readonly attempts: number;
  /** How many of the attempts the platform turned away for the account's quota. */
  readonly throttled: number;
}

export interface IotLogger {
  warn(message: string, details: Record<string, unknown>): void;
}

/** The options with everything filled in. */
export interface IotClientSettings {
  readonly regionId: string;
  readonly endpoint: URL;
  readonly iotInstanceId: string | undefined;
  readonly timeouts: Timeouts;
  readonly connections: number;
  readonly maxAnswerBytes: number;
  readonly quota: { readonly share: number } | Quota | false;
  readonly retries: RetryPolicy;
  readonly clock: Clock;
  readonly onCall: ((record: CallRecord) => void) | undefined;
  readonly logger: IotLogger | undefined;
}

/**
 * Checks the options and fills in what is left out.
 *
 * @throws TypeError naming every option that is wrong
 */
export function settingsFrom(options: IotClientOptions): IotClientSettings {
  const checked = z.safeParse(optionsSchema(), options);
  if (!checked.success) throw new TypeError(describeIssues('createIotClient', checked.error));
  const { regionId, endpoint, quota, retries, timeouts } = options;
  return {
    regionId,
    endpoint: new URL(endpoint ?? `https://iot.${regionId}.aliyuncs.com/`),
    iotInstanceId: options.iotInstanceId,
    timeouts: {
      connect: timeouts?.connect ?? 5_000,
      answer: timeouts?.answer ?? 10_000,
      total: timeouts?.total ?? Number.POSITIVE_INFINITY,
    },
    connections: options.connections ?? 64,
    maxAnswerBytes: options.maxAnswerBytes ?? 16 * 2 ** 20,
    quota:
      quota === false || (quota !== undefined && isQuota(quota))
        ? quota
        : { share: quota?.share ?? defaultShare },
    retries: retryPolicy(retries),
    clock: options.clock ?? systemClock,
    onCall: options.onCall,
    logger: options.logger,
  };
}

function retryPolicy(retries: IotClientOptions['retries']): RetryPolicy {
  if (retries === false) return { ...defaultRetryPolicy, attempts: 1 };
  return {
    attempts: retries?.attempts ?? defaultRetryPolicy.attempts,
    firstWait: retries?.firstWait ?? defaultRetryPolicy.firstWait,
    longestWait: retries?.longestWait ?? defaultRetryPolicy.longestWait,
  };
}

export const isQuota = (quota: { readonly share?: number | undefined } | Quota): quota is Quota =>
  'take' in quota;

function optionsSchema() {
  const milliseconds = () => optional(integer(min(1), max(2 ** 31 - 1)));
  const share = z
    .number('must be a number')
    .check(z.refine((value) => value > 0 && value <= 1, 'must be above 0, up to 1'));
  return parameters({
    regionId: text(pattern(/^[a-z]{2}(-[a-z0-9]+)+$/)),
    credentials: z.custom((given) => isObject(given) || typeof given === 'function', 'is required'),
    endpoint: optional(text(httpAddress())),
    iotInstanceId: optional(text(minLength(1))),
    timeouts: optional(
      parameters({ connect: milliseconds(), answer: milliseconds(), total: milliseconds() }),
    ),
    connections: optional(integer(min(1))),
    maxAnswerBytes: optional(integer(min(1))),
    quota: optional(
      z.union(
        [z.literal(false), having('take', 'throttled'), parameters({ share: optional(share) })],
        'must be false, { share: above 0, up to 1 }, or a Quota',
      ),
    ),
    retries: optional(
      z.union(
        [
          z.literal(false),
          parameters({
            attempts: optional(integer(min(1))),
            firstWait: milliseconds(),
            longestWait: milliseconds(),
          }),
        ],
        'must be false or { attempts, firstWait, longestWait }',
      ),
    ),
    clock: optional(having('now', 'after')),
    onCall: optional(z.custom((given) => typeof given === 'function', 'must be a function')),
    logger: optional(having('warn')),
  });
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

const having = (...methods: readonly string[]) =>
  z.custom(
    (given) => isObject(given) && methods.every((method) => typeof given[method] === 'function'),
    `must have the method${methods.length > 1 ? 's' : ''} ${methods.join(' and ')}`,
  );

const httpAddress = () =>
  z.refine<string>(
    (value) => URL.canParse(value) && /^https?:$/.test(new URL(value).protocol),
    'must be an http or https address such as https://iot.cn-shanghai.aliyuncs.com/',
  );

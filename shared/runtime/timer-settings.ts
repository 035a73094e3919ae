import * as z from 'zod/mini';
import { type FunctionSettings, readFunctionSettings, readVariables } from './settings.ts';

const productKeys = {
  error: 'the keys of the products to sweep, with commas between them, such as a1B2c3D4e5F,a1b2C3d4E5f',
};

/** What the sweep reads beside what every function does. */
const sweepVariables = {
  PRODUCT_KEYS: z.string(productKeys).check(listOf(/^[A-Za-z0-9]{1,64}$/, productKeys)),
};

export interface SweepSettings {
  readonly productKeys: readonly string[];
}

/**
 * Reads what a sweep needs.
 *
 * @throws SettingsError naming each variable that is wrong, and what would be right
 */
export function readSweepSettings(environment: NodeJS.ProcessEnv): FunctionSettings & SweepSettings {
  const { PRODUCT_KEYS } = readVariables(sweepVariables, environment);
  return { ...readFunctionSettings(environment), productKeys: itemsOf(PRODUCT_KEYS) };
}

const consumerGroupIds = {
  error: 'the IDs of the consumer groups to watch, with commas between them, or DEFAULT_GROUP',
};
const bound = (unit: string, example: string) => {
  const rule = { error: `a whole number of ${unit} such as ${example}` };
  return z.string(rule).check(z.refine((text) => /^\d{1,9}$/.test(text), rule));
};

/** What the watch over consumer groups reads beside what every function does. */
const watchVariables = {
  CONSUMER_GROUP_IDS: z.string(consumerGroupIds).check(listOf(/^[A-Za-z0-9_*-]{1,64}$/, consumerGroupIds)),
  MAX_BACKLOG: z._default(bound('messages', '1000'), '1000'),
  MAX_CONSUMPTION_DELAY: z._default(bound('seconds', '300'), '300'),
  MIN_CONSUMPTION_RATE: z._default(bound('messages a minute', '100'), '0'),
  MAX_CONSUMPTION_RATE: z.optional(bound('messages a minute', '50000')),
  MIN_CLIENTS: z._default(bound('clients', '1'), '0'),
};

/** What is still well. */
export interface ConsumerGroupBounds {
  /** Messages that wait. */
  readonly maxBacklog: number;
  /** Since the group took a message, while others wait; in milliseconds. */
  readonly maxDelay: number;
  /** Messages a minute that the group has to take while others wait. */
  readonly minRate: number;
  /** Messages a minute that the group may take; `undefined` where any number is well. */
  readonly maxRate: number | undefined;
  readonly minClients: number;
}

export interface WatchSettings {
  readonly consumerGroupIds: readonly string[];
  readonly bounds: ConsumerGroupBounds;
}

/**
 * Reads what the watch over consumer groups needs.
 *
 * @throws SettingsError naming each variable that is wrong, and what would be right
 */
export function readWatchSettings(environment: NodeJS.ProcessEnv): FunctionSettings & WatchSettings {
  const read = readVariables(watchVariables, environment);
  return {
    ...readFunctionSettings(environment),
    consumerGroupIds: itemsOf(read.CONSUMER_GROUP_IDS),
    bounds: {
      maxBacklog: Number(read.MAX_BACKLOG),
      maxDelay: Number(read.MAX_CONSUMPTION_DELAY) * 1_000,
      minRate: Number(read.MIN_CONSUMPTION_RATE),
      maxRate: read.MAX_CONSUMPTION_RATE === undefined ? undefined : Number(read.MAX_CONSUMPTION_RATE),
      minClients: Number(read.MIN_CLIENTS),
    },
  };
}

function listOf(item: RegExp, rule: { readonly error: string }) {
  return z.refine<string>((text) => {
    const items = itemsOf(text);
    return items.length > 0 && items.every((one) => item.test(one));
  }, rule);
}

/** Each once, in their order. */
function itemsOf(text: string): string[] {
  const items = text.split(',').map((item) => item.trim());
  return [...new Set(items.filter((item) => item !== ''))];
}

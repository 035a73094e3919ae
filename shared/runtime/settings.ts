import * as z from 'zod/mini';

/** What every function reads from its environment. */
const functionVariables = {
  IOT_REGION_ID: z.optional(
    z.string().check(z.regex(/^[a-z]{2}(-[a-z0-9]+)+$/, 'a region ID such as cn-shanghai')),
  ),
  IOT_ENDPOINT: z.optional(httpAddress('https://iot.cn-shanghai.aliyuncs.com')),
  IOT_INSTANCE_ID: z.optional(z.string().check(z.minLength(1, 'the ID of an instance, or nothing at all'))),
  FLEET_FILE: z.optional(z.string().check(z.minLength(1, 'the path of a fleet.yaml, or nothing at all'))),
  REDIS_URL: z.optional(
    z.string().check(
      z.refine(isRedisAddress, {
        error: 'an address such as redis://user:password@host:6379, or rediss:// for TLS',
      }),
    ),
  ),
  REDIS_NAMESPACE: z.optional(
    z.string().check(z.regex(/^[\w.:-]+$/, 'letters, digits and . : _ - such as production')),
  ),
  QUOTA_SHARE: z.optional(
    z.string().check(
      z.refine((text) => /^[\d.]+$/.test(text) && Number(text) > 0 && Number(text) <= 1, {
        error: 'a number above 0 and up to 1, such as 0.4',
      }),
    ),
  ),
};

export interface FunctionSettings {
  readonly regionId: string | undefined;
  readonly endpoint: string | undefined;
  readonly instanceId: string | undefined;
  readonly fleetFile: string | undefined;
  /** Where instances keep what they must know together; without it, each keeps its own. Has a password in it. */
  readonly redisUrl: string | undefined;
  /** Whose entries are meant, of several fleets that share a Redis. */
  readonly redisNamespace: string | undefined;
  /** The part of the account's quota that this instance may use up where it does not know of others. */
  readonly quotaShare: number | undefined;
}

const port = { error: 'a port, from 1 to 65535' };

/** What the receiver reads beside that. */
const receiverVariables = {
  AMQP_HOST: z.string('the host of the AMQP endpoint, such as 1234567890.iot-amqp.cn-shanghai.aliyuncs.com'),
  AMQP_PORT: z._default(
    z
      .string()
      .check(z.refine((text) => /^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= 65_535, port)),
    '5671',
  ),
  AMQP_CA: z.optional(z.string().check(z.minLength(1, 'the path of a PEM file, or nothing at all'))),
  AMQP_PLAIN: z._default(z.enum(['true', 'false'], 'true or false'), 'false'),
  AMQP_CONNECTIONS: z._default(
    z.string().check(
      z.refine((text) => /^\d{1,2}$/.test(text) && Number(text) >= 1 && Number(text) <= 64, {
        error: 'how many connections there may be to the consumer group, from 1 to 64',
      }),
    ),
    '4',
  ),
  CONSUMER_GROUP_ID: z.string('the ID of a consumer group, or DEFAULT_GROUP').check(z.minLength(1)),
  MAX_DELIVERIES: z._default(
    z.string().check(
      z.refine((text) => /^[1-9]\d{0,5}$/.test(text), {
        error: 'after how many failed deliveries a message is a dead letter, from 1 to 999999',
      }),
    ),
    '16',
  ),
};

export interface ReceiverSettings {
  readonly amqp: {
    readonly host: string;
    readonly port: number;
    /** The path of a PEM file with the certificate authority to trust, when it is not a public one. */
    readonly ca: string | undefined;
    /** Without TLS: for a local platform only. */
    readonly plain: boolean;
    /** How many connections there are at most; the platform takes 64 clients a consumer group. */
    readonly connections: number;
  };
  readonly consumerGroupId: string;
  /** After so many deliveries that failed by its own fault a message is a dead letter. */
  readonly maxDeliveries: number;
}

/** What the hooks read beside that. */
const hookVariables = {
  HOOK_SECRETS: z._default(
    z.string().check(
      z.refine((text) => secretsIn(text).every(isHookSecret), {
        error:
          'secrets with spaces or commas between them, each whsec_ and the base64 text of 24 to 64 bytes; one is not',
      }),
    ),
    '',
  ),
};

export interface HookSettings {
  /** With which calls may be signed: several while they are changed, none when nobody may call. */
  readonly secrets: readonly string[];
}

/** Some variable of the environment is missing or wrong; the message names every one of them. */
export class SettingsError extends Error {
  constructor(mistakes: readonly string[]) {
    super(`The environment is not right:\n${mistakes.map((mistake) => `  ${mistake}`).join('\n')}`);
    this.name = 'SettingsError';
  }
}

/**
 * Reads what every function needs.
 *
 * @throws SettingsError naming each variable that is wrong, and what would be right
 */
export function readFunctionSettings(environment: NodeJS.ProcessEnv): FunctionSettings {
  const read = readVariables(functionVariables, environment);
  return {
    regionId: read.IOT_REGION_ID,
    endpoint: read.IOT_ENDPOINT,
    instanceId: read.IOT_INSTANCE_ID,
    fleetFile: read.FLEET_FILE,
    redisUrl: read.REDIS_URL,
    redisNamespace: read.REDIS_NAMESPACE,
    quotaShare: read.QUOTA_SHARE === undefined ? undefined : Number(read.QUOTA_SHARE),
  };
}

/**
 * Reads what the receiver of a consumer group needs beside that.
 *
 * @throws SettingsError naming each variable that is wrong, and what would be right
 */
export function readReceiverSettings(environment: NodeJS.ProcessEnv): FunctionSettings & ReceiverSettings {
  const read = readVariables({ ...functionVariables, ...receiverVariables }, environment);
  return {
    ...readFunctionSettings(environment),
    amqp: {
      host: read.AMQP_HOST,
      port: Number(read.AMQP_PORT),
      ca: read.AMQP_CA,
      plain: read.AMQP_PLAIN === 'true',
      connections: Number(read.AMQP_CONNECTIONS),
    },
    consumerGroupId: read.CONSUMER_GROUP_ID,
    maxDeliveries: Number(read.MAX_DELIVERIES),
  };
}

/**
 * Reads what a function with an HTTP trigger needs beside `readFunctionSettings`.
 *
 * @throws SettingsError when a secret is malformed, which it does not show
 */
export function readHookSettings(environment: NodeJS.ProcessEnv): HookSettings {
  return { secrets: secretsIn(readVariables(hookVariables, environment).HOOK_SECRETS) };
}

/** A secret by Standard Webhooks: whsec_ and the base64 text of 24 to 64 bytes. */
function isHookSecret(text: string): boolean {
  const [, base64] =
    /^whsec_((?:[A-Za-z0-9+/]{4})+(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?)$/.exec(text) ?? [];
  const { length } = Buffer.from(base64 ?? '', 'base64');
  return length >= 24 && length <= 64;
}

function secretsIn(text: string): string[] {
  return text.split(/[\s,]+/).filter((secret) => secret !== '');
}

/**
 * Reads variables of the environment; an empty one counts as missing.
 *
 * @param shape a schema for each, whose errors say what the variable is
 * @throws SettingsError naming each variable that is wrong, and what would be right
 */
export function readVariables<Shape extends z.core.$ZodShape>(
  shape: Shape,
  environment: NodeJS.ProcessEnv,
): z.output<z.ZodMiniObject<Shape>> {
  // A deployment file cannot leave a variable out, only empty.
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const result = z.object(shape).safeParse(given);
  if (result.success) return result.data;
  throw new SettingsError(
    result.error.issues.map((issue) => {
      const name = String(issue.path[0]);
      return given[name] === undefined
        ? `${name} is missing: it is ${issue.message}`
        : `${name} has to be ${issue.message}`;
    }),
  );
}

function httpAddress(example: string) {
  const message = `an http or https address such as ${example}`;
  return z
    .string(message)
    .check(
      z.refine((text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol), { error: message }),
    );
}

function isRedisAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password, hostname, pathname } = new URL(text);
  // A password with signs in it is written with their codes, such as %40.
  const isWritten = [username, password].every((part) => /^(%[\da-f]{2}|[^%])*$/i.test(part));
  return /^rediss?:$/.test(protocol) && hostname !== '' && /^\/?\d*$/.test(pathname) && isWritten;
}

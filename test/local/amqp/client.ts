import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import rhea, { type Connection, type ConnectionOptions, type EventContext } from 'rhea';
import { onTestFinished } from 'vitest';
import { type AmqpServer, startAmqpServer } from '../../../local/amqp/server.ts';
import type { ConsumerGroup } from '../../../local/platform/consumer-group.ts';
import { createPlatform, type PlatformOptions } from '../../../local/platform/create-platform.ts';
import type { Platform } from '../../../local/platform/platform.ts';

export interface Endpoint {
  readonly platform: Platform;
  readonly server: AmqpServer;
  readonly group: ConsumerGroup;
}

/** A platform with its AMQP endpoint, both gone with the test. */
export async function startEndpoint(
  options: PlatformOptions = {},
  tls = true,
  openWithin?: number,
): Promise<Endpoint> {
  const { platform } = createPlatform(options);
  const server = await startAmqpServer(platform, { host: '127.0.0.1', port: 0, tls, openWithin });
  onTestFinished(() => server.close());
  const group = platform.state.consumerGroups.get('DEFAULT_GROUP');
  if (group === undefined) throw new Error('the default consumer group is missing');
  return { platform, server, group };
}

let made = 0;

/** Puts a message into a consumer group. */
export function publish({ group, platform }: Endpoint, text: string, topic = '/a1/device/user/get'): string {
  made += 1;
  const messageId = String(1_000_000 + made);
  group.publish({ messageId, topic, generateTime: platform.clock.now(), payload: Buffer.from(text) });
  return messageId;
}

/** A user name and password as the guide makes them. */
export function signedIn(changes: Record<string, string | undefined> = {}, secret = 'testsecret') {
  const pairs: Record<string, string | undefined> = {
    authMode: 'aksign',
    signMethod: 'hmacsha1',
    consumerGroupId: 'DEFAULT_GROUP',
    authId: 'testid',
    timestamp: String(Date.now()),
    ...changes,
  };
  const { clientId = 'client-1', ...rest } = pairs;
  const text = Object.entries(rest)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${value}`)
    .join(',');
  const digest = String(pairs['signMethod']).replace('hmac', '');
  return {
    username: `${clientId}|${text}|`,
    password: createHmac(digest, secret)
      .update(`authId=${pairs['authId']}&timestamp=${pairs['timestamp']}`)
      .digest('base64'),
  };
}

/** An AMQP client on the endpoint, gone with the test. */
export function connect({ server }: Endpoint, options: Partial<ConnectionOptions> = {}): Connection {
  const connection = rhea.create_container().connect({
    host: server.host,
    port: server.port,
    ...(server.ca !== undefined && {
      transport: 'tls',
      ca: readFileSync(server.ca),
      servername: 'localhost',
    }),
    idle_time_out: 60_000,
    reconnect: false,
    ...signedIn(),
    ...options,
  } as ConnectionOptions);
  for (const event of ['error', 'connection_error', 'disconnected']) connection.on(event, () => {});
  onTestFinished(() => void connection.close());
  return connection;
}

/** The next event of an AMQP endpoint with this name. */
export function next(
  emitter: { once(event: string, listener: (context: EventContext) => void): unknown },
  event: string,
): Promise<EventContext> {
  return new Promise((resolve) => void emitter.once(event, resolve));
}

import { describe, expect, test } from 'vitest';
import {
  readFunctionSettings,
  readHookSettings,
  readReceiverSettings,
  SettingsError,
} from '../../../shared/runtime/settings.ts';

const receiver = { AMQP_HOST: 'localhost', CONSUMER_GROUP_ID: 'DEFAULT_GROUP' };

test('a function needs no setting of its own', () => {
  expect(readFunctionSettings({ PATH: '/bin' })).toEqual({
    regionId: undefined,
    endpoint: undefined,
    instanceId: undefined,
    fleetFile: undefined,
    redisUrl: undefined,
    redisNamespace: undefined,
    quotaShare: undefined,
  });
});

test('a variable that is empty counts as left out, for a deployment file cannot leave one out', () => {
  expect(readFunctionSettings({ IOT_INSTANCE_ID: '', IOT_REGION_ID: 'cn-beijing' })).toMatchObject({
    instanceId: undefined,
    regionId: 'cn-beijing',
  });
});

test('the receiver takes the port of AMQP over TLS unless told another', () => {
  expect(readReceiverSettings(receiver)).toMatchObject({
    amqp: { host: 'localhost', port: 5671, ca: undefined, plain: false },
    consumerGroupId: 'DEFAULT_GROUP',
  });
  expect(readReceiverSettings({ ...receiver, AMQP_PORT: '61614' }).amqp.port).toBe(61614);
});

test('every mistake is named at once, with what would be right', () => {
  const read = () =>
    readReceiverSettings({
      IOT_REGION_ID: 'Shanghai',
      IOT_ENDPOINT: 'iot.example',
      AMQP_HOST: 'localhost',
      AMQP_PORT: '70000',
    });
  expect(read).toThrow(SettingsError);
  expect(read).toThrow(
    [
      'The environment is not right:',
      '  IOT_REGION_ID has to be a region ID such as cn-shanghai',
      '  IOT_ENDPOINT has to be an http or https address such as https://iot.cn-shanghai.aliyuncs.com',
      '  AMQP_PORT has to be a port, from 1 to 65535',
      '  CONSUMER_GROUP_ID is missing: it is the ID of a consumer group, or DEFAULT_GROUP',
    ].join('\n'),
  );
});

test.each(['0', '65536', '5671.5', 'amqps', '0x10'])('"%s" is no port', (text) => {
  expect(() => readReceiverSettings({ ...receiver, AMQP_PORT: text })).toThrow(
    'AMQP_PORT has to be a port, from 1 to 65535',
  );
});

describe('the secrets of the hooks', () => {
  const secret = (bytes: number) => `whsec_${Buffer.alloc(bytes, 7).toString('base64')}`;

  test('are none when nothing is said', () => {
    expect(readHookSettings({ HOOK_SECRETS: '' })).toEqual({ secrets: [] });
  });

  test('stand one after the other, with spaces or commas between them', () => {
    const HOOK_SECRETS = ` ${secret(24)}, ${secret(32)}\n${secret(64)} `;
    expect(readHookSettings({ HOOK_SECRETS }).secrets).toEqual([secret(24), secret(32), secret(64)]);
  });

  test.each([
    ['too short', secret(23)],
    ['too long', secret(65)],
    ['without whsec_', Buffer.alloc(32, 7).toString('base64')],
    ['no base64', `${secret(32).slice(0, -4)}§§§§`],
  ])('are refused, and not shown, when one is %s', (_, wrong) => {
    const read = () => readHookSettings({ HOOK_SECRETS: `${secret(32)} ${wrong}` });
    expect(read).toThrow(/^The environment is not right:\n {2}HOOK_SECRETS has to be secrets/);
    expect(read).not.toThrow(wrong);
  });
});

test.each([
  'redis://10.0.0.1:6379',
  'redis://:p%40ss@r-1.redis.rds.aliyuncs.com:6379',
  'rediss://user:pass@host/2',
])('"%s" is the address of a Redis', (text) => {
  expect(readFunctionSettings({ REDIS_URL: text }).redisUrl).toBe(text);
});

test.each([
  'host:6379',
  'http://:secret@host:6379',
  'redis://:secret@host:port',
  'redis://:secret@host/name',
  'redis://:secret%zz@host',
])('"%s" is no address of a Redis, and the password is not said', (text) => {
  const read = () => readFunctionSettings({ REDIS_URL: text });
  expect(read).toThrow(
    'REDIS_URL has to be an address such as redis://user:password@host:6379, or rediss:// for TLS',
  );
  expect(read).not.toThrow('secret');
});

test.each([
  ['0.25', 0.25],
  ['1', 1],
])('a share of the quota of %s is taken', (text, share) => {
  expect(readFunctionSettings({ QUOTA_SHARE: text }).quotaShare).toBe(share);
});

test.each(['0', '1.1', '-1', '50%', '1e-1', '.'])('a share of the quota of "%s" is not', (text) => {
  expect(() => readFunctionSettings({ QUOTA_SHARE: text })).toThrow(
    'QUOTA_SHARE has to be a number above 0 and up to 1, such as 0.4',
  );
});

test('the entries of a fleet are named by a word', () => {
  expect(readFunctionSettings({ REDIS_NAMESPACE: 'production' }).redisNamespace).toBe('production');
  expect(() => readFunctionSettings({ REDIS_NAMESPACE: 'a}b' })).toThrow('REDIS_NAMESPACE has to be letters');
});

test('the receiver opens up to 4 connections and tries a message 16 times unless told otherwise', () => {
  expect(readReceiverSettings(receiver)).toMatchObject({ amqp: { connections: 4 }, maxDeliveries: 16 });
  expect(readReceiverSettings({ ...receiver, AMQP_CONNECTIONS: '64', MAX_DELIVERIES: '3' })).toMatchObject({
    amqp: { connections: 64 },
    maxDeliveries: 3,
  });
});

test.each(['0', '65', '-1', '4.5', 'all'])('there cannot be %s connections', (text) => {
  expect(() => readReceiverSettings({ ...receiver, AMQP_CONNECTIONS: text })).toThrow(
    'AMQP_CONNECTIONS has to be how many connections there may be to the consumer group, from 1 to 64',
  );
});

test.each(['0', '-1', '1.5', 'never'])('a message cannot be tried %s times', (text) => {
  expect(() => readReceiverSettings({ ...receiver, MAX_DELIVERIES: text })).toThrow(
    'MAX_DELIVERIES has to be after how many failed deliveries a message is a dead letter, from 1 to 999999',
  );
});

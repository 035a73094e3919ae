import { once } from 'node:events';
import { connect as connectTcp } from 'node:net';
import fc from 'fast-check';
import type { EventContext, Receiver } from 'rhea';
import { expect, test, vi } from 'vitest';
import { DrivenClock } from '../../../local/platform/clock.ts';
import { ramPolicy } from '../../../local/platform/ram-policy.ts';
import { connect, next, publish, signedIn, startEndpoint } from './client.ts';

function openReceiver(connection: ReturnType<typeof connect>, credit = 100): Receiver {
  return connection.open_receiver({
    source: { address: 'default' },
    credit_window: credit,
    autoaccept: false,
  });
}

test('a message comes over TLS with its bytes, topic, id and time', async () => {
  const endpoint = await startEndpoint();
  const messageId = publish(endpoint, '{"a":1}', '/a1/dev/thing/event/property/post');
  const receiver = openReceiver(connect(endpoint));
  const { message } = await next(receiver, 'message');
  expect(message?.application_properties).toEqual({
    topic: '/a1/dev/thing/event/property/post',
    messageId,
    generateTime: expect.any(Number),
  });
  expect(Buffer.from(message?.body.content).toString()).toBe('{"a":1}');
});

test('bodies come in base64 when the user name asks for it', async () => {
  const endpoint = await startEndpoint();
  publish(endpoint, 'hello');
  const receiver = openReceiver(connect(endpoint, signedIn({ encode: 'base64' })));
  const { message } = await next(receiver, 'message');
  expect(Buffer.from(message?.body.content).toString()).toBe(Buffer.from('hello').toString('base64'));
});

test.each(['hmacmd5', 'hmacsha1', 'hmacsha256'])('a password signed with %s is taken', async (signMethod) => {
  const endpoint = await startEndpoint();
  const connection = connect(endpoint, signedIn({ signMethod }));
  await next(openReceiver(connection), 'receiver_open');
  expect(endpoint.group.consumers.size).toBe(1);
});

test('temporary credentials sign in with their security token', async () => {
  const endpoint = await startEndpoint();
  const temporary = { securityToken: 'the-token', expiresAt: Date.now() + 3_600_000 };
  endpoint.platform.account.accessKeys.add('STS.id', 'sts-secret', temporary);
  const signed = signedIn(
    { authMode: 'ststoken', securityToken: 'the-token', authId: 'STS.id' },
    'sts-secret',
  );
  await next(openReceiver(connect(endpoint, signed)), 'receiver_open');
  const refused = connect(endpoint, signedIn({ authId: 'STS.id' }, 'sts-secret'));
  expect(await next(refused, 'connection_error')).toBeDefined();
});

test('whose policy does not allow iot:sub is refused, and whose time is over', async () => {
  const endpoint = await startEndpoint();
  const { accessKeys } = endpoint.platform.account;
  const signedInBy = (Action: string, lifetime: number) => {
    const policy = ramPolicy.parse({
      Version: '1',
      Statement: [{ Effect: 'Allow', Action, Resource: '*' }],
    });
    const { accessKeyId, accessKeySecret, securityToken } = accessKeys.issue(policy, lifetime);
    return signedIn({ authMode: 'ststoken', securityToken, authId: accessKeyId }, accessKeySecret);
  };
  await next(openReceiver(connect(endpoint, signedInBy('iot:sub', 60_000))), 'receiver_open');
  const without = connect(endpoint, signedInBy('iot:Query*', 60_000));
  expect(await next(without, 'connection_error')).toBeDefined();
  const expired = connect(endpoint, signedInBy('iot:sub', 0));
  expect(await next(expired, 'connection_error')).toBeDefined();
  expect(endpoint.group.consumers.size).toBe(1);
});

test.each([
  ['a wrong secret', signedIn({}, 'wrong')],
  ['an AccessKey that is not known', signedIn({ authId: 'nobody' })],
  ['no consumer group', signedIn({ consumerGroupId: undefined })],
  ['no time stamp', signedIn({ timestamp: undefined })],
  ['an unknown way to sign', signedIn({ signMethod: 'hmacsha512' })],
  ['an unknown authMode', signedIn({ authMode: 'none' })],
  ['a clientId that is too long', signedIn({ clientId: 'x'.repeat(65) })],
  ['a user name of another form', { username: 'guest', password: 'guest' }],
])('%s is refused by SASL', async (_, signed) => {
  const endpoint = await startEndpoint();
  const { error } = await next(connect(endpoint, signed), 'connection_error');
  expect(error).toMatchObject({ condition: 'amqp:unauthorized-access' });
});

test.each([
  ['shorter than 30 s', 20_000],
  ['longer than 300 s', 300_001],
])('an idle-time-out that is %s is refused', async (_, idle_time_out) => {
  const endpoint = await startEndpoint();
  // The frame carries half of what this client is told.
  const { connection } = await next(connect(endpoint, { idle_time_out }), 'connection_error');
  expect(connection.error).toMatchObject({ condition: 'amqp:invalid-field' });
});

test('a consumer group that does not exist is refused, with its name', async () => {
  const endpoint = await startEndpoint();
  const receiver = openReceiver(connect(endpoint, signedIn({ consumerGroupId: 'nothing' })));
  await next(receiver, 'receiver_error');
  expect(receiver.error).toMatchObject({
    condition: 'amqp:not-found',
    description: 'the instance has no consumer group nothing',
  });
});

test('a client sends nothing, and has one receiver link', async () => {
  const endpoint = await startEndpoint();
  const connection = connect(endpoint);
  const sender = connection.open_sender('anything');
  await next(sender, 'sender_error');
  expect(sender.error).toMatchObject({ condition: 'amqp:not-allowed' });
  await next(openReceiver(connection), 'receiver_open');
  const second = openReceiver(connection);
  await next(second, 'receiver_error');
  expect(second.error).toMatchObject({ condition: 'amqp:not-allowed' });
});

test('a connection without a link is closed after 15 s', async () => {
  const clock = new DrivenClock(Date.now());
  const endpoint = await startEndpoint({ clock });
  const connection = connect(endpoint);
  await next(connection, 'connection_open');
  await vi.waitFor(() => {
    clock.advance(15_000);
    expect(connection.error).toMatchObject({ condition: 'amqp:connection:forced' });
  });
});

test('no more messages come than there is credit for', async () => {
  const endpoint = await startEndpoint();
  for (const text of ['a', 'b', 'c']) publish(endpoint, text);
  const connection = connect(endpoint);
  const receiver = openReceiver(connection, 0);
  const texts: string[] = [];
  receiver.on('message', ({ message, delivery }: EventContext) => {
    texts.push(Buffer.from(message?.body.content).toString());
    delivery?.accept();
  });
  await next(receiver, 'receiver_open');
  receiver.add_credit(2);
  await vi.waitFor(() => expect(texts).toEqual(['a', 'b']));
  expect(endpoint.group.accumulated).toBe(1);
  receiver.add_credit(1);
  await vi.waitFor(() => expect(texts).toEqual(['a', 'b', 'c']));
});

test('an accepted message is gone, one that was tried in vain comes again with a higher delivery count', async () => {
  const endpoint = await startEndpoint();
  publish(endpoint, 'kept');
  publish(endpoint, 'given back');
  const receiver = openReceiver(connect(endpoint));
  const seen: [string, number][] = [];
  receiver.on('message', ({ message, delivery }: EventContext) => {
    const text = Buffer.from(message?.body.content).toString();
    const count = message?.delivery_count ?? 0;
    seen.push([text, count]);
    if (text === 'given back' && count === 0) delivery?.release({ delivery_failed: true });
    else delivery?.accept();
  });
  await vi.waitFor(() =>
    expect(seen).toEqual([
      ['kept', 0],
      ['given back', 0],
      ['given back', 1],
    ]),
  );
  await vi.waitFor(() => expect(endpoint.group.accumulated).toBe(0));
});

test('a message that is released untried comes again with the same delivery count', async () => {
  const endpoint = await startEndpoint();
  publish(endpoint, 'not looked at');
  const receiver = openReceiver(connect(endpoint));
  const counts: (number | undefined)[] = [];
  receiver.on('message', ({ message, delivery }: EventContext) => {
    counts.push(message?.delivery_count);
    if (counts.length === 1) delivery?.release();
    else delivery?.accept();
  });
  await vi.waitFor(() => expect(counts).toHaveLength(2));
  expect(counts[1]).toBe(counts[0]);
});

test('what a client held when its connection broke goes to another', async () => {
  const endpoint = await startEndpoint();
  publish(endpoint, 'passed on');
  const first = connect(endpoint);
  await next(openReceiver(first), 'message');
  const socket = (first as unknown as { socket: { destroy(): void } }).socket;
  socket.destroy();
  const { message } = await next(openReceiver(connect(endpoint)), 'message');
  expect(message?.delivery_count).toBe(1);
});

test('what is not settled within 30 s is handed out again', async () => {
  const clock = new DrivenClock(Date.now());
  const endpoint = await startEndpoint({ clock });
  publish(endpoint, 'slow');
  const receiver = openReceiver(connect(endpoint));
  await next(receiver, 'message');
  const again = next(receiver, 'message');
  clock.advance(30_000);
  expect((await again).message?.delivery_count).toBe(1);
});

test('messages are spread over the clients of a group', async () => {
  const endpoint = await startEndpoint();
  const counts = [0, 0];
  for (const index of [0, 1]) {
    const receiver = openReceiver(connect(endpoint, signedIn({ clientId: `client-${index}` })));
    receiver.on('message', ({ delivery }: EventContext) => {
      counts[index] = (counts[index] ?? 0) + 1;
      delivery?.accept();
    });
    await next(receiver, 'receiver_open');
  }
  await vi.waitFor(() =>
    expect([...endpoint.group.consumers.keys()].every((one) => one.room() > 0)).toBe(true),
  );
  for (let index = 0; index < 20; index += 1) publish(endpoint, String(index));
  await vi.waitFor(() => expect(counts).toEqual([10, 10]));
});

test('a client that says nothing is let go of', async () => {
  const { server } = await startEndpoint({}, false, 50);
  const socket = connectTcp(server.port, server.host).resume();
  await once(socket, 'close');
  expect(socket.bytesRead).toBe(0);
});

test('a client that says more than a greeting before it is known who it is, is let go of', async () => {
  const { server } = await startEndpoint({}, false);
  const socket = connectTcp(server.port, server.host).resume();
  socket.on('error', () => {});
  // A SASL header, and the beginning of a frame of 2 GiB.
  socket.write(Buffer.from([0x41, 0x4d, 0x51, 0x50, 3, 1, 0, 0, 0x80, 0, 0, 0, 2, 1, 0, 0]));
  socket.write(Buffer.alloc(256 * 2 ** 10));
  await once(socket, 'close');
  expect(socket.destroyed).toBe(true);
});

test('whatever bytes come, the endpoint stays up and other clients are not disturbed', async () => {
  const endpoint = await startEndpoint({}, false);
  const good = openReceiver(connect(endpoint));
  await next(good, 'receiver_open');
  const header = Buffer.from([0x41, 0x4d, 0x51, 0x50, 3, 1, 0, 0]);
  await fc.assert(
    fc.asyncProperty(fc.boolean(), fc.uint8Array({ maxLength: 300 }), async (withHeader, bytes) => {
      const socket = connectTcp(endpoint.server.port, endpoint.server.host);
      socket.on('error', () => {});
      await once(socket, 'connect');
      socket.end(withHeader ? Buffer.concat([header, bytes]) : bytes);
      socket.resume();
      await once(socket, 'close');
    }),
    { numRuns: 100 },
  );
  const arrived = next(good, 'message');
  publish(endpoint, 'still here');
  expect(Buffer.from((await arrived).message?.body.content).toString()).toBe('still here');
});

import type { EventContext } from 'rhea';
import { expect, test } from 'vitest';
import { fault } from '../../../local/platform/faults/fault.ts';
import { connect, next, publish, signedIn, startEndpoint } from './client.ts';

function open(connection: ReturnType<typeof connect>) {
  const got: string[] = [];
  const receiver = connection.open_receiver({ source: { address: 'default' }, autoaccept: false });
  receiver.on('message', ({ message, delivery }: EventContext) => {
    got.push(String(message?.message_id));
    delivery?.accept();
  });
  return { receiver, got };
}

test.each(['before', 'after'] as const)(
  'a connection can end %s it carries a message, which then goes out again',
  async (at) => {
    const endpoint = await startEndpoint();
    const first = connect(endpoint);
    const { receiver, got } = open(first);
    await next(receiver, 'receiver_open');
    endpoint.platform.faults.set(fault.parse({ of: 'connections', at }));
    const gone = next(first, 'disconnected');
    const messageId = publish(endpoint, 'hello');
    await gone;
    expect(got).toEqual(at === 'before' ? [] : [messageId]);
    const second = open(connect(endpoint));
    const { message } = await next(second.receiver, 'message');
    expect(message).toMatchObject({ message_id: messageId, delivery_count: 1 });
  },
);

test('clients that sign in at once by the same name are let in, each of them', async () => {
  const endpoint = await startEndpoint();
  const name = signedIn();
  const connections = [connect(endpoint, name), connect(endpoint, name), connect(endpoint, name)];
  await Promise.all(connections.map((connection) => next(open(connection).receiver, 'receiver_open')));
  expect(endpoint.group.consumers.size).toBe(3);
});

test('all connections can be cut at once', async () => {
  const endpoint = await startEndpoint();
  const connections = [connect(endpoint), connect(endpoint)];
  await Promise.all(connections.map((connection) => next(open(connection).receiver, 'receiver_open')));
  const gone = Promise.all(connections.map((connection) => next(connection, 'disconnected')));
  expect(endpoint.server.cut()).toBe(2);
  await gone;
  await expect.poll(() => endpoint.group.consumers.size).toBe(0);
});

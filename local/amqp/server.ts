import { once } from 'node:events';
import type { AddressInfo, Server, Socket } from 'node:net';
import rhea, { type Connection, type EventContext, type Sender } from 'rhea';
import type { Consumer, ConsumerGroup, Delivery, Settling } from '../platform/consumer-group.ts';
import type { Platform } from '../platform/platform.ts';
import { type AmqpIdentity, authenticate } from './authenticate.ts';
import { makeCertificate } from './certificate.ts';

export interface AmqpServerOptions {
  readonly host: string;
  /** 0 for any that is free. */
  readonly port: number;
  /** Off only for a client that cannot be told to trust the certificate; the cloud takes no other than TLS. */
  readonly tls: boolean;
  /** How long a client may take until its connection is open, in milliseconds; 15 s unless given. */
  readonly openWithin?: number | undefined;
}

export interface AmqpServer {
  readonly host: string;
  readonly port: number;
  readonly tls: boolean;
  /** The path of the certificate that a client has to trust; undefined without TLS. */
  readonly ca: string | undefined;
  /** Ends all connections without a word, as a network does; tells how many there were. */
  cut(): number;
  close(): Promise<void>;
}

/** What the guide allows: a link within so long, and so many clients a group and connections an account. */
const linkWithin = 15_000;
const mostClientsPerGroup = 64;
const mostConnections = 128;
/** What a client says until it is known who it is takes some hundred bytes. */
const largestGreeting = 64 * 2 ** 10;
const idleTimeOut = { least: 30_000, most: 300_000 };

const rheaOptions = {
  // A message that is modified was tried in vain, one that is released was not.
  treat_modified_as_released: false,
  // A message that a client keeps for its 30 s must not keep the thousands after it from being sent.
  session_buffer_size: { outgoing: 2 ** 16 },
};

/**
 * Serves consumer groups over AMQP 1.0, as the platform's endpoint for server-side subscriptions: SASL PLAIN with a
 * signed user name, one receiver link a connection, messages by credit, anything not accepted handed out again.
 */
export async function startAmqpServer(platform: Platform, options: AmqpServerOptions): Promise<AmqpServer> {
  const certificate = options.tls ? await makeCertificate(new Date()) : undefined;
  const lines = new Set<Line>();
  const container = rhea.create_container({ id: 'fleetkeeper-iot-platform' });
  // A peer that breaks the protocol ends its own connection; without these, rhea would end the process.
  for (const event of [
    'error',
    'protocol_error',
    'connection_error',
    'session_error',
    'sender_error',
    'receiver_error',
    'disconnected',
  ]) {
    container.on(event, () => {});
  }

  const strangers = new WeakMap<object, () => void>();
  // rhea does not tell whose user name it asks about, and several may sign in at once with the same.
  const signedIn = new Map<string, { readonly identity: AmqpIdentity; times: number }>();
  container.sasl_server_mechanisms.enable_plain((userName: string, password: string) => {
    const result = authenticate(userName, password, platform.account.accessKeys);
    if ('refused' in result) return false;
    signedIn.set(userName, {
      identity: result.identity,
      times: (signedIn.get(userName)?.times ?? 0) + 1,
    });
    return true;
  });

  container.on('connection_open', ({ connection }: EventContext) => {
    const userName = userNameOf(connection);
    const known = signedIn.get(userName ?? '');
    if (known !== undefined && --known.times === 0) signedIn.delete(userName ?? '');
    const identity = known?.identity;
    const refusal =
      identity === undefined
        ? ['amqp:unauthorized-access', 'SASL PLAIN is needed']
        : refuseConnection(connection, lines.size);
    if (identity === undefined || refusal !== undefined) {
      const [condition, description] = refusal ?? ['amqp:internal-error', ''];
      connection.close({ condition: condition ?? '', description: description ?? '' });
      return;
    }
    strangers.get(socketOf(connection))?.();
    const line = new Line(platform, connection, identity);
    lines.add(line);
    connection.once('disconnected', () => {
      line.end();
      lines.delete(line);
    });
    connection.once('connection_close', () => line.endSoon());
  });

  const server: Server =
    certificate === undefined
      ? container.listen({ ...rheaOptions, host: options.host, port: options.port })
      : container.listen({
          ...rheaOptions,
          host: options.host,
          port: options.port,
          transport: 'tls',
          key: certificate.key,
          cert: certificate.certificate,
        });
  server.on('tlsClientError', () => {}); // a port scan, a client without TLS
  server.on(options.tls ? 'secureConnection' : 'connection', (socket: Socket) => {
    socket.setNoDelay(true); // a message must not wait until the client has acknowledged the frame before it
    strangers.set(socket, watchStranger(socket, options.openWithin ?? linkWithin));
  });
  await once(server, 'listening');

  return {
    host: options.host,
    port: (server.address() as AddressInfo).port,
    tls: options.tls,
    ca: certificate?.file,
    cut() {
      for (const line of lines) line.cut();
      return lines.size;
    },
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const line of lines) line.close();
      await closed;
      await certificate?.delete();
    },
  };
}

/**
 * Ends a connection whose client says too much, or nothing, before it is known who it is.
 *
 * @returns to be called when that is known
 */
function watchStranger(socket: Socket, openWithin: number): () => void {
  const late = setTimeout(() => socket.destroy(), openWithin);
  const measure = () => {
    if (socket.bytesRead > largestGreeting) socket.destroy();
  };
  const stop = () => {
    clearTimeout(late);
    socket.off('data', measure);
  };
  socket.on('data', measure);
  socket.once('close', stop);
  return stop;
}

function socketOf(connection: Connection): Socket {
  return (connection as unknown as { socket: Socket }).socket;
}

function userNameOf(connection: Connection): string | undefined {
  const { sasl_transport: sasl } = connection as unknown as { sasl_transport?: { username?: string } };
  return sasl?.username;
}

function refuseConnection(connection: Connection, openLines: number): [string, string] | undefined {
  const idle = connection.idle_time_out;
  if (idle === undefined || idle < idleTimeOut.least || idle > idleTimeOut.most) {
    return [
      'amqp:invalid-field',
      `idle-time-out has to be ${idleTimeOut.least} to ${idleTimeOut.most} ms, and is ${idle ?? 'missing'}`,
    ];
  }
  if (openLines >= mostConnections) {
    return ['amqp:resource-limit-exceeded', `an account has at most ${mostConnections} connections`];
  }
  return undefined;
}

/** What rhea keeps of a sender and does not put into its types. */
interface RheaSender {
  readonly credit: number;
  readonly session: { readonly outgoing: { next_delivery_id: number; next_pending_delivery: number } };
}

/** One client's connection, and its link once it is attached. */
class Line implements Consumer {
  readonly clientId: string;
  readonly clientIp: string;
  readonly since: number;
  readonly #platform: Platform;
  readonly #connection: Connection;
  readonly #socket: Socket | undefined;
  readonly #identity: AmqpIdentity;
  readonly #cancelLinkTimer: () => void;
  readonly #inHand = new Map<unknown, Delivery>();
  #sender: Sender | undefined;
  #group: ConsumerGroup | undefined;

  constructor(platform: Platform, connection: Connection, identity: AmqpIdentity) {
    this.#platform = platform;
    this.#connection = connection;
    this.#identity = identity;
    this.clientId = identity.clientId;
    this.#socket = socketOf(connection);
    this.clientIp = `${this.#socket?.remoteAddress ?? ''}:${this.#socket?.remotePort ?? ''}`;
    this.since = platform.clock.now();
    this.#cancelLinkTimer = platform.clock.after(linkWithin, () => {
      this.#refuse('amqp:connection:forced', `no receiver link was attached within ${linkWithin} ms`);
    });
    connection.on('sender_open', ({ sender }: EventContext) => sender !== undefined && this.#attach(sender));
    connection.on('receiver_open', ({ receiver }: EventContext) => {
      receiver?.close({
        condition: 'amqp:not-allowed',
        description: 'a client sends nothing to the platform',
      });
    });
    connection.on('sender_close', ({ sender }: EventContext) => {
      if (sender === this.#sender) this.endSoon();
    });
    connection.on('sendable', () => this.#group?.serve());
    connection.on('sender_draining', ({ sender }: EventContext) => {
      this.#group?.serve();
      sender?.set_drained(true);
    });
    connection.on('accepted', (context: EventContext) => this.#settle(context, 'consumed'));
    connection.on('released', (context: EventContext) => this.#settle(context, 'released'));
    for (const outcome of ['rejected', 'modified']) {
      connection.on(outcome, (context: EventContext) => this.#settle(context, 'returned'));
    }
    connection.on('settled', (context: EventContext) => this.#settle(context, 'consumed'));
  }

  room(): number {
    const sender = this.#sender;
    if (sender === undefined || !sender.is_open() || !sender.sendable()) return 0;
    const { credit, session } = sender as unknown as RheaSender;
    // rhea takes the credit off only when it writes to the socket; what waits for that is spoken for.
    return credit - (session.outgoing.next_delivery_id - session.outgoing.next_pending_delivery);
  }

  take(delivery: Delivery): void {
    const cut = this.#platform.faults.nextDelivery(this.#identity.consumerGroupId);
    if (cut === 'before') {
      this.cut(); // the group takes the message back when the connection is gone
      return;
    }
    const { message } = delivery;
    const payload = this.#identity.base64 ? Buffer.from(message.payload.toString('base64')) : message.payload;
    const sent = this.#sender?.send({
      body: rhea.message.data_section(payload),
      application_properties: {
        topic: message.topic,
        messageId: message.messageId,
        generateTime: rhea.types.wrap_long(message.generateTime),
      },
      message_id: message.messageId,
      delivery_count: delivery.deliveryCount,
    });
    if (sent === undefined) return; // the link has just gone; the group takes the message back
    this.#inHand.set(sent, delivery);
    // rhea writes what it was given to send when this turn of the event loop is over.
    if (cut === 'after') setImmediate(() => this.#socket?.end(() => this.cut()));
  }

  end(): void {
    this.#cancelLinkTimer();
    this.#detach();
  }

  /** rhea tells of a closing before it tells of what the client settled in the frames ahead of it. */
  endSoon(): void {
    setImmediate(() => this.end());
  }

  close(): void {
    this.end();
    this.#connection.close();
  }

  cut(): void {
    // Without an error rhea would not take notice.
    this.#socket?.destroy(new Error('The connection was cut.'));
  }

  drop(why: string): void {
    this.end();
    this.#refuse('amqp:connection:forced', why);
  }

  #attach(sender: Sender): void {
    if (this.#sender !== undefined) {
      sender.close({ condition: 'amqp:not-allowed', description: 'a connection has one receiver link' });
      return;
    }
    const { consumerGroupId, iotInstanceId } = this.#identity;
    const group = this.#platform.state.consumerGroups.get(consumerGroupId);
    if (group === undefined || iotInstanceId !== this.#platform.account.instanceId) {
      sender.close({
        condition: 'amqp:not-found',
        description: `the instance has no consumer group ${consumerGroupId}`,
      });
      return;
    }
    if (group.consumers.size >= mostClientsPerGroup) {
      sender.close({
        condition: 'amqp:resource-limit-exceeded',
        description: `a consumer group has at most ${mostClientsPerGroup} clients`,
      });
      return;
    }
    this.#cancelLinkTimer();
    this.#sender = sender;
    // rhea writes messages ahead of the answer to the attach, when credit came along with it.
    setImmediate(() => {
      if (this.#sender !== sender) return;
      this.#group = group;
      group.attach(this);
    });
  }

  #detach(): void {
    const group = this.#group;
    this.#group = undefined;
    this.#sender = undefined;
    this.#inHand.clear(); // the group takes back what it handed out
    group?.detach(this);
  }

  #settle({ delivery }: EventContext, how: Settling): void {
    const inHand = this.#inHand.get(delivery);
    this.#inHand.delete(delivery);
    inHand?.settle(how);
  }

  #refuse(condition: string, description: string): void {
    this.#connection.close({ condition, description });
  }
}

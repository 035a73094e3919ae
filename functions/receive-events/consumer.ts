import { randomUUID } from 'node:crypto';
import { isIP, type Socket } from 'node:net';
import rhea, {
  type Connection,
  type ConnectionOptions,
  type Delivery,
  type EventContext,
  type Receiver,
} from 'rhea';
import type { AmqpMessage } from '../../events/channels/amqp.ts';
import type { Credentials } from '../../shared/iot/credentials.ts';
import { Settlement, type Settling } from './settlement.ts';
import { type ConsumerIdentity, signIn } from './sign-in.ts';

export interface Endpoint {
  readonly host: string;
  readonly port: number;
  /** The certificate authority to trust, in PEM, when it is not a public one. */
  readonly certificateAuthority: string | undefined;
  readonly plain: boolean;
}

/**
 * A message in hand. It has to be settled within 30 s, or it is handed out again. When its connection is gone settling
 * does nothing.
 */
export interface InHand {
  readonly message: AmqpMessage & { readonly delivery_count?: number };
  /** When it came, in epoch milliseconds. */
  readonly receivedTime: number;
  settle(how: Settling): void;
}

export interface ConsumerEvents {
  readonly onMessage: (message: InHand) => void;
  /** Credit was taken back, and can be given again. */
  readonly onWithdrawn: () => void;
}

/** The platform takes 30,000 to 300,000 ms; the shorter, the sooner a dead connection is noticed. */
const idleTimeOut = 60_000;
const openWithin = 15_000;
/** How long to wait for the platform's answer that it has taken credit back; not every server of AMQP answers. */
const withdrawnWithin = 5_000;
/**
 * How many deliveries there can be from the first that is not settled to the last that came; rhea takes no more of them.
 * More than a connection brings in the 30 s for which one message can be in hand.
 */
const deliveriesAtOnce = 2 ** 16;

/** The connection could not be opened, or ended though nobody had closed it. */
export class ConsumerError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ConsumerError';
  }
}

/** One connection to a consumer group: it gets as many messages as it has credit, and ends when either side says so. */
export class Consumer {
  /** Settles when the connection has ended: with the reason, unless it was closed from here. */
  readonly ended: Promise<ConsumerError | undefined>;
  readonly #connection: Connection;
  readonly #receiver: Receiver;
  readonly #settlement = new Settlement();
  #inHand = 0;
  /** While the platform is asked to take credit back: what is given before its answer would be lost by that. */
  #withdrawing: NodeJS.Timeout | undefined;
  readonly #onWithdrawn: () => void;
  #onClosing = () => {};

  private constructor(
    connection: Connection,
    receiver: Receiver,
    ended: Promise<ConsumerError | undefined>,
    { onMessage, onWithdrawn }: ConsumerEvents,
  ) {
    this.#connection = connection;
    this.#receiver = receiver;
    this.ended = ended;
    this.#onWithdrawn = onWithdrawn;
    receiver.on('message', (context: EventContext) => onMessage(this.#take(context)));
    receiver.on('receiver_drained', () => this.#withdrawn());
  }

  /**
   * Connects and attaches the link. No message comes before credit is given.
   *
   * @param signal ends the try to connect
   * @throws ConsumerError when the endpoint cannot be reached, or refuses
   */
  static open(
    endpoint: Endpoint,
    identity: Omit<ConsumerIdentity, 'clientId'>,
    credentials: Credentials,
    events: ConsumerEvents,
    signal: AbortSignal,
  ): Promise<Consumer> {
    const container = rhea.create_container();
    const clientId = randomUUID();
    const connection = container.connect({
      host: endpoint.host,
      port: endpoint.port,
      ...(endpoint.plain ? {} : transportOptions(endpoint)),
      ...signIn({ ...identity, clientId }, credentials, Date.now()),
      container_id: clientId,
      idle_time_out: idleTimeOut,
      session_buffer_size: { incoming: deliveriesAtOnce },
      reconnect: false, // a new connection needs a new signature
    } as ConnectionOptions);

    return new Promise((resolve, reject) => {
      let problem: string | undefined;
      let finish: (error: ConsumerError | undefined) => void = () => {};
      const ended = new Promise<ConsumerError | undefined>((settle) => {
        finish = settle;
      });
      const giveUp = (why: string) => {
        problem = why;
        // rhea takes no notice of a socket that ends without an error, and has no other way to end one that hangs.
        (connection as unknown as { socket?: Socket }).socket?.destroy(new Error(why));
      };
      const timer = setTimeout(() => giveUp(`no link within ${openWithin} ms`), openWithin);
      const onAbort = () => giveUp('it is not needed any more');
      signal.addEventListener('abort', onAbort);
      const begun = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', onAbort);
      };
      const end = (error?: Error) => {
        begun();
        const why = new ConsumerError(
          `The AMQP connection to ${endpoint.host}:${endpoint.port} ended: ${problem ?? error?.message ?? 'it was cut'}.`,
          { cause: error },
        );
        reject(why);
        finish(closing ? undefined : why);
      };
      let closing = false;
      connection.on('connection_close', () => end());
      for (const event of [
        'connection_error',
        'session_error',
        'receiver_error',
        'protocol_error',
        'error',
      ] as const) {
        connection.on(event, (context: EventContext | Error) => {
          problem = reasonOf(context);
          connection.close();
          if (event === 'protocol_error' || event === 'error') end();
        });
      }
      connection.on('disconnected', ({ error }: EventContext) => end(error as Error | undefined));
      const receiver = connection.open_receiver({
        source: { address: 'default' },
        credit_window: 0,
        autoaccept: false,
      });
      receiver.once('receiver_open', () => {
        begun();
        const consumer = new Consumer(connection, receiver, ended, events);
        consumer.#onClosing = () => {
          closing = true;
        };
        resolve(consumer);
      });
    });
  }

  /** How many more messages may come. */
  get credit(): number {
    return this.#receiver.is_open() ? (this.#receiver as unknown as { credit: number }).credit : 0;
  }

  /** How many of its messages are not settled. */
  get inHand(): number {
    return this.#inHand;
  }

  /** Lets so many more messages come; not while credit is being taken back. */
  addCredit(messages: number): void {
    if (!this.#receiver.is_open() || messages <= 0 || this.#withdrawing !== undefined) return;
    this.#receiver.add_credit(messages);
  }

  /** Takes back what credit is left. What is on the way still comes. */
  withdrawCredit(): void {
    if (this.credit === 0 || this.#withdrawing !== undefined) return;
    this.#withdrawing = setTimeout(() => this.#withdrawn(), withdrawnWithin);
    this.#withdrawing.unref();
    this.#receiver.drain_credit();
  }

  #withdrawn(): void {
    if (this.#withdrawing === undefined) return;
    clearTimeout(this.#withdrawing);
    this.#withdrawing = undefined;
    this.#receiver.drain = false;
    this.#onWithdrawn();
  }

  /** Ends the connection; what is still in hand is handed out again by the platform. */
  async close(): Promise<void> {
    this.#onClosing();
    await this.#settlement.told();
    if (this.#connection.is_open()) this.#connection.close();
    await this.ended;
  }

  #take({ message, delivery }: EventContext): InHand {
    this.#inHand += 1;
    // All credit was used before the platform knew that it was to give it back; it has nothing to answer then.
    if (this.credit === 0) this.#withdrawn();
    let settled = false;
    return {
      message: message ?? {},
      receivedTime: Date.now(),
      settle: (how) => {
        if (settled) return;
        settled = true;
        this.#inHand -= 1;
        this.#settlement.settle(delivery as Delivery, how);
      },
    };
  }
}

function transportOptions({ host, certificateAuthority }: Endpoint) {
  return {
    transport: 'tls',
    servername: isIP(host) === 0 ? host : '', // an address is no name that TLS could send
    ...(certificateAuthority !== undefined && { ca: certificateAuthority }),
  } as const;
}

function reasonOf(context: EventContext | Error): string {
  if (context instanceof Error) return context.message;
  const error =
    context.error ?? context.receiver?.error ?? context.session?.error ?? context.connection?.error;
  if (error instanceof Error) return error.message;
  return error === undefined ? 'unknown error' : `${error.condition}: ${error.description}`;
}

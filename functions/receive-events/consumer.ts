import { randomUUID } from 'node:crypto';
import { isIP } from 'node:net';
import rhea, { type Connection, type ConnectionOptions, type EventContext, type Receiver } from 'rhea';
import type { AmqpMessage } from '../../events/channels/amqp.ts';
import type { Credentials } from '../../shared/iot/credentials.ts';
import { type ConsumerIdentity, signIn } from './sign-in.ts';

export interface Endpoint {
  readonly host: string;
  readonly port: number;
  /** The certificate authority to trust, in PEM, when it is not a public one. */
  readonly certificateAuthority: string | undefined;
  readonly plain: boolean;
}

/** A message in hand. One of the two has to be said of it within 30 s, or it is handed out again. */
export interface InHand {
  readonly message: AmqpMessage;
  accept(): void;
  /** Gives it back, to be handed out again. */
  release(): void;
}

/** The platform takes 30,000 to 300,000 ms; the shorter, the sooner a dead connection is noticed. */
const idleTimeOut = 60_000;
const openWithin = 15_000;

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

  private constructor(connection: Connection, receiver: Receiver, ended: Promise<ConsumerError | undefined>) {
    this.#connection = connection;
    this.#receiver = receiver;
    this.ended = ended;
  }

  /**
   * Connects and attaches the link. No message comes before credit is given.
   *
   * @throws ConsumerError when the endpoint cannot be reached, or refuses
   */
  static open(
    endpoint: Endpoint,
    identity: Omit<ConsumerIdentity, 'clientId'>,
    credentials: Credentials,
    onMessage: (message: InHand) => void,
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
      reconnect: false, // a new connection needs a new signature
    } as ConnectionOptions);

    return new Promise((resolve, reject) => {
      let problem: string | undefined;
      let finish: (error: ConsumerError | undefined) => void = () => {};
      const ended = new Promise<ConsumerError | undefined>((settle) => {
        finish = settle;
      });
      const timer = setTimeout(() => {
        problem = `no link within ${openWithin} ms`;
        connection.close();
      }, openWithin);
      const end = (error?: Error) => {
        clearTimeout(timer);
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
      receiver.on('message', (context: EventContext) => onMessage(inHand(context)));
      receiver.once('receiver_open', () => {
        clearTimeout(timer);
        const consumer = new Consumer(connection, receiver, ended);
        consumer.#onClosing = () => {
          closing = true;
        };
        resolve(consumer);
      });
    });
  }

  #onClosing = () => {};

  /** Lets so many more messages come. */
  addCredit(messages: number): void {
    if (this.#receiver.is_open() && messages > 0) this.#receiver.add_credit(messages);
  }

  /** Ends the connection; what is still in hand is handed out again by the platform. */
  async close(): Promise<void> {
    this.#onClosing();
    if (this.#connection.is_open()) this.#connection.close();
    await this.ended;
  }
}

function transportOptions({ host, certificateAuthority }: Endpoint) {
  return {
    transport: 'tls',
    servername: isIP(host) === 0 ? host : '', // an address is no name that TLS could send
    ...(certificateAuthority !== undefined && { ca: certificateAuthority }),
  } as const;
}

function inHand({ message, delivery }: EventContext): InHand {
  const settle = (act: () => void) => {
    // The link may be gone by now; the platform then hands the message out again by itself.
    if (delivery !== undefined && !delivery.settled && delivery.link.is_open()) act();
  };
  return {
    message: message ?? {},
    accept: () => settle(() => delivery?.accept()),
    release: () => settle(() => delivery?.release({ delivery_failed: true })),
  };
}

function reasonOf(context: EventContext | Error): string {
  if (context instanceof Error) return context.message;
  const error =
    context.error ?? context.receiver?.error ?? context.session?.error ?? context.connection?.error;
  if (error instanceof Error) return error.message;
  return error === undefined ? 'unknown error' : `${error.condition}: ${error.description}`;
}

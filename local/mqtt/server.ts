import { type EventEmitter, once } from 'node:events';
import { type AddressInfo, createServer, Socket } from 'node:net';
import { Aedes, type Client } from 'aedes';
import type { Platform } from '../platform/platform.ts';
import type { Mailbox } from '../platform/state/mailbox.ts';
import { authenticate } from './authenticate.ts';
import { type ConnectFields, type RefusedConnect, readClaims } from './connect-fields.ts';
import { isKept, keptMessage } from './kept-message.ts';
import { MqttLine } from './line.ts';
import { disconnectPacket, packetScanner } from './packet-scanner.ts';
import { type Registration, register, wantsRegistration } from './register.ts';

export interface MqttServerOptions {
  readonly host: string;
  /** 0 for any that is free. */
  readonly port: number;
  /** Told of what the platform itself got wrong while it handled what a device sent. */
  readonly onInternalError?: ((error: unknown, operation: string) => void) | undefined;
}

export interface MqttServer {
  readonly host: string;
  readonly port: number;
  close(): Promise<void>;
}

/** A connection that has not brought its device online within so many milliseconds is closed. */
const connectWithin = 15_000;

/** A message has 256 KB at most; its topic and what else is in its packet come on top. */
const mostPacketBytes = 256 * 1024 + 1024;

/** What becomes of a connection: it is a device's line, or registers a device, or is refused. */
type Verdict =
  | { readonly line: MqttLine }
  | { readonly registration: Registration }
  | { readonly refused: RefusedConnect };

const failed: Verdict = { refused: { returnCode: 5, why: 'the platform failed' } };

/** Where the messages of devices go within the broker: nobody may subscribe to it, for they are the platform's alone. */
const platformTopic = '$platform';

/**
 * Serves devices over MQTT 3.1 and 3.1.1, as the platform's endpoint does: QoS 0 and 1, no retained messages, no wills.
 *
 * The broker keeps the protocol, the sessions that are to outlive their connection, and the messages of QoS 1 that are
 * not acknowledged; who is online, what a device receives, and what becomes of what it sends is the platform's.
 */
export async function startMqttServer(platform: Platform, options: MqttServerOptions): Promise<MqttServer> {
  const { onInternalError } = options;
  const sockets = new Set<Socket>();
  const verdicts = new WeakMap<Client, Verdict>();
  const lineOf = (client: Client | null): MqttLine | undefined => {
    const verdict = client === null ? undefined : verdicts.get(client);
    return verdict !== undefined && 'line' in verdict ? verdict.line : undefined;
  };

  /** Nothing that a device sends may end the process. */
  const guarded = (operation: string, run: () => void) => {
    try {
      run();
    } catch (error) {
      onInternalError?.(error, operation);
    }
  };

  const judge = (client: Client, packet: ConnectFields): Verdict => {
    const claims = readClaims(packet);
    if ('refused' in claims) return claims;
    if (wantsRegistration(claims)) return register(claims, platform);
    const judged = authenticate(claims, packet.keepalive ?? 0, platform);
    if ('refused' in judged) return judged;
    return { line: new MqttLine(platform, client, addressOf(client), judged.identity) };
  };

  const mailbox: Mailbox = {
    put(topic, payload) {
      broker.publish(keptMessage(topic, payload, 1, platform.clock.now()), () => {});
    },
  };

  /** Brings a device online. */
  const open = (line: MqttLine, client: Client) => {
    const { device } = line.identity;
    if (client.clean) platform.state.mailboxes.delete(device);
    else platform.state.mailboxes.set(device, mailbox);
    line.open();
  };

  const broker = await Aedes.createBroker({
    // A session goes by its device's IotId, which is longer than MQTT 3.1 lets an identifier be.
    maxClientsIdLength: 64,

    preConnect(client, packet, done) {
      let verdict: Verdict = failed;
      guarded('An MQTT CONNECT', () => {
        verdict = judge(client, packet);
      });
      verdicts.set(client, verdict);
      delete packet.will;
      const line = lineOf(client);
      // One device has one session, whatever it calls itself; who is none touches no session.
      packet.clientId = line?.identity.device.iotId ?? '';
      packet.clean ||= line === undefined;
      done(null, true);
    },

    authenticate(client, _userName, _password, done) {
      let verdict = verdicts.get(client) ?? failed;
      // Before the CONNACK, so that a device that hears of it is online. The connection may be gone by now.
      guarded('An MQTT connection', () => {
        if ('line' in verdict && !client.closed) open(verdict.line, client);
      });
      if ('line' in verdict && !verdict.line.isOpen) verdict = failed;
      if (!('refused' in verdict)) {
        done(null, true);
        return;
      }
      const { why, returnCode } = verdict.refused;
      done(Object.assign(new Error(why), { returnCode }), false);
    },

    authorizeSubscribe(client, subscription, done) {
      let granted = false;
      guarded('An MQTT subscription', () => {
        granted = lineOf(client)?.subscribe(subscription.topic, subscription.qos) === true;
      });
      done(null, granted ? subscription : null);
    },

    authorizePublish(client, packet, done) {
      const { topic, payload, qos } = packet;
      let allowed = qos !== 2;
      guarded('An MQTT message', () => {
        allowed &&= lineOf(client)?.receive(topic, Buffer.from(payload)) === true;
      });
      packet.topic = platformTopic;
      packet.retain = false;
      done(allowed ? null : new Error(`The device may not publish to ${topic} with QoS ${qos}.`));
    },

    authorizeForward(_client, packet) {
      return isKept(packet, platform.clock.now()) ? packet : null;
    },
  });

  broker.on('clientReady', (client) => {
    lineOf(client)?.ready();
    const verdict = verdicts.get(client);
    if (verdict === undefined || !('registration' in verdict)) return;
    const { topic, payload } = verdict.registration;
    client.publish({ cmd: 'publish', topic, payload, qos: 0, retain: false, dup: false }, () => {});
  });
  broker.on('subscribe', (_subscriptions, client) => lineOf(client)?.subscribed());
  broker.on('unsubscribe', (filters, client) => {
    for (const filter of filters) lineOf(client)?.unsubscribe(filter);
  });
  // The broker's own failures, which its types do not know of.
  (broker as EventEmitter).on('error', (error) => onInternalError?.(error, 'The MQTT broker'));

  const server = createServer((socket) => {
    sockets.add(socket);
    socket.setNoDelay(true);
    const client = broker.handle(socket);
    let saidSo = false;
    const scan = packetScanner(mostPacketBytes, (kind) => {
      saidSo = kind === disconnectPacket;
      lineOf(client)?.heard();
    });
    // The broker reads by itself; what it has read passes here on the way.
    socket.on('data', (bytes) => {
      if (!scan(bytes)) socket.destroy();
    });
    const cancel = platform.clock.after(connectWithin, () => {
      if (lineOf(client) === undefined) socket.destroy();
    });
    socket.on('close', () => {
      cancel();
      sockets.delete(socket);
      guarded('The end of an MQTT connection', () => lineOf(client)?.end(saidSo));
    });
  });
  server.listen(options.port, options.host);
  await once(server, 'listening').catch((error: unknown) => {
    broker.close();
    throw error;
  });

  return {
    host: options.host,
    port: (server.address() as AddressInfo).port,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      await new Promise<void>((resolve) => broker.close(resolve));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

/** Of the client's end; an IPv4 address that came over IPv6 is written as one. */
function addressOf({ conn }: Client): string {
  const address = conn instanceof Socket ? conn.remoteAddress : undefined;
  return (address ?? '').replace(/^::ffff:/, '');
}

import { type EventEmitter, once } from 'node:events';
import { type AddressInfo, createServer, Socket } from 'node:net';
import { Aedes, type Client } from 'aedes';
import type { Platform } from '../platform/platform.ts';
import type { Mailbox } from '../platform/state/mailbox.ts';
import { authenticate, type RefusedConnect } from './authenticate.ts';
import { isKept, keptMessage } from './kept-message.ts';
import { MqttLine } from './line.ts';
import { disconnectPacket, packetScanner } from './packet-scanner.ts';

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

/** A connection that has sent no CONNECT within so many milliseconds is closed. */
const connectWithin = 15_000;

/** A message has 256 KB at most; its topic and what else is in its packet come on top. */
const mostPacketBytes = 256 * 1024 + 1024;

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
  const lines = new WeakMap<Client, MqttLine>();
  const refusals = new WeakMap<Client, RefusedConnect>();

  /** Nothing that a device sends may end the process. */
  const guarded = (operation: string, run: () => void) => {
    try {
      run();
    } catch (error) {
      onInternalError?.(error, operation);
    }
  };

  const mailbox: Mailbox = {
    put(topic, payload) {
      broker.publish(keptMessage(topic, payload, 1, platform.clock.now()), () => {});
    },
  };

  /** Brings the device online. Before its CONNACK, so that it is online when it hears of that. */
  const open = (client: Client): RefusedConnect | undefined => {
    let opened = false;
    guarded('An MQTT connection', () => {
      const line = lines.get(client);
      // The connection may have ended while it was checked.
      if (line === undefined || client.closed) return;
      const { device } = line.identity;
      if (client.clean) platform.state.mailboxes.delete(device);
      else platform.state.mailboxes.set(device, mailbox);
      line.open();
      opened = true;
    });
    return opened ? undefined : { returnCode: 5, why: 'the platform failed' };
  };

  const broker = await Aedes.createBroker({
    // A session goes by its device's IotId, which is longer than MQTT 3.1 lets an identifier be.
    maxClientsIdLength: 64,

    preConnect(client, packet, done) {
      const result = authenticate(packet, platform);
      delete packet.will;
      if ('refused' in result) {
        refusals.set(client, result.refused);
        // So that it touches no session, whatever identifier it gave.
        packet.clientId = '';
        packet.clean = true;
      } else {
        packet.clientId = result.identity.device.iotId;
        lines.set(client, new MqttLine(platform, client, addressOf(client), result.identity));
      }
      done(null, true);
    },

    authenticate(client, _userName, _password, done) {
      const refusal = refusals.get(client) ?? open(client);
      if (refusal === undefined) done(null, true);
      else done(Object.assign(new Error(refusal.why), { returnCode: refusal.returnCode }), false);
    },

    authorizeSubscribe(client, subscription, done) {
      const granted = lines.get(client)?.subscribe(subscription.topic, subscription.qos) === true;
      done(null, granted ? subscription : null);
    },

    authorizePublish(client, packet, done) {
      const { topic, payload, qos } = packet;
      const line = client === null ? undefined : lines.get(client);
      let allowed = qos !== 2;
      guarded('An MQTT message', () => {
        allowed &&= line?.receive(topic, Buffer.from(payload)) === true;
      });
      packet.topic = platformTopic;
      packet.retain = false;
      done(allowed ? null : new Error(`The device may not publish to ${topic} with QoS ${qos}.`));
    },

    authorizeForward(_client, packet) {
      return isKept(packet, platform.clock.now()) ? packet : null;
    },
  });

  broker.on('clientReady', (client) => lines.get(client)?.ready());
  broker.on('subscribe', (_subscriptions, client) => lines.get(client)?.subscribed());
  broker.on('unsubscribe', (filters, client) => {
    for (const filter of filters) lines.get(client)?.unsubscribe(filter);
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
      lines.get(client)?.heard();
    });
    // The broker reads by itself; what it has read passes here on the way.
    socket.on('data', (bytes) => {
      if (!scan(bytes)) socket.destroy();
    });
    const cancel = platform.clock.after(connectWithin, () => {
      if (!lines.has(client)) socket.destroy();
    });
    socket.on('close', () => {
      cancel();
      sockets.delete(socket);
      guarded('The end of an MQTT connection', () => lines.get(client)?.end(saidSo));
    });
  });
  server.listen(options.port, options.host);
  await once(server, 'listening');

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

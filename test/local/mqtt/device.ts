import { createHmac } from 'node:crypto';
import mqtt, { type IClientOptions, type MqttClient } from 'mqtt';
import { onTestFinished, vi } from 'vitest';
import { type MqttServer, startMqttServer } from '../../../local/mqtt/server.ts';
import type { PlatformOptions } from '../../../local/platform/create-platform.ts';
import type { Device } from '../../../local/platform/state/device.ts';
import { type ServedPlatform, servePlatform } from '../platform/api-caller.ts';

/** A platform whose API and MQTT endpoint listen. */
export interface DeviceEndpoint extends ServedPlatform {
  readonly mqtt: MqttServer;
  /** What the platform itself got wrong with what devices sent. */
  readonly internalErrors: readonly unknown[];
}

export async function serveDevices(options: PlatformOptions = {}): Promise<DeviceEndpoint> {
  const served = await servePlatform(options);
  const internalErrors: unknown[] = [];
  const server = await startMqttServer(served.platform, {
    host: '127.0.0.1',
    port: 0,
    onInternalError: (error) => internalErrors.push(error),
  });
  return {
    ...served,
    mqtt: server,
    internalErrors,
    async close() {
      await Promise.all([served.close(), server.close()]);
    },
  };
}

export interface Received {
  readonly topic: string;
  readonly text: string;
  readonly qos: number;
  readonly retain: boolean;
}

type QoS = 0 | 1 | 2;

/** A device that is connected, gone with the test. */
export interface ConnectedDevice {
  readonly client: MqttClient;
  /** All it received so far, in order. */
  readonly received: readonly Received[];
  /** Subscribes; gives the quality of service granted for each topic, 128 where it was refused. */
  subscribe(topics: string | readonly string[], qos?: QoS): Promise<number[]>;
  publish(topic: string, payload: string | object | Buffer, qos?: QoS): Promise<void>;
  /** The first message on a topic, waited for. */
  message(topic: string | RegExp): Promise<Received>;
  /** The same, its text read as JSON. */
  // biome-ignore lint/suspicious/noExplicitAny: tests reach into messages of every shape
  json(topic: string | RegExp): Promise<any>;
  /** The end of the connection, from whichever side. */
  readonly closed: Promise<void>;
  /** Says goodbye. */
  leave(): Promise<void>;
  /** Breaks the connection without a word. */
  breakOff(): Promise<void>;
}

/** What a CONNECT says, as the vendor's page on MQTT connections makes it. */
export interface ConnectFields {
  readonly clientId?: string;
  readonly signMethod?: string;
  readonly timestamp?: string | undefined;
  readonly secret?: string;
  /** More parameters of the client ID. */
  readonly more?: Readonly<Record<string, string | undefined>>;
}

export function signedConnect(device: Device, fields: ConnectFields = {}): IClientOptions {
  const { clientId = 'sensor', signMethod = 'hmacsha256', secret = device.deviceSecret, more } = fields;
  const timestamp = 'timestamp' in fields ? fields.timestamp : '1700000000000';
  const { deviceName, product } = device;
  const stamp = timestamp === undefined ? '' : `timestamp${timestamp}`;
  const content = `clientId${clientId}deviceName${deviceName}productKey${product.productKey}${stamp}`;
  const pairs = Object.entries({ securemode: '3', signmethod: signMethod, timestamp, ...more })
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${value}`);
  return {
    clientId: `${clientId}|${pairs.join(',')}|`,
    username: `${deviceName}&${product.productKey}`,
    password: createHmac(signMethod.replace('hmac', ''), secret).update(content).digest('hex'),
  };
}

/**
 * Connects a device; rejects with the client's error, whose `code` is that of the CONNACK, when it is refused.
 */
export async function connectDevice(
  { mqtt: server }: { readonly mqtt: Pick<MqttServer, 'host' | 'port'> },
  device: Device,
  options: IClientOptions = {},
): Promise<ConnectedDevice> {
  const client = mqtt.connect({
    host: server.host,
    port: server.port,
    protocolVersion: 4,
    keepalive: 60,
    reconnectPeriod: 0,
    ...signedConnect(device),
    ...options,
  });
  const received: Received[] = [];
  client.on('message', (topic, payload, { qos, retain }) => {
    received.push({ topic, text: payload.toString(), qos, retain });
  });
  const closed = new Promise<void>((resolve) => client.once('close', () => resolve()));
  onTestFinished(() => void client.end(true));
  await new Promise<void>((resolve, reject) => {
    client.once('connect', () => resolve());
    client.once('error', reject);
    client.once('close', () => reject(new Error('The connection was closed.')));
  });
  client.on('error', () => {});
  const message: ConnectedDevice['message'] = (topic) =>
    vi.waitFor(
      () => {
        const found = received.find((one) =>
          typeof topic === 'string' ? one.topic === topic : topic.test(one.topic),
        );
        if (found === undefined) throw new Error(`Nothing came on ${topic}.`);
        return found;
      },
      { timeout: 5000, interval: 5 },
    );
  return {
    client,
    received,
    closed,
    async subscribe(topics, qos = 1) {
      // The client takes a refusal for an error; the codes are in its packet.
      const acknowledged = new Promise<number[]>((resolve) => {
        const listen = (packet: { cmd: string; granted?: unknown }) => {
          if (packet.cmd !== 'suback') return;
          client.off('packetreceive', listen);
          resolve(packet.granted as number[]);
        };
        client.on('packetreceive', listen);
      });
      client.subscribe([topics].flat() as string[], { qos }, () => {});
      return acknowledged;
    },
    async publish(topic, payload, qos = 1) {
      const bytes =
        typeof payload === 'string' || Buffer.isBuffer(payload) ? payload : JSON.stringify(payload);
      await client.publishAsync(topic, bytes, { qos });
    },
    message,
    json: async (topic) => JSON.parse((await message(topic)).text),
    async leave() {
      await client.endAsync();
      await closed;
    },
    async breakOff() {
      client.stream.destroy();
      await closed;
    },
  };
}

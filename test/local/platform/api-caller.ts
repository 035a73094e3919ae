import { createHmac, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import type { Clock } from '../../../local/platform/clock.ts';
import {
  createPlatform,
  type LocalPlatform,
  type PlatformOptions,
} from '../../../local/platform/create-platform.ts';
import type { Platform } from '../../../local/platform/platform.ts';
import { Device } from '../../../local/platform/state/device.ts';
import { Product, type ProductSettings } from '../../../local/platform/state/products.ts';

const require = createRequire(import.meta.url);
const { default: Sdk, ...models } =
  require('@alicloud/iot20180120') as typeof import('@alicloud/iot20180120');
const { RPCClient } = require('@alicloud/pop-core') as { RPCClient: typeof import('@alicloud/pop-core') };

/** The vendor's request models, by name. */
export { models };

export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body as JSON; empty when it is none. */
  // biome-ignore lint/suspicious/noExplicitAny: tests reach into answers of every shape
  readonly body: Record<string, any>;
}

/** A platform whose API listens, and callers of it. */
export interface ServedPlatform {
  readonly local: LocalPlatform;
  readonly platform: Platform;
  readonly url: string;
  readonly port: number;
  /** Signs as the guide says, and sends; what is undefined in `parameters` is left out, common ones as well. */
  call(action: string, parameters?: Parameters, how?: How): Promise<Answered>;
  /** The answer of a call that has to succeed. */
  must(action: string, parameters?: Parameters): Promise<Answered['body']>;
  /** The code of a call that the operation refuses. */
  refusal(action: string, parameters?: Parameters): Promise<string>;
  /** The vendor's SDK with the account's AccessKey or another; `v2` for the signature among the parameters. */
  sdk(signatureAlgorithm?: 'v2', key?: typeof accountKey): InstanceType<typeof Sdk>;
  /** The vendor's older client. */
  pop(): InstanceType<typeof RPCClient>;
  close(): Promise<void>;
}

export type Parameters = Readonly<Record<string, string | number | boolean | undefined>>;

interface How {
  readonly method?: string;
  readonly secret?: string;
  /** Where the parameters go; in the body unless given. */
  readonly in?: 'query' | 'body';
}

const accountKey = { accessKeyId: 'testid', accessKeySecret: 'testsecret' };

/** Serves a platform on a free port. Quotas are off unless asked for. */
export async function servePlatform(options: PlatformOptions = {}): Promise<ServedPlatform> {
  const local = createPlatform({ quota: false, seed: 1, ...options });
  const { platform, api } = local;
  api.listen(0, '127.0.0.1');
  await once(api, 'listening');
  const { port } = api.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  const call: ServedPlatform['call'] = async (action, parameters = {}, how = {}) => {
    const { method = 'POST', in: where = 'body' } = how;
    const form = signedForm(platform.clock, method, { Action: action, ...parameters }, how.secret);
    return where === 'query' ? send(`${url}/?${form}`, { method }) : send(`${url}/`, formBody(method, form));
  };
  return {
    local,
    platform,
    url,
    port,
    call,
    async must(action, parameters) {
      const { status, text, body } = await call(action, parameters);
      if (status !== 200 || body['Success'] !== true) throw new Error(`${action}: ${status} ${text}`);
      return body;
    },
    async refusal(action, parameters) {
      const { status, text, body } = await call(action, parameters);
      if (status !== 200 || body['Success'] !== false) throw new Error(`${action}: ${status} ${text}`);
      return String(body['Code']);
    },
    sdk: (signatureAlgorithm, key = accountKey) =>
      new Sdk({
        endpoint: `127.0.0.1:${port}`,
        protocol: 'http',
        ...key,
        ...(signatureAlgorithm === undefined ? {} : { signatureAlgorithm }),
        // The settings' class is in a package of the SDK's own; it takes a plain object as well.
      } as ConstructorParameters<typeof Sdk>[0]),
    pop: () =>
      new RPCClient({
        endpoint: url,
        apiVersion: '2018-01-20',
        ...accountKey,
      }),
    async close() {
      const closed = once(api, 'close');
      api.close();
      api.closeAllConnections();
      await closed;
    },
  };
}

/** A form with the common parameters and the signature, as this test knows the guide's rule by heart. */
export function signedForm(
  clock: Clock,
  method: string,
  parameters: Parameters,
  secret = 'testsecret',
): string {
  const all: Parameters = {
    AccessKeyId: 'testid',
    Format: 'JSON',
    RegionId: 'cn-shanghai',
    SignatureMethod: 'HMAC-SHA1',
    SignatureNonce: randomUUID(),
    SignatureVersion: '1.0',
    Timestamp: `${new Date(clock.now()).toISOString().slice(0, 19)}Z`,
    Version: '2018-01-20',
    ...parameters,
  };
  const encoded = Object.keys(all)
    .filter((name) => all[name] !== undefined)
    .sort()
    .map((name) => `${encode(name)}=${encode(String(all[name]))}`)
    .join('&');
  const signature = createHmac('sha1', `${secret}&`)
    .update(`${method}&${encode('/')}&${encode(encoded)}`)
    .digest('base64');
  return 'Signature' in parameters ? encoded : `${encoded}&Signature=${encode(signature)}`;
}

const encode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);

export const formBody = (method: string, body: string): RequestInit => ({
  method,
  body,
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
});

export async function send(url: string, init: RequestInit): Promise<Answered> {
  const response = await fetch(url, init);
  const text = await response.text();
  const body = text.startsWith('{') ? JSON.parse(text) : {};
  return { status: response.status, headers: response.headers, text, body };
}

let made = 0;

/** A product that is there already. */
export function newProduct(platform: Platform, settings?: Partial<ProductSettings>): Product {
  made += 1;
  const product = new Product(`a1test${made}`, 'secret', `product_${made}`, platform.clock.now(), settings);
  platform.state.products.set(product.productKey, product);
  return product;
}

/** A device that is there already. */
export function newDevice(platform: Platform, product: Product, deviceName: string): Device {
  made += 1;
  const device = new Device(`iot${made}`, product, deviceName, 'secret', platform.clock.now());
  platform.state.devices.add(device);
  return device;
}

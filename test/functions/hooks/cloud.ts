import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { Webhook } from 'standardwebhooks';
import { onTestFinished } from 'vitest';
import { readDeployment } from '../../../local/fc/deployment.ts';
import type { FunctionRunner } from '../../../local/fc/runner.ts';
import { createInvocationServer } from '../../../local/fc/server.ts';
import type { PlatformOptions } from '../../../local/platform/create-platform.ts';
import { ownCredentials, startRunner } from '../../local/fc/functions.ts';
import { type ServedPlatform, servePlatform } from '../../local/platform/api-caller.ts';

const deployed = await readDeployment(fileURLToPath(new URL('../../../s.yaml', import.meta.url)));

export const secret = `whsec_${Buffer.from('the first hook secret of 32 bytes').toString('base64')}`;
export const nextSecret = `whsec_${Buffer.from('the other hook secret of 32 bytes').toString('base64')}`;

/** The description of the hooks, as it is kept. */
export const description = JSON.parse(
  readFileSync(new URL('../../../docs/openapi.json', import.meta.url), 'utf8'),
);

export type HookName = 'manage-device' | 'release-firmware';

export interface HookAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests reach into answers of every shape
  readonly body: any;
}

export interface Sent {
  readonly id?: string;
  /** When it says that it was signed; now, unless given. */
  readonly at?: Date;
  readonly secret?: string;
  /** Beside those of the signature, or instead of them. */
  readonly headers?: Readonly<Record<string, string>>;
  /** What is signed, where that is another than the body. */
  readonly signed?: string;
}

/** A platform, and the hooks as s.yaml deploys them behind their HTTP triggers, calling it. */
export interface HookCloud {
  readonly served: ServedPlatform;
  readonly runner: FunctionRunner;
  readonly logs: string[];
  /** The operations that the platform was asked for, in their order. */
  readonly calls: string[];
  readonly productKey: string;
  /** Where a function's trigger is. */
  address(name: HookName): string;
  /** Sends a signed request. */
  send(
    name: HookName,
    method: string,
    path: string,
    body?: object | string | Uint8Array,
    how?: Sent,
  ): Promise<HookAnswer>;
}

export async function startHooks({
  secrets = secret,
  ...options
}: PlatformOptions & { readonly secrets?: string } = {}): Promise<HookCloud> {
  const calls: string[] = [];
  const served = await servePlatform({
    ...options,
    onCall: (call) => {
      calls.push(call.operation);
      options.onCall?.(call);
    },
  });
  onTestFinished(() => served.close().catch(() => {}));
  const { objectStore, platform } = served.local;
  objectStore.listen(0, '127.0.0.1');
  await once(objectStore, 'listening');
  onTestFinished(async () => {
    objectStore.close();
    objectStore.closeAllConnections();
    await platform.objectStore.clear();
  });
  const { ProductKey } = await served.must('CreateProduct', { ProductName: 'meters', NodeType: 0 });
  const logs: string[] = [];
  const runner = startRunner(
    deployed
      .filter(({ functionName }) => /manage-device|release-firmware/.test(functionName))
      .map((definition) => ({
        ...definition,
        environmentVariables: {
          ...definition.environmentVariables,
          IOT_ENDPOINT: served.url,
          HOOK_SECRETS: secrets,
        },
      })),
    {
      credentialsFor: await ownCredentials(platform, deployed),
      onLog: (_, line) => logs.push(line),
    },
  );
  const server = createInvocationServer(runner, '1234567890123456').listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as AddressInfo;
  const address = (name: HookName) => `http://127.0.0.1:${port}/triggers/fleetkeeper-test-${name}`;
  calls.length = 0;
  return {
    served,
    runner,
    logs,
    calls,
    productKey: String(ProductKey),
    address,
    async send(name, method, path, body, how = {}) {
      const content =
        body === undefined || typeof body === 'string' || body instanceof Uint8Array
          ? body
          : JSON.stringify(body);
      const text = typeof content === 'string' ? content : Buffer.from(content ?? '').toString();
      const headers = { ...signature(how.signed ?? text, how), ...how.headers };
      const response = await fetch(`${address(name)}${path}`, {
        method,
        headers,
        ...(content !== undefined && { body: content }),
      });
      const answered = await response.text();
      const isJson = /json/.test(response.headers.get('content-type') ?? '');
      return {
        status: response.status,
        headers: response.headers,
        text: answered,
        body: isJson && answered !== '' ? JSON.parse(answered) : undefined,
      };
    },
  };
}

/** The headers of a signed request. */
export function signature(body: string, how: Sent = {}): Record<string, string> {
  const id = how.id ?? `msg_${randomUUID()}`;
  const at = how.at ?? new Date();
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': new Webhook(how.secret ?? secret).sign(id, at, body),
  };
}

/** Registers devices, and gives the version that each runs. */
export async function register({ served, productKey }: HookCloud, ...names: string[]): Promise<void> {
  for (const name of names) await served.must('RegisterDevice', { ProductKey: productKey, DeviceName: name });
}

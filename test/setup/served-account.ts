import { onTestFinished } from 'vitest';
import type { PlatformOptions } from '../../local/platform/create-platform.ts';
import { Account } from '../../setup/account.ts';
import { type Channel, setUp } from '../../setup/set-up.ts';
import { loadFleetFile } from '../../shared/fleet/fleet-file.ts';
import { createIotClient } from '../../shared/iot/client.ts';
import { type DeviceEndpoint, serveDevices } from '../local/mqtt/device.ts';

/** What a run of setup told, and how many things it could not do. */
export interface Told {
  readonly lines: readonly string[];
  readonly failures: number;
}

/** An account on a local platform, gone with the test. */
export interface ServedAccount extends DeviceEndpoint {
  /** The operations that were called, and with what outcome: `CreateRule`, `CreateRule Forbidden.RAM`. */
  readonly calls: string[];
  /** Sets it up for the rules of a fleet.yaml, as `npm run setup` does. */
  setUp(
    fleet: string,
    productKeys: readonly string[],
    channel: Channel,
    how?: { readonly dryRun?: boolean },
  ): Promise<Told>;
}

export async function serveAccount(options: PlatformOptions = {}): Promise<ServedAccount> {
  const calls: string[] = [];
  const served = await serveDevices({
    onCall: ({ operation, code }) => void calls.push(code === '' ? operation : `${operation} ${code}`),
    ...options,
  });
  onTestFinished(() => served.close());
  return {
    ...served,
    calls,
    async setUp(fleet, productKeys, channel, { dryRun = false } = {}) {
      const iot = createIotClient({
        regionId: 'cn-shanghai',
        endpoint: served.url,
        credentials: { accessKeyId: 'testid', accessKeySecret: 'testsecret' },
        quota: false,
      });
      try {
        const lines: string[] = [];
        const account = new Account(iot, dryRun, (line) => lines.push(line));
        await setUp(loadFleetFile(fleet, 'fleet.yaml'), productKeys, channel, account);
        return { lines, failures: account.failures };
      } finally {
        await iot.close();
      }
    },
  };
}

/** The first words of lines: `made`, `would make`, … */
export function wordsOf({ lines }: Told): readonly string[] {
  return [...new Set(lines.map((line) => line.split('  ')[0] ?? ''))];
}

export const overAmqp = { name: 'amqp', consumerGroup: 'fleetkeeper' } as const satisfies Channel;

export const byRules = {
  name: 'rules',
  deployed: {
    stage: 'test',
    regionId: 'cn-shanghai',
    accountId: '1234567890123456',
    serviceName: 'fleetkeeper',
  },
} as const satisfies Channel;

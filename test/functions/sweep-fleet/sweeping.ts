import { onTestFinished } from 'vitest';
import { anyWalk } from '../../../functions/sweep-fleet/any-walk.ts';
import { type Sweep, type SweepOptions, sweep } from '../../../functions/sweep-fleet/sweep.ts';
import { machineClock } from '../../../local/platform/clock.ts';
import type { PlatformOptions } from '../../../local/platform/create-platform.ts';
import { registerDevice } from '../../../local/platform/device/lifecycle.ts';
import type { Platform } from '../../../local/platform/platform.ts';
import type { Device } from '../../../local/platform/state/device.ts';
import type { Product } from '../../../local/platform/state/products.ts';
import { allDuties } from '../../../shared/fleet/duty.ts';
import { loadFleetFile } from '../../../shared/fleet/fleet-file.ts';
import { createIotClient, type IotClient } from '../../../shared/iot/client.ts';
import type { Log } from '../../../shared/runtime/log.ts';
import { Metrics } from '../../../shared/runtime/metrics.ts';
import { createMemoryStore } from '../../../shared/store/memory.ts';
import type { Store } from '../../../shared/store/store.ts';
import { newProduct, type ServedPlatform, servePlatform } from '../../local/platform/api-caller.ts';

/** A line that a sweep has logged. */
export interface Line {
  readonly level: string;
  readonly message: string;
  readonly [field: string]: unknown;
}

/** A platform with a product, and a sweep of it. */
export interface Swept {
  readonly served: ServedPlatform;
  readonly product: Product;
  readonly iot: IotClient;
  readonly store: Store;
  readonly lines: Line[];
  /** The calls of the API that change something, so far. */
  readonly written: string[];
  /** Registers a device, of which the platform tells. */
  device(deviceName: string): SweptDevice;
  /** Makes an update package that needs no verification, and gives its ID. */
  firmware(version: string, name?: string): Promise<string>;
  sweep(fleet: string, options?: Partial<SweepOptions>): Promise<Sweep>;
}

/** A device, and what it does. */
export interface SweptDevice {
  readonly device: Device;
  connect(): SweptDevice;
  disconnect(): SweptDevice;
  report(version: string, module?: string): SweptDevice;
  readonly tags: Readonly<Record<string, string>>;
  readonly groups: readonly string[];
}

const reading = /^(Query|BatchQuery|BatchGet|Get|List)/;

export async function startSwept(options: PlatformOptions = {}): Promise<Swept> {
  const written: string[] = [];
  const served = await servePlatform({
    ...options,
    onCall: ({ operation }) => {
      if (!reading.test(operation)) written.push(operation);
    },
  });
  onTestFinished(() => served.close());
  const { platform } = served;
  const iot = createIotClient({
    regionId: platform.account.regionId,
    endpoint: served.url,
    credentials: { accessKeyId: 'testid', accessKeySecret: 'testsecret' },
    quota: false,
    clock: options.callersClock ?? options.clock ?? machineClock,
  });
  onTestFinished(() => iot.close());
  const store = createMemoryStore();
  const lines: Line[] = [];
  const product = newProduct(platform);
  return {
    served,
    product,
    iot,
    store,
    lines,
    written,
    device: (deviceName) => sweptDevice(registerDevice(product, { deviceName }, platform), platform),
    async firmware(version, name = 'package') {
      const { Data } = await served.must('CreateOTAFirmware', {
        FirmwareName: name,
        DestVersion: version,
        ProductKey: product.productKey,
        FirmwareUrl: 'https://example.com/package.bin',
        FirmwareSign: '93230c3bde425a9d7984a594ac55ea1e',
        SignMethod: 'MD5',
        FirmwareSize: 100,
        NeedToVerify: false,
      });
      return Data.FirmwareId;
    },
    sweep: (fleet, overrides) =>
      sweep({
        iot,
        store,
        fleet: loadFleetFile(fleet, 'fleet.yaml'),
        carriers: allDuties.carriers,
        productKeys: [product.productKey],
        walk: anyWalk,
        log: logInto(lines),
        metrics: new Metrics(),
        now: () => platform.clock.now(),
        dryRun: false,
        stopAt: Number.POSITIVE_INFINITY,
        holdFor: 60_000,
        ...overrides,
      }),
  };
}

function sweptDevice(device: Device, platform: Platform): SweptDevice {
  const swept: SweptDevice = {
    device,
    connect() {
      platform.devices.connect(device, { clientIp: '127.0.0.1', deliver: () => {}, drop: () => {} });
      return swept;
    },
    disconnect() {
      const session = platform.devices.sessionOf(device);
      if (session !== undefined) platform.devices.disconnect(session);
      return swept;
    },
    report(version, module) {
      const session = platform.devices.sessionOf(device);
      if (session === undefined) throw new Error(`${device.deviceName} is not connected`);
      const topic = `/ota/device/inform/${device.product.productKey}/${device.deviceName}`;
      platform.devices.receive(
        session,
        topic,
        Buffer.from(JSON.stringify({ id: '1', params: { version, module } })),
      );
      return swept;
    },
    get tags() {
      return Object.fromEntries(device.tags.map(({ key, value }) => [key, value]));
    },
    get groups() {
      return [...(device.groups ?? [])].map(({ groupName }) => groupName).sort();
    },
  };
  return swept;
}

function logInto(lines: Line[]): Log {
  const at = (level: string) => (message: unknown, fields: unknown) => {
    lines.push({ level, message: String(message), ...(fields as object) });
  };
  return { debug: at('DEBUG'), info: at('INFO'), warn: at('WARN'), error: at('ERROR') } as Log;
}

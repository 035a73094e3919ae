import { readParameters } from '../../../../local/platform/api/parameters.ts';
import { DrivenClock } from '../../../../local/platform/clock.ts';
import { createPlatform } from '../../../../local/platform/create-platform.ts';
import type { SubscriptionFlag } from '../../../../local/platform/messages.ts';
import { otaOperations } from '../../../../local/platform/operations/ota.ts';
import { otaUplink, tellOfUpdates } from '../../../../local/platform/ota/uplink.ts';
import type { Platform } from '../../../../local/platform/platform.ts';
import { Refusal } from '../../../../local/platform/refusal.ts';
import type { Session } from '../../../../local/platform/sessions.ts';
import { Device } from '../../../../local/platform/state/device.ts';
import { Product } from '../../../../local/platform/state/products.ts';
import type { Operation } from '../../../../shared/iot/operation.ts';
import {
  CreateOTAFirmware,
  type CreateOTAFirmwareRequest,
  CreateOTAStaticUpgradeJob,
  type CreateOTAStaticUpgradeJobRequest,
  ListOTATaskByJob,
  type ListOTATaskByJobSimpleOTATaskInfo,
} from '../../../../shared/iot/operations/ota.ts';

export const minute = 60_000;
export const hour = 60 * minute;
export const day = 24 * hour;

/** A platform with one product, whose devices are in the test's hands, and whose time stands until it is advanced. */
export class Fleet {
  readonly clock = new DrivenClock(Date.UTC(2030, 0, 1));
  readonly platform: Platform;
  readonly product: Product;
  readonly messages: { flag: SubscriptionFlag; topic: string; body: Record<string, unknown> }[] = [];
  readonly sessions = new Map<Device, Session>();
  #firmwares = 0;

  constructor(instanceId?: string) {
    const { platform } = createPlatform({ clock: this.clock, seed: 1, instanceId });
    this.platform = {
      ...platform,
      devices: {
        connect: (device, line) => ({ device, line }),
        receive: () => {},
        disconnect: () => {},
        sessionOf: (device) => this.sessions.get(device),
      },
    };
    this.platform.messages.listen(({ topic, payload }, flag) => {
      this.messages.push({ flag, topic, body: JSON.parse(payload.toString()) });
    });
    this.product = this.newProduct('a1product01');
  }

  newProduct(productKey: string): Product {
    const product = new Product(productKey, 'secret', `Product ${productKey}`, this.clock.now());
    this.platform.state.products.set(productKey, product);
    return product;
  }

  /** Registers a device, offline; with a version, one that has reported it. */
  device(deviceName: string, version?: string, product: Product = this.product): SimulatedDevice {
    const device = new Device(`iot-${deviceName}`, product, deviceName, 'secret', this.clock.now());
    this.platform.state.devices.add(device);
    if (version !== undefined) device.moduleVersions = new Map([['default', version]]);
    return new SimulatedDevice(this, device);
  }

  devices(count: number, version?: string): SimulatedDevice[] {
    return Array.from({ length: count }, (_, index) => this.device(`device${index}`, version));
  }

  /** Makes a call as if it had come over the wire. */
  call<Request extends object, Response extends object>(
    operation: Operation<Request, Response>,
    request: Request,
  ): Response {
    const served = otaOperations.find((one) => one.operation.name === operation.name);
    if (served === undefined) throw new Error(`${operation.name} is not served`);
    const form = new Map(flatten(request)) as never;
    const answer = served.run(readParameters(served, form), this.platform);
    return operation.response().parse(answer);
  }

  /** The code with which a call is refused. */
  refusal<Request extends object, Response extends object>(
    operation: Operation<Request, Response>,
    request: Partial<Record<keyof Request, unknown>>,
  ): string {
    try {
      this.call(operation, request as Request);
    } catch (error) {
      if (error instanceof Refusal) return error.code;
      throw error;
    }
    return 'not refused';
  }

  /** Makes a package that needs no verification, unless told otherwise. */
  firmware(request: Partial<CreateOTAFirmwareRequest> = {}): string {
    this.#firmwares += 1;
    const { Data } = this.call(CreateOTAFirmware, {
      ProductKey: this.product.productKey,
      FirmwareName: `Firmware${this.#firmwares}`,
      DestVersion: `2.0.${this.#firmwares}`,
      FirmwareUrl: `https://firmware.example/${this.#firmwares}.bin`,
      FirmwareSign: '93230c3bde425a9d7984a594ac551111',
      FirmwareSize: 900,
      NeedToVerify: false,
      ...request,
    });
    return Data?.FirmwareId ?? '';
  }

  /** Makes a batch for some devices. */
  batch(
    FirmwareId: string,
    devices: readonly SimulatedDevice[],
    request: Partial<CreateOTAStaticUpgradeJobRequest> = {},
  ): string {
    const { Data } = this.call(CreateOTAStaticUpgradeJob, {
      FirmwareId,
      ProductKey: this.product.productKey,
      TargetSelection: 'SPECIFIC',
      TargetDeviceName: devices.map(({ device }) => device.deviceName),
      ...request,
    });
    return Data?.JobId ?? '';
  }

  tasks(JobId: string): ListOTATaskByJobSimpleOTATaskInfo[] {
    const { Data } = this.call(ListOTATaskByJob, { JobId, PageSize: 100, CurrentPage: 1 });
    return (Data?.SimpleOTATaskInfo ?? []).filter((task) => task !== null && task !== undefined);
  }

  task(JobId: string, { device }: SimulatedDevice): ListOTATaskByJobSimpleOTATaskInfo {
    const task = this.tasks(JobId).findLast(({ DeviceName }) => DeviceName === device.deviceName);
    if (task === undefined) throw new Error(`${device.deviceName} has no task in ${JobId}`);
    return task;
  }

  /** Lets time pass; without an argument, only what is due now is done. */
  advance(milliseconds = 0): void {
    this.clock.advance(milliseconds);
  }

  said(flag: SubscriptionFlag): Record<string, unknown>[] {
    return this.messages.filter((message) => message.flag === flag).map(({ body }) => body);
  }
}

/** A device as the platform sees it: what it sends and what comes to it. */
export class SimulatedDevice {
  readonly device: Device;
  readonly received: { topic: string; body: Record<string, unknown> }[] = [];
  readonly #fleet: Fleet;

  constructor(fleet: Fleet, device: Device) {
    this.#fleet = fleet;
    this.device = device;
  }

  connect(): this {
    const session: Session = {
      device: this.device,
      line: {
        clientIp: '127.0.0.1',
        deliver: (topic, payload) => {
          this.received.push({ topic, body: JSON.parse(payload.toString()) });
        },
        drop: () => {},
      },
    };
    this.#fleet.sessions.set(this.device, session);
    tellOfUpdates(session, this.#fleet.platform);
    return this;
  }

  disconnect(): this {
    this.#fleet.sessions.delete(this.device);
    return this;
  }

  inform(version: string, module?: string): this {
    return this.say('/ota/device/inform/{productKey}/{deviceName}', { params: { version, module } });
  }

  progress(step: number | string, desc = '', module?: string): this {
    return this.say('/ota/device/progress/{productKey}/{deviceName}', { params: { step, desc, module } });
  }

  /** Asks for its update, in the present way. */
  ask(module?: string): this {
    return this.say('/sys/{productKey}/{deviceName}/thing/ota/firmware/get', { id: '7', params: { module } });
  }

  say(pattern: string, body: object | string): this {
    const handler = otaUplink.find((one) => one.pattern === pattern);
    if (handler === undefined) throw new Error(`nobody listens on ${pattern}`);
    const { productKey } = this.device.product;
    const { deviceName } = this.device;
    const session = this.#fleet.sessions.get(this.device) ?? this.connect().#session();
    const payload = Buffer.from(typeof body === 'string' ? body : JSON.stringify({ id: '1', ...body }));
    const topic = pattern.replace('{productKey}', productKey).replace('{deviceName}', deviceName);
    const parts = { productKey, deviceName };
    handler.handle({ session, device: this.device, topic, parts, payload }, this.#fleet.platform);
    return this;
  }

  /** What it was told of updates so far. */
  get pushes(): Record<string, unknown>[] {
    return this.received
      .filter(({ topic }) => topic.startsWith('/ota/device/upgrade/'))
      .map(({ body }) => body);
  }

  #session(): Session {
    const session = this.#fleet.sessions.get(this.device);
    if (session === undefined) throw new Error('it is offline');
    return session;
  }
}

/** Parameters as the wire has them. */
function flatten(value: unknown, name = ''): [string, string][] {
  if (value === undefined) return [];
  if (Array.isArray(value)) return value.flatMap((item, index) => flatten(item, `${name}.${index + 1}`));
  if (typeof value !== 'object' || value === null) return [[name, String(value)]];
  return Object.entries(value).flatMap(([key, member]) =>
    flatten(member, name === '' ? key : `${name}.${key}`),
  );
}

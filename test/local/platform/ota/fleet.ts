import { once } from 'node:events';
import type { Server } from 'node:http';
import { readParameters } from '../../../../local/platform/api/parameters.ts';
import { DrivenClock } from '../../../../local/platform/clock.ts';
import { createPlatform } from '../../../../local/platform/create-platform.ts';
import type { SubscriptionFlag } from '../../../../local/platform/messages.ts';
import { otaOperations } from '../../../../local/platform/operations/ota.ts';
import type { Platform } from '../../../../local/platform/platform.ts';
import { Refusal } from '../../../../local/platform/refusal.ts';
import type { Session } from '../../../../local/platform/sessions.ts';
import { Device } from '../../../../local/platform/state/device.ts';
import { Product } from '../../../../local/platform/state/products.ts';
import type { Operation } from '../../../../shared/iot/operation.ts';
import {
  ConfirmOTATask,
  CreateOTAFirmware,
  type CreateOTAFirmwareRequest,
  CreateOTAStaticUpgradeJob,
  type CreateOTAStaticUpgradeJobRequest,
  GenerateDeviceNameListURL,
  type GenerateDeviceNameListURLData,
  GenerateOTAUploadURL,
  type GenerateOTAUploadURLData,
  ListOTATaskByJob,
  type ListOTATaskByJobSimpleOTATaskInfo,
  QueryOTAJob,
} from '../../../../shared/iot/operations/ota.ts';

type UploadFields = GenerateOTAUploadURLData & GenerateDeviceNameListURLData;

export const minute = 60_000;
export const hour = 60 * minute;
export const day = 24 * hour;

/** A platform with one product, whose devices are in the test's hands, and whose time stands until it is advanced. */
export class Fleet {
  readonly clock = new DrivenClock(Date.UTC(2030, 0, 1));
  readonly platform: Platform;
  readonly product: Product;
  readonly messages: { flag: SubscriptionFlag; topic: string; body: Record<string, unknown> }[] = [];
  readonly #objectStore: Server;
  #firmwares = 0;

  constructor({ instanceId, regionId }: { instanceId?: string; regionId?: string } = {}) {
    const { platform, objectStore } = createPlatform({ clock: this.clock, seed: 1, instanceId, regionId });
    this.#objectStore = objectStore;
    this.platform = platform;
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

  /** So many devices: `device0`, `device1` and so on. */
  devices<Count extends number>(count: Count, version?: string): Devices<Count> {
    return Array.from({ length: count }, (_, index) =>
      this.device(`device${index}`, version),
    ) as Devices<Count>;
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

  /** A version that no package has yet. */
  nextVersion(): string {
    return `2.0.${this.#firmwares + 1}`;
  }

  /** The version that a batch brings. */
  destVersion(JobId: string): string {
    return this.call(QueryOTAJob, { JobId }).Data?.DestVersion ?? '';
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

  /** Runs with the object store listening. */
  async withObjectStore(run: () => Promise<void>): Promise<void> {
    this.#objectStore.listen(0, '127.0.0.1');
    await once(this.#objectStore, 'listening');
    try {
      await run();
    } finally {
      const closed = once(this.#objectStore, 'close');
      this.#objectStore.close();
      this.#objectStore.closeAllConnections();
      await closed;
      await this.platform.objectStore.clear();
    }
  }

  /** Uploads a file as the guide's sample does; gives the HTTP status. */
  async upload(form: UploadFields | null | undefined, bytes: Buffer | string): Promise<number> {
    const body = new FormData();
    body.append('key', form?.Key ?? '');
    body.append('policy', form?.Policy ?? '');
    body.append('OSSAccessKeyId', form?.OSSAccessKeyId ?? form?.AccessKeyId ?? '');
    body.append('signature', form?.Signature ?? '');
    body.append('success_action_status', '200');
    body.append('file', new Blob([new Uint8Array(Buffer.from(bytes))]));
    const response = await fetch(form?.Host ?? '', { method: 'POST', body });
    await response.arrayBuffer();
    return response.status;
  }

  /** Uploads a package's file; gives its address. */
  async uploadedFirmware(bytes: Buffer | string): Promise<string> {
    const { Data } = this.call(GenerateOTAUploadURL, {});
    const status = await this.upload(Data, bytes);
    if (status !== 200) throw new Error(`the upload was answered with ${status}`);
    return Data?.FirmwareUrl ?? '';
  }

  /** Uploads a device list file; gives its address. */
  async uploadedList(text: string): Promise<string> {
    const { Data } = this.call(GenerateDeviceNameListURL, {});
    const status = await this.upload(Data, text);
    if (status !== 200) throw new Error(`the upload was answered with ${status}`);
    return Data?.FileUrl ?? '';
  }

  /** How many tasks of a batch are in which state, without the states that none is in. */
  counts(JobId: string): Record<string, number> {
    const statuses = [
      'CONFIRM',
      'QUEUED',
      'NOTIFIED',
      'IN_PROGRESS',
      'SUCCEEDED',
      'FAILED',
      'CANCELED',
    ] as const;
    const counted = statuses.map((TaskStatus): [string, number] => {
      const { Total } = this.call(ListOTATaskByJob, { JobId, TaskStatus, CurrentPage: 1, PageSize: 1 });
      return [TaskStatus, Total ?? 0];
    });
    return Object.fromEntries(counted.filter(([, count]) => count > 0));
  }

  /** Confirms what waits to be confirmed in a batch, or of that only some devices' tasks. */
  confirm(JobId: string, ...deviceNames: readonly string[]): void {
    const waiting = this.tasks(JobId).filter(
      ({ TaskStatus, DeviceName }) =>
        TaskStatus === 'CONFIRM' && (deviceNames.length === 0 || deviceNames.includes(DeviceName ?? '')),
    );
    this.call(ConfirmOTATask, { TaskId: waiting.map(({ TaskId }) => TaskId ?? '') });
  }

  /** Lets time pass; without an argument, only what is due now is done. */
  advance(milliseconds = 0): void {
    this.clock.advance(milliseconds);
  }

  said(flag: SubscriptionFlag): Record<string, unknown>[] {
    return this.messages.filter((message) => message.flag === flag).map(({ body }) => body);
  }
}

/** Devices that can be taken apart by their number. */
export type Devices<Count extends number> = Count extends 1
  ? [SimulatedDevice]
  : Count extends 2
    ? [SimulatedDevice, SimulatedDevice]
    : Count extends 3
      ? [SimulatedDevice, SimulatedDevice, SimulatedDevice]
      : SimulatedDevice[];

/** A device as the platform sees it: what it sends and what comes to it. */
export class SimulatedDevice {
  readonly device: Device;
  readonly received: { topic: string; body: Record<string, unknown> }[] = [];
  /** The bytes that came last. */
  last: Buffer = Buffer.alloc(0);
  readonly #fleet: Fleet;

  constructor(fleet: Fleet, device: Device) {
    this.#fleet = fleet;
    this.device = device;
  }

  connect(): this {
    this.#fleet.platform.devices.connect(this.device, {
      clientIp: '127.0.0.1',
      deliver: (topic, payload) => {
        this.last = payload;
        if (!topic.endsWith('/file/download_reply')) {
          this.received.push({ topic, body: JSON.parse(payload.toString()) });
        }
      },
      drop: () => {},
    });
    return this;
  }

  disconnect(): this {
    const session = this.#session;
    if (session !== undefined) this.#fleet.platform.devices.disconnect(session);
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

  /** Asks for a piece of its package over MQTT. */
  fetchBlock(streamId: number, offset: number, size: number): { json: unknown; bytes: Buffer; sum: Buffer } {
    this.say('/sys/{productKey}/{deviceName}/thing/file/download', {
      id: '7',
      params: { fileToken: 'token', fileInfo: { streamId, fileId: 1 }, fileBlock: { size, offset } },
    });
    const end = 2 + this.last.readUInt16BE();
    return {
      json: JSON.parse(this.last.subarray(2, end).toString()),
      bytes: this.last.subarray(end, Math.max(end, this.last.length - 2)),
      sum: this.last.subarray(-2),
    };
  }

  /** Sends a message, online or not: a device that is offline connects first. */
  say(pattern: string, body: object | string): this {
    if (this.#session === undefined) this.connect();
    const session = this.#session;
    if (session === undefined) throw new Error(`${this.device.deviceName} cannot connect`);
    const topic = pattern
      .replace('{productKey}', this.device.product.productKey)
      .replace('{deviceName}', this.device.deviceName);
    const payload = Buffer.from(typeof body === 'string' ? body : JSON.stringify({ id: '1', ...body }));
    this.#fleet.platform.devices.receive(session, topic, payload);
    return this;
  }

  /** What it was told of updates so far. */
  get pushes(): Record<string, unknown>[] {
    return this.received
      .filter(({ topic }) => topic.startsWith('/ota/device/upgrade/'))
      .map(({ body }) => body);
  }

  get #session(): Session | undefined {
    return this.#fleet.platform.devices.sessionOf(this.device);
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

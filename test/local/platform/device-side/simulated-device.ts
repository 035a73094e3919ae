import type { SubscriptionFlag } from '../../../../local/platform/messages.ts';
import type { Platform } from '../../../../local/platform/platform.ts';
import type { DeviceLine, Session } from '../../../../local/platform/sessions.ts';
import type { Device } from '../../../../local/platform/state/device.ts';

interface Delivered {
  readonly topic: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests reach into bodies of every shape
  readonly body: any;
}

/** A device in this process: it keeps what it is sent. */
export class SimulatedDevice implements DeviceLine {
  readonly clientIp = '192.0.2.1';
  readonly delivered: Delivered[] = [];
  /** Why the platform ended its line. */
  dropped: string | undefined;
  session: Session | undefined;
  readonly device: Device;
  readonly #platform: Platform;

  constructor(platform: Platform, device: Device) {
    this.#platform = platform;
    this.device = device;
  }

  /** `/{productKey}/{deviceName}` */
  get path(): string {
    return `/${this.device.product.productKey}/${this.device.deviceName}`;
  }

  connect(): this {
    this.session = this.#platform.devices.connect(this.device, this);
    return this;
  }

  disconnect(): void {
    if (this.session !== undefined) this.#platform.devices.disconnect(this.session);
  }

  deliver(topic: string, payload: Buffer): void {
    this.delivered.push({ topic, body: JSON.parse(payload.toString()) });
  }

  drop(why: string): void {
    this.dropped = why;
  }

  send(topic: string, payload: unknown): void {
    if (this.session === undefined) throw new Error('The device is not connected.');
    const bytes = Buffer.isBuffer(payload) ? payload : Buffer.from(JSON.stringify(payload));
    this.#platform.devices.receive(this.session, topic, bytes);
  }

  /**
   * Makes a request; gives the answer, if one comes at once.
   *
   * @param rest what follows `/sys/{productKey}/{deviceName}`
   */
  // biome-ignore lint/suspicious/noExplicitAny: tests reach into answers of every shape
  request(rest: string, params: unknown, path: string = this.path): any {
    return this.ask(`/sys${path}${rest}`, params);
  }

  // biome-ignore lint/suspicious/noExplicitAny: tests reach into answers of every shape
  ask(topic: string, params: unknown): any {
    const before = this.delivered.length;
    this.send(topic, { id: '123', version: '1.0', params });
    return this.delivered.slice(before).find((one) => one.topic === `${topic}_reply`)?.body;
  }
}

export interface Sent {
  readonly flag: SubscriptionFlag;
  readonly topic: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests reach into bodies of every shape
  readonly body: any;
  readonly payload: Buffer;
}

/** Keeps the messages that a platform sends. */
export function messagesOf(platform: Platform): Sent[] {
  const sent: Sent[] = [];
  platform.messages.listen(({ topic, payload }, flag) => {
    const text = payload.toString();
    sent.push({ flag, topic, payload, body: text.startsWith('{') ? JSON.parse(text) : undefined });
  });
  return sent;
}

import { topicMatcher } from '../../../events/topic.ts';
import { identityOf } from '../device/identity.ts';
import type { Platform } from '../platform.ts';
import { Refusal } from '../refusal.ts';
import type { DeviceLine, DeviceSide, Session } from '../sessions.ts';
import type { Device } from '../state/device.ts';
import { chinaTime, utcTime } from '../written-time.ts';
import { SubDeviceLine } from './sub-device-line.ts';
import type { ConnectListener, UplinkHandler } from './uplink.ts';

/** Keeps the devices that are online, and brings what they say to whoever handles it. */
export class Sessions implements DeviceSide {
  readonly #platform: Platform;
  readonly #handlerOf: ReturnType<typeof topicMatcher<UplinkHandler>>;
  readonly #onConnect: readonly ConnectListener[];
  readonly #sessions = new Map<Device, Session>();

  /** @param platform whose `devices` this is going to be */
  constructor(platform: Platform, handlers: readonly UplinkHandler[], onConnect: readonly ConnectListener[]) {
    this.#platform = platform;
    this.#handlerOf = topicMatcher(handlers.map((handler) => [handler.pattern, handler]));
    this.#onConnect = onConnect;
  }

  connect(device: Device, line: DeviceLine): Session {
    if (device.deleted) throw new Refusal('iot.device.NotExistedDevice');
    if (device.disabled) throw new Refusal('iot.device.VerifyDeviceFailed', 'The device is disabled.');
    const earlier = this.#sessions.get(device);
    if (earlier !== undefined) {
      this.disconnect(earlier);
      earlier.line.drop('The device connected anew.');
    }
    const session: Session = { device, line };
    this.#sessions.set(device, session);
    this.#changeStatus(device, (now) => {
      device.online = true;
      device.lastOnlineAt = now;
      device.clientIp = line.clientIp;
      if (device.activatedAt === undefined) {
        device.activatedAt = now;
        device.modifiedAt = now;
      }
    });
    this.#announce(device, 'online');
    for (const listener of this.#onConnect) listener(session, this.#platform);
    return session;
  }

  receive(session: Session, topic: string, payload: Buffer): void {
    if (this.#sessions.get(session.device) !== session) return;
    const match = this.#handlerOf(topic);
    if (match === undefined) return;
    const { value: handler, segments: parts } = match;
    const { productKey, deviceName } = parts;
    const speaker =
      productKey === undefined || deviceName === undefined
        ? session
        : this.#speaker(session, productKey, deviceName);
    if (speaker === undefined) return;
    handler.handle({ session: speaker, device: speaker.device, topic, parts, payload }, this.#platform);
  }

  disconnect(session: Session): void {
    const { device } = session;
    if (this.#sessions.get(device) !== session) return;
    // The line of a sub-device is the gateway's.
    for (const subDevice of device.subDevices ?? []) {
      const carried = this.#sessions.get(subDevice);
      if (carried !== undefined && isCarriedBy(session, carried)) this.disconnect(carried);
    }
    this.#sessions.delete(device);
    this.#changeStatus(device, () => {
      device.online = false;
    });
    this.#announce(device, 'offline');
  }

  sessionOf(device: Device): Session | undefined {
    return this.#sessions.get(device);
  }

  /** Who may speak of a device on this line: the device itself, or the gateway that carries it. */
  #speaker(session: Session, productKey: string, deviceName: string): Session | undefined {
    const { device } = session;
    if (device.deviceName === deviceName && device.product.productKey === productKey) return session;
    if (device.subDevices === undefined) return undefined;
    const other = this.#platform.state.products.get(productKey)?.devices.get(deviceName);
    const carried = other && this.#sessions.get(other);
    return carried !== undefined && isCarriedBy(session, carried) ? carried : undefined;
  }

  #changeStatus(device: Device, change: (now: number) => void): void {
    const { state, clock } = this.#platform;
    const now = clock.now();
    state.devices.changeStatus(device, () => change(now));
    // Subscribers take the newest time for the device's state, so that no two of its changes may share one.
    device.stateChangedAt = Math.max(now, (device.stateChangedAt ?? 0) + 1);
  }

  #announce(device: Device, status: 'online' | 'offline'): void {
    const { messages, clock } = this.#platform;
    const { productKey } = device.product;
    const lastTime = device.stateChangedAt ?? clock.now();
    const time = Math.max(clock.now(), lastTime);
    messages.send(
      device.product,
      'DeviceStatusChangeFlag',
      `/as/mqtt/status/${productKey}/${device.deviceName}`,
      {
        status,
        ...identityOf(device),
        time: chinaTime(time),
        utcTime: utcTime(time),
        lastTime: chinaTime(lastTime),
        utcLastTime: utcTime(lastTime),
        clientIp: device.clientIp,
      },
    );
  }
}

const isCarriedBy = (gateway: Session, { line }: Session): boolean =>
  line instanceof SubDeviceLine && line.gateway === gateway;

import type { Client } from 'aedes';
import type { Cancel } from '../platform/clock.ts';
import type { Platform } from '../platform/platform.ts';
import type { DeviceLine, Session } from '../platform/sessions.ts';
import { topicFilter } from '../platform/topics/topic-filter.ts';
import type { MqttIdentity } from './authenticate.ts';
import { keptMessage } from './kept-message.ts';
import { comesUnasked, isBroadcastTopic, isSystemTopic, mayUse } from './topic-permission.ts';

type Qos = 0 | 1;

interface Outgoing {
  readonly topic: string;
  readonly payload: Buffer;
  readonly qos: Qos;
}

/** So many subscriptions a device has at most; a gateway as many again for each of its sub-devices. */
const mostSubscriptions = 100;

/** For so long after its CONNECT a device is waited for to subscribe: what it is told at once would be lost. */
const settlingTime = 10_000;
const mostEarly = 100;

/** A device's MQTT connection, from the CONNECT that is taken to its end. */
export class MqttLine implements DeviceLine {
  readonly clientIp: string;
  readonly identity: MqttIdentity;
  readonly #platform: Platform;
  readonly #client: Client;
  readonly #subscriptions = new Map<
    string,
    { readonly qos: Qos; readonly fits: (topic: string) => boolean }
  >();
  /** What waits until it can be written. The first is under way when `#writing` is set. */
  readonly #outgoing: Outgoing[] = [];
  #writing = true;
  /** What the platform said before the device had subscribed to it; undefined once it has had its time. */
  #early: Outgoing[] | undefined = [];
  #session: Session | undefined;
  #heardAt: number;
  #cancelSettling: Cancel | undefined;
  #cancelWatch: Cancel | undefined;

  constructor(platform: Platform, client: Client, clientIp: string, identity: MqttIdentity) {
    this.#platform = platform;
    this.#client = client;
    this.clientIp = clientIp;
    this.identity = identity;
    this.#heardAt = platform.clock.now();
  }

  /** The device is online from here. Nothing is written to it before `ready`. */
  open(): void {
    const { clock, devices } = this.#platform;
    this.#session = devices.connect(this.identity.device, this);
    this.#cancelSettling = clock.after(settlingTime, () => {
      this.#early = undefined;
    });
    this.#watch();
  }

  get isOpen(): boolean {
    return this.#session !== undefined;
  }

  /** What was kept for the device is out; what comes now can follow. */
  ready(): void {
    this.#writing = false;
    this.#writeNext();
  }

  /** Something came from the device, whatever it was. */
  heard(): void {
    this.#heardAt = this.#platform.clock.now();
  }

  /** A message of the device; false when it may not publish there. */
  receive(topic: string, payload: Buffer): boolean {
    if (!mayUse(this.identity, topic, 'publish', this.#platform.state)) return false;
    if (this.#session !== undefined) this.#platform.devices.receive(this.#session, topic, payload);
    return true;
  }

  /** Starts a subscription; false when it is refused. */
  subscribe(filter: string, qos: number): boolean {
    const most = mostSubscriptions * (1 + (this.identity.device.subDevices?.size ?? 0));
    if (qos !== 0 && qos !== 1) return false;
    if (!this.#subscriptions.has(filter) && this.#subscriptions.size >= most) return false;
    if (!mayUse(this.identity, filter, 'subscribe', this.#platform.state)) return false;
    const { broadcastTopics } = this.#platform.state;
    if (isBroadcastTopic(filter) && !broadcastTopics.subscribe(this, filter)) return false;
    this.#subscriptions.set(filter, { qos, fits: topicFilter(filter) });
    return true;
  }

  /** The device knows of its new subscriptions, so that what waited for them can follow. */
  subscribed(): void {
    const early = this.#early ?? [];
    if (this.#early !== undefined) this.#early = [];
    for (const { topic, payload, qos } of early) this.deliver(topic, payload, qos);
  }

  unsubscribe(filter: string): void {
    if (!this.#subscriptions.delete(filter)) return;
    this.#platform.state.broadcastTopics.unsubscribe(this, filter);
  }

  deliver(topic: string, payload: Buffer, qos: Qos): void {
    if (this.#client.closed) return;
    const granted = this.#qosOf(topic);
    if (granted !== undefined) {
      this.#outgoing.push({ topic, payload, qos: granted < qos ? granted : qos });
      this.#writeNext();
    } else if (qos === 1 && isSystemTopic(topic) && this.#early && this.#early.length < mostEarly) {
      this.#early.push({ topic, payload, qos });
    }
  }

  drop(): void {
    this.#session = undefined;
    this.#client.close();
  }

  /** The connection is gone. @param saidSo whether the device sent a DISCONNECT before */
  end(saidSo: boolean): void {
    this.#cancelSettling?.();
    this.#cancelWatch?.();
    for (const filter of [...this.#subscriptions.keys()]) this.unsubscribe(filter);
    const { clock, devices, state } = this.#platform;
    const { device, keepAlive } = this.identity;
    const session = this.#session;
    this.#session = undefined;
    if (session === undefined || devices.sessionOf(device) !== session) return;
    if (saidSo) state.halfOpenUntil.delete(device);
    else state.halfOpenUntil.set(device, clock.now() + keepAlive * 1000);
    devices.disconnect(session);
  }

  /** The quality of service by which the device subscribes to a topic; undefined when it does not. */
  #qosOf(topic: string): Qos | undefined {
    if (comesUnasked(topic)) return 1;
    let granted: Qos | undefined;
    for (const { qos, fits } of this.#subscriptions.values()) {
      if (granted !== 1 && fits(topic)) granted = qos;
    }
    return granted ?? (this.identity.isSubscribedForIt && isSystemTopic(topic) ? 1 : undefined);
  }

  /** One after the other: the broker takes a message for a repeated one that a later one has overtaken. */
  #writeNext(): void {
    const next = this.#writing ? undefined : this.#outgoing.shift();
    if (next === undefined) return;
    this.#writing = true;
    const { topic, payload, qos } = next;
    const packet = keptMessage(topic, payload, qos, this.#platform.clock.now());
    this.#client.publish(packet, () => {
      this.#writing = false;
      this.#writeNext();
    });
  }

  /** A device that is not heard of for one and a half of its keep-alive is gone: MQTT 3.1.1, section 3.1.2.10. */
  #watch(): void {
    const { clock } = this.#platform;
    const left = this.#heardAt + this.identity.keepAlive * 1500 - clock.now();
    if (left <= 0) this.#client.close();
    else this.#cancelWatch = clock.after(left, () => this.#watch());
  }
}

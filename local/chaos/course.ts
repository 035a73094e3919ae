import { setTimeout as pause } from 'node:timers/promises';
import type { Message } from '../platform/messages.ts';
import type { Platform } from '../platform/platform.ts';
import type { Fleet } from '../simulation/fleet.ts';
import { arrive, flap } from '../simulation/opening.ts';
import type { SimulatedDevice } from '../simulation/simulated-device.ts';
import { type FaultKind, faultKinds } from './fault-kinds.ts';
import type { Operator } from './operator.ts';
import type { Happening } from './plan.ts';
import type { Receivers } from './receivers.ts';
import type { RedisServer } from './redis-server.ts';

/** Whom things happen to. */
export interface Scene {
  readonly platform: Platform;
  readonly fleet: Fleet;
  /** By their numbers. */
  readonly devices: readonly SimulatedDevice[];
  readonly receivers: Receivers;
  readonly redis: RedisServer;
  readonly operator: Operator;
  /** Cuts all connections of receivers, and tells how many there were. */
  readonly cut: () => number;
  readonly onProgress: (what: string) => void;
}

/** The course of a run: what is planned happens, and is counted. */
export class Course {
  /** The messages that are none. */
  readonly broken: Message[] = [];
  readonly #scene: Scene;
  /** The faults that are set, by their kind. */
  readonly #set = new Map<FaultKind, string>();
  readonly #faults: Record<string, number> = {};
  #kills = 0;
  #restarts = 0;
  #redisRestarts = 0;
  #cuts = 0;
  #retired = 0;
  readonly #pending: Promise<void>[] = [];

  constructor(scene: Scene) {
    this.#scene = scene;
  }

  get counts() {
    return {
      faults: this.#faults,
      kills: this.#kills,
      restarts: this.#restarts,
      redisRestarts: this.#redisRestarts,
      cuts: this.#cuts,
      retired: this.#retired,
    };
  }

  /** Lets all happen, each at its time; it is over when everything that was ended is there again. */
  async follow(happenings: readonly Happening[]): Promise<void> {
    const start = performance.now();
    for (const happening of happenings) {
      const wait = start + happening.at - performance.now();
      if (wait > 0) await pause(wait);
      this.#happen(happening);
    }
    for (const kind of [...this.#set.keys()]) this.#endFault(kind);
    await Promise.all(this.#pending);
  }

  #happen(happening: Happening): void {
    const { platform, fleet, receivers, redis, operator, cut, onProgress } = this.#scene;
    switch (happening.what) {
      case 'fault begins': {
        onProgress(`${happening.kind} begin`);
        this.#set.set(happening.kind, platform.faults.set(faultKinds[happening.kind]).id);
        break;
      }
      case 'fault ends':
        onProgress(`${happening.kind} end`);
        this.#endFault(happening.kind);
        break;
      case 'connections are cut':
        onProgress('the connections are cut');
        this.#cuts += cut();
        break;
      case 'receiver restarts': {
        const { signal, away } = happening;
        const receiver = receivers.runningFrom(happening.receiver);
        if (receiver === undefined) break;
        onProgress(`receiver ${receiver + 1} gets ${signal}`);
        if (signal === 'SIGKILL') this.#kills += 1;
        else this.#restarts += 1;
        this.#pending.push(receivers.restart(receiver, signal, away));
        break;
      }
      case 'Redis restarts':
        onProgress(`Redis gets ${happening.signal}`);
        this.#redisRestarts += 1;
        this.#pending.push(redis.restart(happening.signal, happening.away));
        break;
      case 'operator looks':
        operator.look();
        break;
      case 'broken message':
        this.#sendBroken(this.#device(happening.device), happening.text);
        break;
      case 'device arrives':
        arrive(this.#device(happening.device), fleet.agenda);
        break;
      case 'device rests': {
        const device = this.#device(happening.device);
        device.disconnect();
        fleet.agenda.after(happening.away, () => device.connect());
        break;
      }
      case 'device flaps':
        flap(this.#device(happening.device), fleet.agenda, happening.times);
        break;
      case 'device is opened':
        this.#device(happening.device).postTamper();
        break;
      case 'device measures':
        this.#device(happening.device).postProperties();
        break;
      case 'device is retired':
        this.#retire(this.#device(happening.device));
        break;
    }
  }

  #device(index: number): SimulatedDevice {
    const device = this.#scene.devices[index];
    if (device === undefined) throw new Error(`There is no device ${index}.`);
    return device;
  }

  /** The call may fail; then the device is there still, and nobody looks at it any more. */
  #retire(device: SimulatedDevice): void {
    const { fleet } = this.#scene;
    if (!fleet.devices.includes(device)) return;
    const retired = fleet.retire(device).then(
      () => {
        this.#retired += 1;
      },
      () => {},
    );
    this.#pending.push(retired);
  }

  #endFault(kind: FaultKind): void {
    const { faults } = this.#scene.platform;
    const id = this.#set.get(kind);
    if (id === undefined) return;
    this.#set.delete(kind);
    this.#faults[kind] =
      (this.#faults[kind] ?? 0) + (faults.list().find((fault) => fault.id === id)?.happened ?? 0);
    faults.clear(id);
  }

  #sendBroken({ address }: SimulatedDevice, text: string): void {
    const { messages, state } = this.#scene.platform;
    const product = state.products.get(address.ProductKey);
    if (product === undefined) throw new Error(`There is no product ${address.ProductKey}.`);
    const topic = `/as/mqtt/status/${address.ProductKey}/${address.DeviceName}`;
    this.broken.push(messages.send(product, 'DeviceStatusChangeFlag', topic, Buffer.from(text)));
  }
}

import * as z from 'zod/mini';
import { Refusal } from '../platform/refusal.ts';
import type { DeviceLine, DeviceSide, Session } from '../platform/sessions.ts';
import type { Device } from '../platform/state/device.ts';
import type { Agenda } from './agenda.ts';
import { chance } from './chance.ts';
import type { Character } from './character.ts';

/** What a device needs of the world around it. */
export interface Surroundings {
  readonly devices: DeviceSide;
  readonly agenda: Agenda;
  readonly seed: number;
}

const upgradePush = z.object({ data: z.object({ version: z.string(), module: z.optional(z.string()) }) });

/** What tells a device of an update; without a module, all of the device's firmware is meant. */
type Update = z.output<typeof upgradePush>['data'];

/** The radio of a meter is a module of its own, with versions of its own. */
const radio = 'radio';
const radioVersion = '1.1.0';

/**
 * A device as its maker would have built it: connects, reports, and carries out updates. Its line to the platform is
 * in the same process; what it says on which topic is what any device would say.
 */
export class SimulatedDevice {
  readonly character: Character;
  readonly #device: Device;
  readonly #surroundings: Surroundings;
  #session: Session | undefined;
  /** By module. */
  readonly #versions: Map<string | undefined, string>;
  #messages = 0;
  /** Calls off the next step of an update that is under way. */
  #stopUpdate: (() => void) | undefined;

  constructor(character: Character, device: Device, surroundings: Surroundings) {
    this.character = character;
    this.#device = device;
    this.#surroundings = surroundings;
    this.#versions = new Map([[undefined, character.version]]);
    if (character.model === 'meter') this.#versions.set(radio, radioVersion);
  }

  /** As the API names it. */
  get address(): { readonly ProductKey: string; readonly DeviceName: string } {
    return { ProductKey: this.#device.product.productKey, DeviceName: this.#device.deviceName };
  }

  get isShutOut(): boolean {
    return this.#device.disabled;
  }

  /** Comes online and reports its versions. A device that is shut out stays away. */
  connect(): void {
    if (this.#session !== undefined) return;
    const line: DeviceLine = {
      clientIp: `10.20.${(this.character.index >> 8) & 255}.${this.character.index & 255}`,
      deliver: (topic, payload) => this.#delivered(topic, payload),
      drop: () => this.#ended(),
    };
    try {
      this.#session = this.#surroundings.devices.connect(this.#device, line);
    } catch (error) {
      if (error instanceof Refusal) return;
      throw error;
    }
    for (const [module, version] of this.#versions) this.#say(this.#otaTopic('inform'), { module, version });
  }

  disconnect(): void {
    const session = this.#session;
    this.#ended();
    if (session !== undefined) this.#surroundings.devices.disconnect(session);
  }

  /** Tells what it measures. */
  postProperties(): void {
    const { index } = this.character;
    const turn = this.#messages;
    const properties =
      this.character.model === 'meter'
        ? { voltage: 228 + Math.round(chance(index, turn) * 80) / 10, energy: index + turn }
        : { load: Math.round(chance(index, turn) * 100) };
    this.#say(this.#thingTopic('property/post'), properties);
  }

  /** Tells that somebody has opened it. */
  postTamper(): void {
    this.#say(this.#thingTopic('tamper/post'), { value: { seal: 'broken' } });
  }

  #delivered(topic: string, payload: Buffer): void {
    if (topic !== this.#otaTopic('upgrade')) return;
    const { data } = upgradePush.parse(JSON.parse(payload.toString('utf8')));
    // A push can come twice, and again with each connection.
    if (this.#stopUpdate !== undefined || data.version === this.#versions.get(data.module)) return;
    this.#update(data, [5, 30, 60, 90, 100]);
  }

  /** Fetches and writes the new version, telling how far it is, and starts anew with it. */
  #update(update: Update, [step, ...steps]: readonly number[]): void {
    const { agenda, seed } = this.#surroundings;
    const { module } = update;
    const takes = 60 + 120 * chance(seed, this.character.index, 'update', step ?? 'restart');
    this.#stopUpdate = agenda.after(takes, () => {
      this.#stopUpdate = undefined;
      if (step === undefined) {
        this.#restart(update);
      } else if (step > 50 && this.character.updateFails) {
        this.#say(this.#otaTopic('progress'), { step: -2, desc: 'the download broke off', module });
      } else {
        this.#say(this.#otaTopic('progress'), { step, desc: '', module });
        this.#update(update, steps);
      }
    });
  }

  #restart({ module, version }: Update): void {
    this.disconnect();
    this.#versions.set(module, version);
    this.#surroundings.agenda.after(100, () => this.connect());
  }

  #ended(): void {
    this.#session = undefined;
    this.#stopUpdate?.();
    this.#stopUpdate = undefined;
  }

  #say(topic: string, params: object): void {
    if (this.#session === undefined) return;
    this.#messages += 1;
    const message = { id: String(this.#messages), version: '1.0', params };
    this.#surroundings.devices.receive(this.#session, topic, Buffer.from(JSON.stringify(message)));
  }

  #otaTopic(what: 'inform' | 'progress' | 'upgrade'): string {
    return `/ota/device/${what}/${this.#device.product.productKey}/${this.#device.deviceName}`;
  }

  #thingTopic(what: string): string {
    return `/sys/${this.#device.product.productKey}/${this.#device.deviceName}/thing/event/${what}`;
  }
}

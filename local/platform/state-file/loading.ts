import type { ConsumerGroup } from '../consumer-group.ts';
import type { StoredObject } from '../object-store/object-store.ts';
import type { Platform } from '../platform.ts';
import type { RandomState } from '../random.ts';
import type { Device } from '../state/device.ts';
import type { Firmware } from '../state/firmware.ts';
import type { DeviceGroup } from '../state/groups.ts';
import type { Product } from '../state/products.ts';
import type { Rule } from '../state/rules.ts';
import type { UpdateBatch } from '../state/update-batch.ts';
import type { UpdateTask } from '../state/update-task.ts';
import { StateFileError } from './state-file-error.ts';

/** What a state file says at its head. */
export interface Head {
  /** The platform's time when it was saved. */
  readonly time: number;
  /** Where the generator of identifiers stood, so that none is given twice. */
  readonly identifiers: RandomState;
  /** Where the object store listened. */
  readonly objectStore: string | undefined;
}

/** What the parts of the state share while they are loaded: the things that were in the lines so far, by identifier. */
export class Loading {
  readonly platform: Platform;
  readonly head: Head;
  /** Things that are deleted, and still held by others. */
  readonly deleted = {
    products: new Map<string, Product>(),
    devices: new Map<string, Device>(),
    groups: new Map<string, DeviceGroup>(),
    firmwares: new Map<string, Firmware>(),
  };
  /** What was in the object store. */
  readonly objects: { readonly object: Omit<StoredObject, 'path'>; readonly uses: number }[] = [];
  readonly #texts = new Map<string, string>();

  constructor(platform: Platform, head: Head) {
    this.platform = platform;
    this.head = head;
  }

  /** @throws StateFileError as all of the following, when no line before has it */
  product(productKey: string): Product {
    const found = this.platform.state.products.get(productKey) ?? this.deleted.products.get(productKey);
    return there(found, 'product', productKey);
  }

  device(iotId: string): Device {
    const found = this.platform.state.devices.byIotId(iotId) ?? this.deleted.devices.get(iotId);
    return there(found, 'device', iotId);
  }

  group(groupId: string): DeviceGroup {
    const found = this.platform.state.groups.get(groupId) ?? this.deleted.groups.get(groupId);
    return there(found, 'device group', groupId);
  }

  consumerGroup(groupId: string): ConsumerGroup {
    return there(this.platform.state.consumerGroups.get(groupId), 'consumer group', groupId);
  }

  firmware(firmwareId: string): Firmware {
    const found = this.platform.state.ota.firmware(firmwareId) ?? this.deleted.firmwares.get(firmwareId);
    return there(found, 'update package', firmwareId);
  }

  batch(jobId: string): UpdateBatch {
    return there(this.platform.state.ota.batch(jobId), 'update batch', jobId);
  }

  task(taskId: string): UpdateTask {
    return there(this.platform.state.ota.task(taskId), 'update task', taskId);
  }

  rule(ruleId: number): Rule {
    return there(this.platform.state.rules.get(ruleId), 'rule', String(ruleId));
  }

  /** The address of an object of the object store, where the store listens now. */
  url(saved: string): string {
    const { objectStore: before } = this.head;
    const { origin } = this.platform.objectStore;
    if (before === undefined || origin === undefined || !saved.startsWith(`${before}/`)) return saved;
    return `${origin}${saved.slice(before.length)}`;
  }

  /** The same text, held once, where a million devices share a few. */
  shared(text: string): string {
    const known = this.#texts.get(text);
    if (known !== undefined) return known;
    this.#texts.set(text, text);
    return text;
  }
}

function there<Thing>(thing: Thing | undefined, what: string, identifier: string): Thing {
  if (thing === undefined) throw new StateFileError(`there is no ${what} ${identifier} in the lines before.`);
  return thing;
}

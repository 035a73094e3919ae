import type { Device } from './device.ts';

/** A ClientID that a device got by registering itself without having been registered before. */
export interface ClientId {
  readonly clientId: string;
  readonly createdAt: number;
}

/** So many ClientIDs a device may have: the guide's section 4.8.4. */
export const mostClientIds = 5;

/** The ClientIDs of the devices that registered themselves. */
export class ClientIds {
  readonly #ofDevice = new WeakMap<Device, { readonly all: ClientId[]; valid: string | undefined }>();

  /** The device's ClientIDs, the oldest first. */
  of(device: Device): readonly ClientId[] {
    return this.#ofDevice.get(device)?.all ?? [];
  }

  /** The only one by which the device may log on, when one was chosen. */
  chosen(device: Device): string | undefined {
    return this.#ofDevice.get(device)?.valid;
  }

  add(device: Device, clientId: ClientId): void {
    const kept = this.#ofDevice.get(device);
    if (kept === undefined) this.#ofDevice.set(device, { all: [clientId], valid: undefined });
    else kept.all.push(clientId);
  }

  /**
   * Makes one ClientID of the device the only one by which it may log on.
   *
   * @returns false when the device has no such ClientID
   */
  choose(device: Device, clientId: string): boolean {
    const kept = this.#ofDevice.get(device);
    if (kept === undefined || !kept.all.some((one) => one.clientId === clientId)) return false;
    kept.valid = clientId;
    return true;
  }

  /** Whether the device may log on by a ClientID. */
  allows(device: Device, clientId: string): boolean {
    const kept = this.#ofDevice.get(device);
    if (kept === undefined) return false;
    return kept.valid === undefined
      ? kept.all.some((one) => one.clientId === clientId)
      : kept.valid === clientId;
  }

  deleteAll(device: Device): void {
    this.#ofDevice.delete(device);
  }
}

/** Names one device of the fleet as the platform does: by its product and its name in it. */
export interface DeviceName {
  readonly productKey: string;
  readonly deviceName: string;
}

/** One text for one device, to key maps and the store by. Neither part can hold a slash. */
export function deviceKey({ productKey, deviceName }: DeviceName): string {
  return `${productKey}/${deviceName}`;
}

import type { DeviceGroup } from './groups.ts';
import type { Product } from './products.ts';
import type { Tag } from './tag.ts';

const noTags: readonly Tag[] = [];

/** What the platform knows of one device. One class, so that a million of them share one shape in memory. */
export class Device {
  readonly iotId: string;
  readonly product: Product;
  readonly deviceName: string;
  deviceSecret: string;
  nickname: string | undefined;
  readonly createdAt: number;
  /** When what the platform holds about the device itself last changed: its name, its secret, whether it may connect. */
  modifiedAt: number;
  /** When it first connected; until then its state is UNACTIVE. */
  activatedAt: number | undefined;
  lastOnlineAt: number | undefined;
  /** When it last went on or off line. */
  stateChangedAt: number | undefined;
  clientIp: string | undefined;
  online = false;
  disabled = false;
  /** Whether it was reset, so that it may fetch a new certificate though it was activated before. */
  reset = false;
  /** Whether it is gone: whoever still holds it lets it go. */
  deleted = false;
  /** Its tags, each key once, in the order in which they came. Changed by `Devices` only. */
  tags: readonly Tag[] = noTags;
  groups: Set<DeviceGroup> | undefined;
  /** Module versions by module name, as the device reported them. */
  moduleVersions: Map<string, string> | undefined;
  gateway: Device | undefined;
  subDevices: Set<Device> | undefined;
  /** Counts the devices in the order in which they were registered. Given by `Devices`. */
  ordinal = 0;

  constructor(iotId: string, product: Product, deviceName: string, deviceSecret: string, createdAt: number) {
    this.iotId = iotId;
    this.product = product;
    this.deviceName = deviceName;
    this.deviceSecret = deviceSecret;
    this.nickname = undefined;
    this.createdAt = createdAt;
    this.modifiedAt = createdAt;
    this.activatedAt = undefined;
    this.lastOnlineAt = undefined;
    this.stateChangedAt = undefined;
    this.clientIp = undefined;
    this.groups = undefined;
    this.moduleVersions = undefined;
    this.gateway = undefined;
    this.subDevices = undefined;
  }

  /** An identifier that older programs know; the guide says not to use it. */
  get deviceId(): string {
    return this.iotId.slice(0, 20);
  }

  /** The value of one of its tags. */
  tagValue(key: string): string | undefined {
    return this.tags.find((tag) => tag.key === key)?.value;
  }

  /** The state as the API spells it. A disabled device is DISABLE whatever else it is. */
  get status(): DeviceStatus {
    if (this.disabled) return 'DISABLE';
    if (this.activatedAt === undefined) return 'UNACTIVE';
    return this.online ? 'ONLINE' : 'OFFLINE';
  }
}

export type DeviceStatus = 'ONLINE' | 'OFFLINE' | 'UNACTIVE' | 'DISABLE';

import type { DeviceGroup } from './groups.ts';
import type { Product } from './products.ts';

/** What the platform knows of one device. One class, so that a million of them share one shape in memory. */
export class Device {
  readonly iotId: string;
  readonly product: Product;
  readonly deviceName: string;
  deviceSecret: string;
  nickname: string | undefined;
  readonly createdAt: number;
  /** When it first connected; until then its state is UNACTIVE. */
  activatedAt: number | undefined;
  lastOnlineAt: number | undefined;
  /** When it last went on or off line. */
  stateChangedAt: number | undefined;
  clientIp: string | undefined;
  online = false;
  disabled = false;
  /** Tags by key; undefined when there are none, for most of a million devices have none. */
  tags: Map<string, string> | undefined;
  groups: Set<DeviceGroup> | undefined;
  /** Module versions by module name, as the device reported them. */
  moduleVersions: Map<string, string> | undefined;
  gateway: Device | undefined;
  subDevices: Set<Device> | undefined;

  constructor(iotId: string, product: Product, deviceName: string, deviceSecret: string, createdAt: number) {
    this.iotId = iotId;
    this.product = product;
    this.deviceName = deviceName;
    this.deviceSecret = deviceSecret;
    this.nickname = undefined;
    this.createdAt = createdAt;
    this.activatedAt = undefined;
    this.lastOnlineAt = undefined;
    this.stateChangedAt = undefined;
    this.clientIp = undefined;
    this.tags = undefined;
    this.groups = undefined;
    this.moduleVersions = undefined;
    this.gateway = undefined;
    this.subDevices = undefined;
  }

  /** The state as the API spells it. A disabled device is DISABLE whatever else it is. */
  get status(): DeviceStatus {
    if (this.disabled) return 'DISABLE';
    if (this.activatedAt === undefined) return 'UNACTIVE';
    return this.online ? 'ONLINE' : 'OFFLINE';
  }
}

export type DeviceStatus = 'ONLINE' | 'OFFLINE' | 'UNACTIVE' | 'DISABLE';

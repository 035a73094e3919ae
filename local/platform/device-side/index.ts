import { otaUplink, tellOfUpdates } from '../ota/uplink.ts';
import type { Platform } from '../platform.ts';
import type { DeviceSide } from '../sessions.ts';
import { customUplink } from './custom.ts';
import { desiredUplink } from './desired.ts';
import { Sessions } from './device-side.ts';
import { eventUplink } from './events.ts';
import { historyUplink } from './history.ts';
import { propertyUplink } from './properties.ts';
import { rrpcUplink } from './rrpc.ts';
import { serviceUplink } from './services.ts';
import { shadowUplink } from './shadow.ts';
import { subDeviceUplink } from './sub-devices.ts';
import { tagUplink } from './tags.ts';
import { topologyUplink } from './topology.ts';
import type { ConnectListener, UplinkHandler } from './uplink.ts';

/** Whatever the platform understands of what devices send. */
const handlers: readonly UplinkHandler[] = [
  ...customUplink,
  ...desiredUplink,
  ...eventUplink,
  ...historyUplink,
  ...otaUplink,
  ...propertyUplink,
  ...serviceUplink,
  ...rrpcUplink,
  ...shadowUplink,
  ...subDeviceUplink,
  ...tagUplink,
  ...topologyUplink,
];

const onConnect: readonly ConnectListener[] = [tellOfUpdates];

/**
 * Makes the device side of a platform: what devices connect to, whatever line they come by.
 *
 * @param platform whose `devices` this is going to be: it is looked at when the first device connects
 */
export function createDeviceSide(platform: Platform): DeviceSide {
  return new Sessions(platform, handlers, onConnect);
}

import type { UplinkHandler } from './uplink.ts';

/** What devices send on topics of their own goes to the subscribers byte for byte. */
export const customUplink: readonly UplinkHandler[] = [
  {
    pattern: '/{productKey}/{deviceName}/user/#',
    handle({ device, topic, payload }, { messages }) {
      messages.send(device.product, 'DeviceDataFlag', topic, payload);
    },
  },
];

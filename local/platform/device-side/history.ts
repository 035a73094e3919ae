import * as z from 'zod/mini';
import type { Platform } from '../platform.ts';
import type { Device } from '../state/device.ts';
import { AlinkFailure, alink, alinkCodes } from './alink.ts';
import { reportedEvent } from './events.ts';
import { reportEvent } from './report-event.ts';
import { historyReport, reportProperties } from './report-properties.ts';

/** The name of an event becomes a level of a topic. */
const eventKey = z.string().check(z.regex(/^[^/#+]+$/, 'must not be empty, nor have /, # or +'));

const kept = z.array(
  z.object({
    identity: z.optional(z.object({ productKey: z.string(), deviceName: z.string() })),
    properties: z.optional(z.array(z.record(z.string(), z.unknown()))),
    events: z.optional(z.array(z.record(eventKey, reportedEvent))),
  }),
);

/** What devices, and their gateways for them, report of the time when they were offline. */
export const historyUplink = [
  alink(
    '/sys/{productKey}/{deviceName}/thing/event/property/history/post',
    kept,
    (params, { device: speaker }, platform) => {
      const reports = params.map(({ identity, properties = [], events = [] }) => ({
        device: identity === undefined ? speaker : spokenFor(speaker, identity, platform),
        properties,
        events,
      }));
      for (const { device, properties, events } of reports) {
        for (const report of properties) reportProperties(device, report, historyReport, platform);
        for (const [key, event] of events.flatMap((each) => Object.entries(each))) {
          reportEvent(device, key, event, historyReport, platform);
        }
      }
      return undefined;
    },
  ),
];

/** @throws AlinkFailure when the device is neither the one that speaks nor one of its sub-devices */
function spokenFor(
  speaker: Device,
  { productKey, deviceName }: { productKey: string; deviceName: string },
  { state }: Platform,
): Device {
  const device = state.products.get(productKey)?.devices.get(deviceName);
  if (device !== undefined && (device === speaker || device.gateway === speaker)) return device;
  throw new AlinkFailure(alinkCodes.noTopology, 'topo relation not exist');
}

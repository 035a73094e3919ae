import * as z from 'zod/mini';
import { alink } from './alink.ts';
import { reportEvent } from './report-event.ts';
import { freshReport } from './report-properties.ts';

export const reportedEvent = z.object({
  value: z.record(z.string(), z.unknown()),
  time: z.optional(z.int().check(z.gte(0))),
});

/** What devices report as events. */
export const eventUplink = [
  alink(
    '/sys/{productKey}/{deviceName}/thing/event/{identifier}/post',
    reportedEvent,
    (event, { device, parts: { identifier = '' } }, platform) =>
      reportEvent(device, identifier, event, freshReport, platform),
  ),
];

import * as z from 'zod/mini';
import { alink } from './alink.ts';
import { freshReport, reportProperties } from './report-properties.ts';

const reported = z.record(z.string(), z.unknown());

/** What devices report of their properties. */
export const propertyUplink = [
  alink(
    '/sys/{productKey}/{deviceName}/thing/event/property/post',
    reported,
    (params, { device }, platform) => reportProperties(device, params, freshReport, platform),
  ),
];

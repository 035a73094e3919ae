import * as z from 'zod/mini';
import { continueApplication } from '../operations/devices/batch-registration.ts';
import type { Application, AppliedDevice } from '../state/applications.ts';
import { holdDevice } from './devices.ts';
import { type FieldsOf, maybe, text } from './fields.ts';
import { holdProduct } from './products.ts';
import { statePart } from './state-part.ts';

/** They count on from the first, so that each has its ID from its place. */
const application = z.strictObject({
  product: text(),
  applied: z.array(
    z.strictObject({ deviceName: maybe(text()), nickname: maybe(text()) } satisfies FieldsOf<AppliedDevice>),
  ),
  status: z.enum(['CHECK', 'CHECK_SUCCESS', 'CHECK_FAILED', 'CREATE', 'CREATE_SUCCESS', 'CREATE_FAILED']),
  failedNames: z.array(text()),
  devices: z.array(text()),
} satisfies FieldsOf<Application, 'applyId'>);

export const applicationsPart = statePart(
  { application },
  function* (saving) {
    for (const {
      product,
      applied,
      status,
      failedNames,
      devices,
    } of saving.platform.state.applications.values()) {
      holdProduct(product, saving);
      for (const device of devices) holdDevice(device, saving);
      yield [
        'application',
        {
          product: product.productKey,
          applied: applied.map(({ deviceName, nickname }) => ({ deviceName, nickname })),
          ...{ status, failedNames },
          devices: devices.map(({ iotId }) => iotId),
        },
      ] as const;
    }
  },
  {
    application({ product, applied, status, failedNames, devices }, loading) {
      const { platform } = loading;
      /** They count on from the first, so that each has its ID from its place. */
      const application = platform.state.applications.add(loading.product(product), applied);
      application.status = status;
      application.failedNames = failedNames;
      application.devices = devices.map((device) => loading.device(device));
      continueApplication(application, platform);
    },
  },
);

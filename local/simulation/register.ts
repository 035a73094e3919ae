import { setTimeout as pause } from 'node:timers/promises';
import type { IotClient } from '../../shared/iot/client.ts';
import {
  BatchCheckDeviceNames,
  BatchRegisterDeviceWithApplyId,
  QueryBatchRegisterDeviceStatus,
} from '../../shared/iot/operations/devices.ts';

/** The most names that one application takes (guide, 4.8.3). */
const namesPerApplication = 10_000;

/** How often the platform is asked how far it is, in milliseconds; it may be asked 30 times a second. */
const askEvery = 100;

/**
 * Registers devices with names of our own: hands the names over to be checked, waits until they are, has the devices
 * made, and waits again.
 *
 * @throws Error when the platform takes some of the names for wrong
 */
export async function registerDevices(
  iot: IotClient,
  productKey: string,
  deviceNames: readonly string[],
): Promise<void> {
  for (let from = 0; from < deviceNames.length; from += namesPerApplication) {
    const DeviceName = deviceNames.slice(from, from + namesPerApplication);
    const { Data } = await iot.call(BatchCheckDeviceNames, { ProductKey: productKey, DeviceName });
    const application = { ApplyId: Number(Data?.ApplyId), ProductKey: productKey };
    await phaseToEnd(iot, application, 'CHECK');
    await iot.call(BatchRegisterDeviceWithApplyId, application);
    await phaseToEnd(iot, application, 'CREATE');
  }
}

async function phaseToEnd(
  iot: IotClient,
  application: { readonly ApplyId: number; readonly ProductKey: string },
  phase: 'CHECK' | 'CREATE',
): Promise<void> {
  for (;;) {
    const { Data } = await iot.call(QueryBatchRegisterDeviceStatus, application);
    if (Data?.Status === `${phase}_SUCCESS`) return;
    if (Data?.Status === `${phase}_FAILED`) {
      const names = Data.InvalidList?.Name?.join(', ') ?? 'no names given';
      throw new Error(`Registering devices came to ${Data.Status}: ${names}`);
    }
    await pause(askEvery);
  }
}

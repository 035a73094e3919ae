import type { Platform } from '../platform.ts';
import { Refusal } from '../refusal.ts';
import type { Device } from '../state/device.ts';
import type { Firmware } from '../state/firmware.ts';
import type { Product } from '../state/products.ts';
import type { UpdateBatch } from '../state/update-batch.ts';
import type { UpdateTask } from '../state/update-task.ts';

// What a call names and what it must find. Identifiers are letters and digits, as the platform issues them.
const identifier = /^[A-Za-z0-9]{1,64}$/;
const moduleName = /^[A-Za-z0-9._-]{1,64}$/;

/** @throws Refusal with the code for a malformed ProductKey, or that the product does not exist */
export function productOf(
  productKey: string,
  platform: Platform,
  malformed = 'iot.firmware.InvalidProductKey',
): Product {
  if (!identifier.test(productKey)) throw new Refusal(malformed);
  const product = platform.state.products.get(productKey);
  if (product === undefined) throw new Refusal('iot.prod.NotExistedProduct');
  return product;
}

/** @throws Refusal when the product has no such device */
export function deviceOf(product: Product, deviceName: string): Device {
  const device = product.devices.get(deviceName);
  if (device === undefined) {
    throw new Refusal('iot.ota.DeviceNotExist', `The product has no device ${deviceName}.`);
  }
  return device;
}

/** @throws Refusal when the ID is malformed or no package has it */
export function firmwareOf(firmwareId: string, platform: Platform): Firmware {
  if (!identifier.test(firmwareId)) throw new Refusal('iot.firmware.InvalidFirmwareId');
  const firmware = platform.state.ota.firmware(firmwareId);
  if (firmware === undefined) throw new Refusal('iot.firmware.FirmwareNotFound');
  return firmware;
}

/** @throws Refusal when one of the two does not exist, or the package is not of the product */
export function firmwareAndProduct(
  request: { readonly FirmwareId: string; readonly ProductKey: string },
  platform: Platform,
): { firmware: Firmware; product: Product } {
  const firmware = firmwareOf(request.FirmwareId, platform);
  const product = productOf(request.ProductKey, platform);
  if (firmware.content.product !== product) {
    throw new Refusal('iot.firmware.FirmwareAndProductKeyMismatch');
  }
  return { firmware, product };
}

/** @throws Refusal when no batch has this ID */
export function batchOf(
  jobId: string,
  platform: Platform,
  unknown = 'iot.firmware.InvalidOTAJobId',
): UpdateBatch {
  const batch = platform.state.ota.batch(jobId);
  if (batch === undefined) throw new Refusal(unknown);
  return batch;
}

/** @throws Refusal with the given code when no task has one of these IDs */
export function tasksOf(taskIds: readonly string[], platform: Platform, unknown: string): UpdateTask[] {
  return [...new Set(taskIds)].map((taskId) => {
    const task = platform.state.ota.task(taskId);
    if (task === undefined) throw new Refusal(unknown, `No device update task has the ID ${taskId}.`);
    return task;
  });
}

/** @throws Refusal with the given code when the name breaks the rule of CreateOTAModule */
export function checkModuleName(name: string, malformed: string): void {
  if (!moduleName.test(name)) throw new Refusal(malformed);
}

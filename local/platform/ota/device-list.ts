import type { Platform } from '../platform.ts';
import { Refusal } from '../refusal.ts';

/**
 * The names in a device list file: one a line, each once.
 *
 * @throws Refusal when the file was not uploaded, or is not of this form
 */
export function listedDeviceNames(_url: string, _platform: Platform): string[] {
  throw new Refusal('iot.common.FileNotExist');
}

import { readFileSync } from 'node:fs';
import { usableFor } from '../object-store/object-store.ts';
import type { Platform } from '../platform.ts';
import { Refusal } from '../refusal.ts';

/** What CreateOTAStaticUpgradeJob takes; GenerateDeviceNameListURL says 10,000, and leaves the check to it. */
const mostNames = 1_000_000;
const deviceName = /^[A-Za-z0-9_.@:-]{4,32}$/;

/**
 * The names in a device list file: one a line, each once.
 *
 * @throws Refusal when the file was not uploaded in time, is not of this form, or holds too many names
 */
export function listedDeviceNames(url: string, platform: Platform): string[] {
  const file = platform.objectStore.find(url);
  if (file === undefined || platform.clock.now() > file.uploadedAt + usableFor) {
    throw new Refusal('iot.common.FileNotExist');
  }
  const lines = readFileSync(file.path, 'utf8')
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/);
  const names = new Set(lines.map((line) => line.trim()).filter((line) => line !== ''));
  if (names.size > mostNames) throw new Refusal('iot.ota.UpgradeDeviceCountExceedLimit');
  for (const name of names) {
    if (!deviceName.test(name)) {
      throw new Refusal(
        'iot.common.IllegalFileFormat',
        'The device list file must hold one DeviceName a line.',
      );
    }
  }
  return [...names];
}

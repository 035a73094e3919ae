import { closeSync, openSync, readSync } from 'node:fs';
import * as z from 'zod/mini';
import type { StoredObject } from '../object-store/object-store.ts';
import type { Platform } from '../platform.ts';
import type { Device } from '../state/device.ts';
import { mayBeTold } from './push.ts';

const leastBytes = 256;
const mostBytes = 128 * 1024;

/** How a device asks for a piece of its package. */
export const blockRequest = z.object({
  id: z.optional(z.union([z.string().check(z.maxLength(64)), z.number()])),
  params: z.object({
    fileToken: z.optional(z.string().check(z.maxLength(128))),
    fileInfo: z.object({ streamId: z.int(), fileId: z.int() }),
    fileBlock: z.object({ size: z.int(), offset: z.int() }),
  }),
});

type BlockRequest = z.output<typeof blockRequest>;

/** The only file that a package for MQTT has. */
export const onlyFileId = 1;

/**
 * The answer to a device that asks for a piece of its package over MQTT: the length of the JSON part in two bytes, the
 * JSON part, and, when the piece is there, its bytes with their CRC-16 (the low byte first).
 */
export function blockReply(request: BlockRequest, device: Device, platform: Platform): Buffer {
  const { fileToken, fileInfo, fileBlock } = request.params;
  const object = fileInfo.fileId === onlyFileId ? fileOf(device, fileInfo.streamId, platform) : undefined;
  if (object === undefined) return reply(request, 404, 'There is no such file for this device.', {});
  const wrong = problemWith(fileBlock, object);
  if (wrong !== undefined) return reply(request, 460, wrong, {});
  const bytes = readBlock(object, fileBlock);
  const data = { fileToken, fileLength: object.size, bSize: bytes.length, bOffset: fileBlock.offset };
  return Buffer.concat([reply(request, 200, 'success', data), bytes, checksum(bytes)]);
}

function reply({ id = '' }: BlockRequest, code: number, msg: string, data: object): Buffer {
  const json = Buffer.from(JSON.stringify({ id: String(id), code, msg, data }));
  const length = Buffer.alloc(2);
  length.writeUInt16BE(json.length);
  return Buffer.concat([length, json]);
}

/** The file that the device's own update brings over this stream. */
function fileOf(
  device: Device,
  streamId: number,
  { state, objectStore }: Platform,
): StoredObject | undefined {
  const task = state.ota
    .tasksOf(device)
    .find((one) => mayBeTold(one) && one.batch.plan.streamId === streamId);
  const [file] = task?.batch.plan.firmware.content.files ?? [];
  return file === undefined ? undefined : objectStore.find(file.url);
}

function problemWith(
  { size, offset }: BlockRequest['params']['fileBlock'],
  object: StoredObject,
): string | undefined {
  if (size < leastBytes || size > mostBytes) return `size must be ${leastBytes} to ${mostBytes} bytes.`;
  if (offset < 0 || offset >= object.size) return `offset must be 0 to ${object.size - 1}.`;
  return undefined;
}

function readBlock(object: StoredObject, { size, offset }: BlockRequest['params']['fileBlock']): Buffer {
  const bytes = Buffer.alloc(Math.min(size, object.size - offset));
  const file = openSync(object.path, 'r');
  try {
    readSync(file, bytes, 0, bytes.length, offset);
  } finally {
    closeSync(file);
  }
  return bytes;
}

/** CRC-16/IBM (also called ARC): the polynomial 0x8005, reflected. */
function checksum(bytes: Buffer): Buffer {
  let crc = 0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xa001 : crc >>> 1;
  }
  const sum = Buffer.alloc(2);
  sum.writeUInt16LE(crc);
  return sum;
}

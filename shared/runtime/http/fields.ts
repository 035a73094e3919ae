import * as z from 'zod/mini';
import {
  deviceNamePattern,
  firmwareNamePattern,
  firmwareVersionPattern,
  moduleNamePattern,
  productKeyPattern,
  tagKeyPattern,
} from '../../fleet/name-patterns.ts';

// Fields that several hooks have, each with the rule that it breaks when it is not right.

export const productKey = () =>
  z
    .string()
    .check(
      z.regex(productKeyPattern, 'must be a ProductKey: 1 to 64 letters and digits'),
      z.describe('The ProductKey of the product.'),
    );

export const deviceName = () =>
  z
    .string()
    .check(
      z.regex(deviceNamePattern, 'must be a DeviceName: 4 to 32 letters, digits, -, _, @, . and :'),
      z.describe('The DeviceName of the device.'),
    );

export const moduleName = () =>
  z._default(
    z
      .string()
      .check(
        z.regex(moduleNamePattern, 'must be the name of a module: 1 to 64 letters, digits, ., - and _'),
        z.describe('The OTA module; default stands for the whole firmware of the device.'),
      ),
    'default',
  );

export const firmwareVersion = () =>
  z.string().check(z.regex(firmwareVersionPattern, 'must be a version: 1 to 64 letters, digits, ., - and _'));

export const firmwareName = () =>
  z
    .string()
    .check(
      z.regex(
        firmwareNamePattern,
        'must be the name of an update package: 1 to 40 letters, digits, -, _, ( and ), a letter or digit first',
      ),
    );

/** As many as SaveDeviceProp takes: tags, and bytes of their JSON. */
const mostTags = 100;
const mostTagBytes = 5120;

/** Tags that are saved, by their keys. */
export const tags = () =>
  z
    .record(
      z
        .string()
        .check(z.regex(tagKeyPattern, 'is no key of a tag: a letter or digit comes first, and no spaces')),
      z.string().check(z.minLength(1, 'must be text that is not empty')),
    )
    .check(
      z.refine((given) => Object.keys(given).length >= 1 && Object.keys(given).length <= mostTags, {
        error: `must be 1 to ${mostTags} tags`,
      }),
      z.refine((given) => Buffer.byteLength(JSON.stringify(given)) <= mostTagBytes, {
        error: `must have at most ${mostTagBytes} bytes as JSON`,
      }),
      z.describe(
        `1 to ${mostTags} tags by their keys, at most ${mostTagBytes} bytes as JSON. The device gets them, and they replace the values of those that it has.`,
      ),
    );

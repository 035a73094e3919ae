import * as z from 'zod/mini';
import {
  deviceName,
  firmwareName,
  firmwareVersion,
  moduleName,
  productKey,
} from '../../shared/runtime/http/fields.ts';

const md5 = () =>
  z.string().check(z.regex(/^[0-9a-fA-F]{32}$/, 'must be an MD5 value: 32 hexadecimal digits'));

/** As GenerateOTAUploadURL takes it. */
const fileSuffix = () =>
  z._default(
    z
      .enum(['bin', 'dav', 'apk', 'tar', 'gz', 'tar.gz', 'zip', 'gzip'])
      .check(z.describe('The extension of the file in the object store.')),
    'bin',
  );

export const release = z
  .strictObject({
    productKey: productKey(),
    moduleName: moduleName(),
    version: firmwareVersion().check(z.describe('The version that devices have after the update.')),
    sourceVersion: z.optional(
      firmwareVersion().check(
        z.describe(
          'For a delta package: the version that devices must have before. Without it, the package is a full one.',
        ),
      ),
    ),
    package: z.optional(
      z
        .base64('must be base64 text')
        .check(
          z.minLength(4, 'must be base64 text of at least one byte'),
          z.describe('The bytes of the update package. Either this or url.'),
        ),
    ),
    fileSuffix: fileSuffix(),
    url: z.optional(
      z.string().check(
        z.maxLength(2048),
        z.refine((text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol), {
          error: 'must be the address of an uploaded file, as POST /uploads answers it',
        }),
        z.describe(
          'The address of the uploaded update package, as POST /uploads answers it. Either this or package.',
        ),
      ),
    ),
    md5: z.optional(
      md5().check(z.describe('The MD5 value of the file at url, which the platform then checks.')),
    ),
    firmwareName: z.optional(
      firmwareName().check(
        z.describe(
          'The name of the package, unique in the account. Made of product, module and versions when left out.',
        ),
      ),
    ),
    description: z.optional(z.string().check(z.maxLength(100))),
    needToVerify: z._default(
      z
        .boolean()
        .check(
          z.describe(
            'Whether the package has to be verified on devices before it can be given to any other. As on IoT Platform, it has, unless this is false.',
          ),
        ),
      true,
    ),
    verificationDevices: z.optional(
      z.array(deviceName()).check(
        z.minLength(1),
        z.maxLength(10),
        z.refine((names) => new Set(names).size === names.length, { error: 'must not name a device twice' }),
        z.describe(
          'The DeviceNames of 1 to 10 devices of the product to verify the package on. Without them it stays unverified, and the same release sent again with them starts the verification.',
        ),
      ),
    ),
  })
  .check(
    z.check(({ value, issues }) => {
      const fault = (field: string, message: string) =>
        issues.push({ code: 'custom', path: [field], input: value, message });
      if ((value.url === undefined) === (value.package === undefined))
        fault('package', 'must be given, or url instead of it, and not both');
      if (value.md5 !== undefined && value.package !== undefined)
        fault('md5', 'is for a file at url; that of package is worked out');
      if (value.sourceVersion === value.version) fault('sourceVersion', 'must differ from version');
      if (value.verificationDevices !== undefined && !value.needToVerify)
        fault('verificationDevices', 'cannot be given when needToVerify is false');
    }),
  );
export type Release = z.output<typeof release>;

const firmwareId = z
  .string()
  .check(z.regex(/^[A-Za-z0-9_-]{1,64}$/, 'must be a FirmwareId, as POST /releases answers it'));

export const ofRelease = z.object({ firmwareId });

export const nowhere = z.object({});

export const released = z.object({
  firmwareId: z.string(),
  firmwareName: z.string(),
  verifyJobId: z.optional(
    z.string().check(z.describe('The verification batch; missing when there is none.')),
  ),
});

export const upload = z.strictObject({ fileSuffix: fileSuffix() });

export const uploadForm = z.object({
  host: z.string().check(z.describe('Where the form is posted to, as multipart/form-data.')),
  fields: z
    .record(z.string(), z.string())
    .check(
      z.describe(
        'The fields of the form. The file comes after them, in the field file. HTTP 200 is success.',
      ),
    ),
  url: z.string().check(z.describe('The url for POST /releases, within 60 minutes.')),
  validFor: z.number().check(z.describe('How many seconds the form is good for.')),
});

/** What the platform may leave out. */
const maybe = (text: string) => z.optional(z.string().check(z.describe(text)));

export const standing = z.object({
  firmwareId: z.string(),
  firmwareName: maybe('The name of the package.'),
  productKey: maybe('The product.'),
  moduleName: z.string(),
  version: maybe('The version after the update.'),
  sourceVersion: maybe('For a delta package: the version before.'),
  description: maybe('As it was given.'),
  size: z.optional(z.number().check(z.describe('In bytes.'))),
  md5: maybe('The MD5 value of the file.'),
  verification: z.object({
    status: z.enum(['unknown', 'not-needed', 'unverified', 'verifying', 'verified', 'failed']),
    progress: z.optional(z.number().check(z.describe('In percent.'))),
  }),
  jobs: z
    .array(
      z.object({
        jobId: z.string(),
        jobType: maybe('VERIFY_FIRMWARE or UPGRADE_FIRMWARE.'),
        jobStatus: maybe('PLANNED, IN_PROGRESS, COMPLETED or CANCELED.'),
        selectionType: maybe('STATIC or DYNAMIC.'),
        targetSelection: maybe('ALL, SPECIFIC or GRAY.'),
        utcCreate: maybe('When it was made.'),
        utcStartTime: maybe('When it began.'),
        utcEndTime: maybe('When it ended.'),
      }),
    )
    .check(z.describe('The verification and update batches of the package, all of them.')),
  utcCreate: maybe('When the package was made.'),
  utcModified: maybe('When it changed last.'),
});
export type Standing = z.infer<typeof standing>;

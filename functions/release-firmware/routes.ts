import { type Route, route } from '../../shared/runtime/http/route.ts';
import * as fields from './fields.ts';
import { firmwareFor } from './firmware.ts';
import { standingOf } from './standing.ts';
import { uploadForm } from './upload.ts';
import { verificationFor } from './verification.ts';

/** What a build server does to release firmware. */
export const routes: readonly Route[] = [
  route({
    method: 'POST',
    path: '/uploads',
    name: 'prepareUpload',
    summary: 'What is needed to upload an update package that is too large for a request',
    parameters: fields.nowhere,
    body: fields.upload,
    answer: {
      status: 200,
      description: 'A form, good for one file and a minute.',
      schema: fields.uploadForm,
    },
    work: (_, { fileSuffix }, call) => uploadForm(fileSuffix, call),
  }),
  route({
    method: 'POST',
    path: '/releases',
    name: 'releaseFirmware',
    summary: 'Release firmware',
    description:
      'Makes an update package, and starts its verification when devices are named for it. The same release sent twice is one package and one verification. Another release under the same name or version is refused with 409.',
    parameters: fields.nowhere,
    body: fields.release,
    answer: {
      status: 202,
      description: 'The package is there; its verification goes on.',
      schema: fields.released,
    },
    work: async (_, release, call) => {
      const firmware = await firmwareFor(release, call);
      const verifyJobId = await verificationFor(firmware, release, call);
      const { firmwareId, firmwareName } = firmware;
      return { firmwareId, firmwareName, ...(verifyJobId !== undefined && { verifyJobId }) };
    },
  }),
  route({
    method: 'GET',
    path: '/releases/{firmwareId}',
    name: 'getRelease',
    summary: 'Where a release stands',
    parameters: fields.ofRelease,
    answer: { status: 200, description: 'The package and its batches.', schema: fields.standing },
    work: ({ firmwareId }, _, { iot }) => standingOf(firmwareId, iot),
  }),
];

import { isAboutTheAccount, type Verdict, verdictOf } from '../../fleet/apply/verdict.ts';
import { Problem } from './problem.ts';

/** What the platform does not know: a device, a product, a package. */
const unknownThing =
  /^iot\.(device\.(NotExistedDevice|InvalidIoTId)|prod\.NotExistedProduct|ota\.(DeviceNotExist|OTAModuleNotExist)|firmware\.(FirmwareNotFound|InvalidFirmwareId))$|^(PackageNotFound|ValidDeviceCount)$/;

/** In seconds: the quotas are by the second, and what passes takes a little longer. */
const retryAfter = '10';

/** A failure of IoT Platform's, as a problem to answer with. */
export function platformProblem(error: unknown): Problem {
  return verdictProblem(verdictOf(error));
}

/**
 * What came of something that was asked of the platform, and was not done, as a problem to answer with:
 *
 * - 404 when there is no such device, product or package
 * - 422 when the parameters break a rule of the operation
 * - 409 when the platform refuses otherwise
 * - 502 when the function has not the right, or the account is not in order
 * - 503 with `Retry-After` when it may succeed later: throttled, not reached, out of time
 *
 * @param members what the document is to have beside the platform's `code`
 */
export function verdictProblem(
  { result, code, message = 'No reason is given.' }: Verdict,
  members: Readonly<Record<string, unknown>> = {},
): Problem {
  const extras = { members: { ...(code !== undefined && { code }), ...members } };
  if (code !== undefined && isAboutTheAccount(code)) {
    const detail = 'IoT Platform does not let the function do this; its log says why.';
    return new Problem(502, 'The function lacks a right', detail, extras);
  }
  if (result === 'failed') {
    // Without a code it is no failure of the platform's, but of something behind the function: nobody's outside.
    const detail =
      code === undefined ? 'It could not be done now; the log of the function says why.' : message;
    return new Problem(503, 'Not now', detail, { ...extras, headers: { 'retry-after': retryAfter } });
  }
  if (code !== undefined && unknownThing.test(code))
    return new Problem(404, 'No such thing', message, extras);
  if (code === 'Client.InvalidParameter') {
    return new Problem(422, 'The request is not right', message, {
      ...extras,
      errors: [{ field: '', detail: message }],
    });
  }
  return new Problem(409, 'IoT Platform refuses', message, extras);
}

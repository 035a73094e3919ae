import { readJson } from '../../../events/json.ts';
import { Problem } from './problem.ts';
import type { HttpRequest } from './request.ts';

/** The most bytes that a body may have: 1 MiB. */
export const largestBody = 2 ** 20;

/** @throws Problem with status 413 when the request's body is too large */
export function checkSize({ body }: HttpRequest): void {
  if (body.length <= largestBody) return;
  throw new Problem(
    413,
    'The body is too large',
    `The body has ${body.length} bytes, at most ${largestBody} are allowed.`,
  );
}

/**
 * The JSON of a request's body. An empty body counts as an empty object, for some hooks need to be told nothing.
 *
 * @throws Problem with status 400 when it is none, is not in UTF-8, or is compressed
 */
export function readJsonBody({ headers, body }: HttpRequest): unknown {
  const encoding = headers['content-encoding']?.trim().toLowerCase() ?? '';
  if (encoding !== '' && encoding !== 'identity') {
    throw new Problem(400, 'The body is not JSON', 'The body must not be compressed.');
  }
  if (body.length === 0) return {};
  const json = readJson(body);
  if ('fault' in json) throw new Problem(400, 'The body is not JSON', `The body ${json.fault}.`);
  return json.value;
}

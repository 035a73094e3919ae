import * as z from 'zod/mini';
import { bytesOfBase64 } from '../../../events/channels/envelope.ts';
import { Problem } from './problem.ts';

/** An HTTP request, as an HTTP trigger of Function Compute hands it over. */
export interface HttpRequest {
  /** In upper case. */
  readonly method: string;
  /** As it was sent, percent signs and all; without the query. */
  readonly path: string;
  /** By their names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** What is used of the event (Function Compute, HTTP trigger of a standard runtime, version v1). */
const triggerEvent = z.object({
  rawPath: z.string(),
  body: z.nullish(z.string()),
  isBase64Encoded: z.nullish(z.boolean()),
  headers: z.nullish(z.record(z.string(), z.string())),
  requestContext: z.object({ http: z.object({ method: z.string() }) }),
});

/**
 * Reads the event that an HTTP trigger invokes a function with.
 *
 * @param payload the invocation's bytes
 * @throws Problem when it is another event, with status 400: the function was invoked by other ways than its trigger
 */
export function readRequest(payload: Uint8Array): HttpRequest {
  const event = triggerEvent.safeParse(parsed(payload));
  if (!event.success) throw malformed('It is not the event of an HTTP trigger.');
  const { rawPath, body, isBase64Encoded, headers, requestContext } = event.data;
  const bytes = isBase64Encoded ? bytesOfBase64(body ?? '') : Buffer.from(body ?? '');
  if (bytes === undefined) throw malformed('The body is said to be base64 text, and is not.');
  return {
    method: requestContext.http.method.toUpperCase(),
    path: rawPath,
    headers: Object.fromEntries(
      Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]),
    ),
    body: bytes,
  };
}

/** Plain JSON: the body in it has to stay as it was signed, whatever it says. */
function parsed(payload: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(payload).toString());
  } catch {
    return undefined;
  }
}

function malformed(detail: string): Problem {
  return new Problem(400, 'The event is malformed', detail);
}

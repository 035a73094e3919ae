import type { IncomingMessage } from 'node:http';
import { Problem } from '../../../shared/runtime/http/problem.ts';

/**
 * Lets through who is on this machine and not a web page: a page of another site that a browser has open here could
 * send requests to this port, too, by a name of its own that leads to this machine, or across sites.
 *
 * @throws Problem
 */
export function checkCaller({ headers, socket }: IncomingMessage): void {
  const hosts = ['127.0.0.1', 'localhost', '[::1]'].map((name) => `${name}:${socket.localPort}`);
  const { host = '', origin } = headers;
  if (!hosts.includes(host)) {
    throw new Problem(
      403,
      'The host is another',
      `The header Host must be one of ${hosts.join(', ')}: this API is for this machine alone.`,
    );
  }
  if (origin !== undefined && !hosts.includes(origin.replace(/^http:\/\//, ''))) {
    throw new Problem(403, 'The origin is another', 'Pages of other sites may not use this API.');
  }
}

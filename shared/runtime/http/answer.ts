import type { Problem } from './problem.ts';

/** What a function with an HTTP trigger returns for Function Compute to answer with. */
export interface HttpAnswer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly isBase64Encoded: false;
  readonly body: string;
}

const common = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' };

/** An answer in JSON. */
export function jsonAnswer(statusCode: number, body: object): HttpAnswer {
  const headers = { 'content-type': 'application/json', ...common };
  return { statusCode, headers, isBase64Encoded: false, body: JSON.stringify(body) };
}

/** A problem as it goes out: a document by RFC 9457. */
export function problemAnswer(problem: Problem): HttpAnswer {
  const headers = { 'content-type': 'application/problem+json', ...common, ...problem.headers };
  return { statusCode: problem.status, headers, isBase64Encoded: false, body: JSON.stringify(problem) };
}

import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import { models, type ServedPlatform } from './api-caller.ts';

const folder = new URL('../../../shared/iot/spec/operations/', import.meta.url);

interface Field {
  readonly name: string;
  readonly repeat?: boolean;
  readonly fields?: readonly Field[];
}

/** Calls an operation through the vendor's SDK, its parameters named as the SDK names them; gives the answer's body. */
export async function callSdk(
  served: ServedPlatform,
  operation: string,
  parameters: object,
  signatureAlgorithm?: 'v2',
): Promise<Record<string, unknown>> {
  const sdk = served.sdk(signatureAlgorithm) as unknown as Record<
    string,
    (request: unknown) => Promise<{ body: unknown }>
  >;
  const Request = (models as unknown as Record<string, new (parameters: object) => unknown>)[
    `${operation}Request`
  ];
  const method = lowerFirst(operation);
  if (Request === undefined || sdk[method] === undefined) throw new Error(`The SDK has no ${operation}`);
  const { body } = await sdk[method](new Request(parameters));
  return body as Record<string, unknown>;
}

/**
 * The response fields of the catalogue that an answer, as the SDK's models hold it, does not have: `data.groupInfo`.
 * Of a list, the first entry is looked at.
 */
function missingFields(operation: string, body: object): string[] {
  const { response } = JSON.parse(readFileSync(new URL(`${operation}.json`, folder), 'utf8')) as {
    response: readonly Field[];
  };
  return missing(response, body, '');
}

function missing(fields: readonly Field[], held: object, path: string): string[] {
  return fields.flatMap((field) => {
    const name = lowerFirst(field.name);
    const here = path === '' ? name : `${path}.${name}`;
    const value = (held as Record<string, unknown>)[name];
    const one: unknown = field.repeat === true && Array.isArray(value) ? value[0] : value;
    if (one === undefined || one === null) return [here];
    return field.fields === undefined ? [] : missing(field.fields, one as object, here);
  });
}

const lowerFirst = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);

/** Calls an operation through the SDK, with both of its signatures, and wants every field of the catalogue but these. */
export async function expectEveryField(
  served: ServedPlatform,
  operation: string,
  parameters: object,
  absent: readonly string[] = [],
): Promise<void> {
  const body = await callSdk(served, operation, parameters);
  expect(body).toMatchObject({ success: true, requestId: expect.stringMatching(/^[0-9A-F-]{36}$/) });
  expect(missingFields(operation, body)).toEqual(absent);
}

import { GatewayError } from '../../../../local/platform/api/gateway-error.ts';
import { readParameters } from '../../../../local/platform/api/parameters.ts';
import { servedOperations } from '../../../../local/platform/operations/index.ts';
import type { Platform } from '../../../../local/platform/platform.ts';
import { Refusal } from '../../../../local/platform/refusal.ts';

/** Makes a call as if it had come over the wire; gives the answer, or why it is refused. */
export async function ask(
  platform: Platform,
  operation: string,
  parameters: object,
): Promise<object | string> {
  const served = servedOperations.get(operation);
  if (served === undefined) throw new Error(`${operation} is not served`);
  try {
    return await served.run(readParameters(served, new Map(flatten(parameters))), platform);
  } catch (error) {
    if (error instanceof Refusal || error instanceof GatewayError) {
      return `${error.code}: ${error.message}`;
    }
    throw error;
  }
}

/** Makes a call that has to succeed. */
// biome-ignore lint/suspicious/noExplicitAny: tests reach into answers of every shape
export async function must(platform: Platform, operation: string, parameters: object = {}): Promise<any> {
  const answer = await ask(platform, operation, parameters);
  if (typeof answer === 'string') throw new Error(`${operation}: ${answer}`);
  return answer;
}

/** Parameters as the wire has them. */
function flatten(value: unknown, name = ''): [string, string][] {
  if (value === undefined) return [];
  if (Array.isArray(value)) return value.flatMap((item, index) => flatten(item, `${name}.${index + 1}`));
  if (typeof value !== 'object' || value === null) return [[name, String(value)]];
  return Object.entries(value).flatMap(([key, member]) =>
    flatten(member, name === '' ? key : `${name}.${key}`),
  );
}

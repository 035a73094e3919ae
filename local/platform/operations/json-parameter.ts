import * as z from 'zod/mini';
import { Refusal } from '../refusal.ts';

/**
 * What a parameter holds that travels as JSON text.
 *
 * @throws Refusal with the given code, naming the place in the JSON and what should be there
 */
export function readJson<Held>(
  name: string,
  parameter: string | object,
  schema: z.ZodMiniType<Held>,
  code: string,
): Held {
  const checked = schema.safeParse(heldBy(name, parameter, code));
  if (checked.success) return checked.data;
  throw new Refusal(code, `${name}: ${z.prettifyError(checked.error).replaceAll('\n', ' ')}`);
}

function heldBy(name: string, parameter: string | object, code: string): unknown {
  if (typeof parameter !== 'string') return parameter;
  try {
    return JSON.parse(parameter);
  } catch {
    throw new Refusal(code, `${name} is not JSON.`);
  }
}

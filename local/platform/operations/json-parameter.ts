import * as z from 'zod/mini';
import { said } from '../../../shared/iot/schema.ts';
import { Refusal } from '../refusal.ts';

/** So many problems are told of at once: a document of another shape has hundreds. */
const mostProblems = 5;

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
  const checked = schema.safeParse(heldBy(name, parameter, code), { error: said });
  if (checked.success) return checked.data;
  const problems = checked.error.issues
    .slice(0, mostProblems)
    .map(({ path, message }) => `${z.core.toDotPath(path)} ${message}`.trim());
  throw new Refusal(code, `${name}: ${problems.join('; ')}`);
}

function heldBy(name: string, parameter: string | object, code: string): unknown {
  if (typeof parameter !== 'string') return parameter;
  try {
    return JSON.parse(parameter);
  } catch {
    throw new Refusal(code, `${name} is not JSON.`);
  }
}

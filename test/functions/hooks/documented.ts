import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { expect } from 'vitest';
import { description } from './cloud.ts';

const ajv = new Ajv2020({ strict: false, formats: { base64: true } }).addSchema(description, 'openapi');
const compiled = new Map<string, ValidateFunction>();

/** An answer, as a function gives it or as it comes over HTTP. */
export interface Answered {
  readonly status: number;
  readonly header: (name: string) => string | null | undefined;
  readonly text: string;
}

/**
 * Checks that an answer is one that docs/openapi.json has for the request, with its content type, headers and schema,
 * and that it lets nothing be seen of the code behind it.
 */
export function expectDocumented(method: string, path: string, { status, header, text }: Answered): void {
  const [pointer, response] = documentedResponse(method, path, status);
  const about = `${method} ${path} → ${status} ${text.slice(0, 300)}`;
  expect(response, `not documented: ${about}`).toBeDefined();
  const [type = '', { schema = {} } = {}] = Object.entries(response?.content ?? {})[0] ?? [];
  expect(header('content-type'), about).toBe(type);
  for (const name of Object.keys(response?.headers ?? {})) expect(header(name), about).toBeTruthy();
  let validate = compiled.get(pointer);
  if (validate === undefined) {
    validate = ajv.compile(JSON.parse(JSON.stringify(schema).replaceAll('"$ref":"#', '"$ref":"openapi#')));
    compiled.set(pointer, validate);
  }
  const body = JSON.parse(text);
  expect(validate(body) ? [] : validate.errors, about).toEqual([]);
  if (type === 'application/problem+json') expect(body.status).toBe(status);
  expect(text).not.toMatch(/\n\s+at |\.[jt]s:\d+|node:internal|whsec_|role-secret|role-token/);
}

interface Response {
  readonly $ref?: string;
  readonly headers?: object;
  readonly content?: Readonly<Record<string, { readonly schema?: object }>>;
}

/** The response that is documented, and one name for it. */
function documentedResponse(method: string, path: string, status: number): [string, Response | undefined] {
  const templates = Object.keys(description.paths).filter((template) => fits(template, path));
  const template = templates.find((one) => description.paths[one][method.toLowerCase()] !== undefined);
  const shared = (allowed: readonly number[]): [string, Response | undefined] => [
    String(status),
    allowed.includes(status) ? description.components.responses[status] : undefined,
  ];
  // 400 is what an event gets that is no HTTP trigger's.
  if (templates.length === 0) return shared([404, 400]);
  if (template === undefined) return shared([405, 400]);
  const response: Response | undefined = description.paths[template][method.toLowerCase()].responses[status];
  return response?.$ref === undefined ? [`${method} ${template} ${status}`, response] : shared([status]);
}

function fits(template: string, path: string): boolean {
  const [wanted, segments] = [template.split('/'), path.split('/')];
  return (
    wanted.length === segments.length &&
    wanted.every(
      (part, index) => part === segments[index] || (part.startsWith('{') && isName(segments[index])),
    )
  );
}

function isName(segment = ''): boolean {
  try {
    return decodeURIComponent(segment) !== '';
  } catch {
    return false;
  }
}

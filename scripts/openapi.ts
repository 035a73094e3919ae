import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as z from 'zod/mini';
import { routes as deviceRoutes } from '../functions/manage-device/routes.ts';
import { routes as releaseRoutes } from '../functions/release-firmware/routes.ts';
import { descriptionPath } from '../shared/runtime/http/hook.ts';
import { largestBody } from '../shared/runtime/http/json-body.ts';
import type { Route } from '../shared/runtime/http/route.ts';

/**
 * Writes docs/openapi.json, the OpenAPI 3.1 description of the HTTP hooks, from their routes and schemas:
 *
 *     npm run openapi              writes it
 *     npm run openapi -- --check   writes nothing; ends with 1 when it differs
 *
 * The functions serve what is written there, so it is committed.
 */

const file = new URL('../docs/openapi.json', import.meta.url);

/** What every hook may answer when it does not do what it was asked, by its status. */
const refusals: Readonly<Record<number, string>> = {
  400: 'The body is not JSON in UTF-8.',
  401: 'Not authenticated. The answer is the same whatever is wrong; the log of the function says what it is.',
  404: 'There is nothing at this path, or no such device, product or package.',
  405: 'The path is for other methods: the header Allow names them.',
  409: 'IoT Platform refuses, for the reason in code; or what is there already is another release, or does not wait to be confirmed.',
  413: `The body has more than ${largestBody} bytes.`,
  422: 'A field is not right: errors names each that is not.',
  500: 'The function failed. The same delivery may be sent again.',
  502: 'The function has not the right on IoT Platform, or the account is not in order. The same delivery may be sent again.',
  503: 'Not now: throttled, not reached, or out of time. The same delivery may be sent again, after Retry-After.',
};

/** The OpenAPI document, as text. */
export function openApiText(): string {
  const document = {
    openapi: '3.1.0',
    info: {
      title: 'Fleetkeeper hooks',
      version: packageVersion(),
      description:
        'What people and build servers do with a fleet by HTTP. Every call is signed by the Standard Webhooks convention (standardwebhooks.com); docs/hooks.md has examples.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    security: [{ signature: [] }],
    paths: {
      ...paths('manage-device', deviceRoutes),
      ...paths('release-firmware', releaseRoutes),
      ...descriptions(),
    },
    components: {
      securitySchemes: {
        signature: {
          type: 'apiKey',
          in: 'header',
          name: 'webhook-signature',
          description:
            'v1, and the base64 text of the HMAC-SHA256 of webhook-id, webhook-timestamp and the body, with full stops between them. A GET signs the empty body. Method and path are not signed.',
        },
      },
      parameters: {
        id: {
          name: 'webhook-id',
          in: 'header',
          required: true,
          description:
            'Good once: a delivery that was answered with 500, 502 or 503 is sent again with the same id, any other has one of its own.',
          schema: { type: 'string', pattern: '^[!-\\-/-~]{1,256}$' },
        },
        timestamp: {
          name: 'webhook-timestamp',
          in: 'header',
          required: true,
          description: 'When it was signed, in seconds since 1970; five minutes off at most.',
          schema: { type: 'string', pattern: '^\\d{1,12}$' },
        },
      },
      schemas: { Problem: problem },
      responses: Object.fromEntries(
        Object.entries(refusals).map(([status, description]) => [status, refusal(status, description)]),
      ),
    },
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

const problem = {
  type: 'object',
  description: 'A problem document (RFC 9457).',
  required: ['title', 'status', 'detail'],
  properties: {
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['field', 'detail'],
        properties: {
          field: { type: 'string', description: 'Empty for the request as a whole.' },
          detail: { type: 'string' },
        },
        additionalProperties: false,
      },
    },
    code: {
      type: 'string',
      description: 'The error code of IoT Platform, or one that tells the reason as shortly.',
    },
    outcomes: { type: 'array', items: { type: 'object' }, description: 'What became of each action.' },
    firmwareId: { type: 'string', description: 'The update package that is there already.' },
  },
  additionalProperties: false,
};

function refusal(status: string, description: string) {
  const header = (name: string) => ({ [name]: { required: true, schema: { type: 'string' } } });
  return {
    description,
    ...(status === '405' && { headers: header('Allow') }),
    ...(status === '503' && { headers: header('Retry-After') }),
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  };
}

function paths(functionName: string, routes: readonly Route[]): Record<string, object> {
  const found: Record<string, Record<string, unknown>> = {};
  for (const route of routes) {
    found[route.path] ??= { servers: servers(functionName), parameters: inPath(route) };
    Object.assign(found[route.path] ?? {}, { [route.method.toLowerCase()]: operation(functionName, route) });
  }
  return found;
}

function servers(...functionNames: string[]) {
  return functionNames.map((name) => ({
    url: '{trigger}',
    description: `The HTTP trigger of ${name}.`,
    variables: {
      trigger: { default: `http://127.0.0.1:9000/triggers/fleetkeeper-test-${name}` },
    },
  }));
}

function inPath({ parameters }: Route) {
  const { properties = {} } = schemaOf(parameters, 'input') as { properties?: Record<string, object> };
  return Object.entries(properties).map(([name, schema]) => ({ name, in: 'path', required: true, schema }));
}

function operation(functionName: string, route: Route) {
  const { name, summary, description, body, answer } = route;
  return {
    operationId: name,
    summary,
    ...(description !== undefined && { description }),
    tags: [functionName],
    parameters: [{ $ref: '#/components/parameters/id' }, { $ref: '#/components/parameters/timestamp' }],
    ...(body !== undefined && { requestBody: requestBody(body) }),
    responses: {
      [answer.status]: {
        description: answer.description,
        content: { 'application/json': { schema: schemaOf(answer.schema, 'output') } },
      },
      ...Object.fromEntries(
        Object.keys(refusals).map((status) => [status, { $ref: `#/components/responses/${status}` }]),
      ),
    },
  };
}

/** A body may be left out when nothing has to stand in it. */
function requestBody(body: z.ZodMiniType): object {
  const schema = schemaOf(body, 'input');
  return { required: 'required' in schema, content: { 'application/json': { schema } } };
}

/** The document itself, which needs no signature. */
function descriptions(): Record<string, object> {
  return {
    [descriptionPath]: {
      servers: servers('manage-device', 'release-firmware'),
      get: {
        operationId: 'getDescription',
        summary: 'This document',
        security: [],
        responses: {
          200: {
            description: 'The document.',
            content: { 'application/json': { schema: { type: 'object' } } },
          },
          405: { $ref: '#/components/responses/405' },
        },
      },
    },
  };
}

/** A schema as OpenAPI 3.1 has it: JSON Schema, draft 2020-12, which it need not say. */
function schemaOf(schema: z.ZodMiniType, io: 'input' | 'output'): object {
  const { $schema, ...described } = z.toJSONSchema(schema, { io });
  return described;
}

function packageVersion(): string {
  return JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')).version;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const text = openApiText();
  const isUpToDate = readFileSync(file, 'utf8') === text;
  if (!process.argv.includes('--check')) {
    writeFileSync(file, text);
    console.log(isUpToDate ? 'All up to date.' : 'Wrote docs/openapi.json');
  } else if (!isUpToDate) {
    console.error('docs/openapi.json differs from what npm run openapi makes of the routes');
    process.exitCode = 1;
  }
}

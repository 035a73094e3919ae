import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { openApiText } from '../../scripts/openapi.ts';

const text = readFileSync(new URL('../../docs/openapi.json', import.meta.url), 'utf8');
const document = JSON.parse(text);

test('docs/openapi.json is what npm run openapi makes of the routes', () => {
  expect(text === openApiText()).toBe(true);
});

test('every hook is described with all its answers', () => {
  const described = Object.entries<Record<string, { responses?: object }>>(document.paths).flatMap(
    ([path, item]) =>
      Object.entries(item).flatMap(([method, { responses }]) =>
        responses === undefined ? [] : [`${method.toUpperCase()} ${path} ${Object.keys(responses).join()}`],
      ),
  );
  const refusals = '400,401,404,405,409,413,422,500,502,503';
  expect(described.sort()).toEqual(
    [
      `GET /devices/{productKey}/{deviceName} 200,${refusals}`,
      ...['confirm-upgrade', 'disable', 'enable', 'groups', 'tags', 'upgrade'].map(
        (what) => `POST /devices/{productKey}/{deviceName}/${what} 200,${refusals}`,
      ),
      'GET /openapi.json 200,405',
      `GET /releases/{firmwareId} 200,${refusals}`,
      `POST /releases 202,${refusals}`,
      `POST /uploads 200,${refusals}`,
    ].sort(),
  );
});

test('every schema and every reference in it is sound', () => {
  const ajv = new Ajv2020({ strict: false, formats: { base64: true } }).addSchema(document, 'openapi');
  const references = new Set([...text.matchAll(/"\$ref": "(#[^"]+)"/g)].map(([, to]) => to));
  expect(references.size).toBeGreaterThan(10);
  for (const to of references) {
    const found = (to ?? '')
      .slice(2)
      .split('/')
      .reduce((part, name) => part?.[name], document);
    expect(found, to).toBeDefined();
  }
  const schemas: [string, object][] = [];
  const collect = (value: unknown, at: string): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [name, member] of Object.entries(value)) {
      if (name === 'schema') schemas.push([at, member]);
      else collect(member, `${at}/${name}`);
    }
  };
  collect(document, '#');
  expect(schemas.length).toBeGreaterThan(20);
  for (const [at, schema] of schemas) expect(() => ajv.compile(absolute(schema)), at).not.toThrow();
});

/** A schema whose references are into the document, wherever it is compiled. */
function absolute(schema: object): object {
  return JSON.parse(JSON.stringify(schema).replaceAll('"$ref":"#', '"$ref":"openapi#'));
}

import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readJson } from '../../../../local/platform/operations/json-parameter.ts';
import { Refusal } from '../../../../local/platform/refusal.ts';
import { addFeatures } from '../../../../local/platform/thing-model/edit.ts';
import { thingModelDocument } from '../../../../local/platform/thing-model/read-thing-model.ts';
import { tslDocument } from '../../../../local/platform/thing-model/read-tsl.ts';
import { emptyModel } from '../../../../local/platform/thing-model/thing-model.ts';
import { writeThingModel } from '../../../../local/platform/thing-model/write-thing-model.ts';
import { writeTsl } from '../../../../local/platform/thing-model/write-tsl.ts';
import { event, parameter, property, service, specified } from './documents.ts';

const spec = (path: string) =>
  JSON.parse(readFileSync(new URL(`../../../../shared/iot/spec/${path}`, import.meta.url), 'utf8'));

const published = new Ajv2020({ strict: false, unicodeRegExp: true, allErrors: false }).compile(
  spec('ThingModelJson.schema.json'),
);

const origin = { now: 1_900_000_000_000, newId: (length: number) => 'A'.repeat(length) };
const takes = (document: unknown) => thingModelDocument.safeParse(document).success;

/** Texts and values that rules turn on, beside what comes by chance. */
const trap = fc.constantFrom<unknown>(
  'set',
  'a b',
  '',
  '1.5',
  'x'.repeat(51),
  '价格',
  'INT',
  'BOOL',
  'PARAM_INPUT',
  0,
  -1,
  1.5,
  2049,
  true,
  null,
  [],
  {},
);

const types = fc.constantFrom<object>(...Object.values(specified));
const name = fc.constantFrom('a', 'b', 'Level', 'A_1');
const feature = fc.oneof(
  fc
    .tuple(name, types)
    .map(([identifier, type]) => ({ kind: 'properties', made: property(identifier, type) })),
  fc.tuple(name, types).map(([identifier, type]) => ({
    kind: 'services',
    made: service(identifier, { inputParams: [parameter('x', 'PARAM_INPUT', type)] }),
  })),
  fc.tuple(name, types).map(([identifier, type]) => ({
    kind: 'events',
    made: event(identifier, { outputdata: [parameter('x', 'PARAM_OUTPUT', type)] }),
  })),
);

/** Every place in a document, as the keys that lead there. */
function places(value: unknown, path: readonly string[] = []): string[][] {
  const inner =
    typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([key, held]) => places(held, [...path, key]))
      : [];
  return path.length === 0 ? inner : [[...path], ...inner];
}

function put(
  value: unknown,
  [key, ...deeper]: readonly string[],
  change: (old: unknown) => unknown,
): unknown {
  if (key === undefined) return change(value);
  const held = (value as Record<string, unknown>)[key];
  if (Array.isArray(value))
    return value.map((one, index) => (String(index) === key ? put(one, deeper, change) : one));
  return { ...(value as object), [key]: put(held, deeper, change) };
}

describe('any JSON becomes a model or a refusal', () => {
  const code = 'iot.common.InvalidFormattedParameter';

  test.each([
    ['ThingModelJson', thingModelDocument],
    ['TslStr', tslDocument],
  ])('read as %s', (parameterName, schema) => {
    const nearly = fc.record(
      { properties: fc.anything(), services: fc.anything(), events: fc.array(fc.anything()) },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.json(),
          nearly.map((held) => JSON.stringify(held) ?? ''),
        ),
        (text) => {
          try {
            expect(readJson(parameterName, text, schema, code)).toBeInstanceOf(Array);
          } catch (error) {
            expect(error).toBeInstanceOf(Refusal);
            expect(error).toMatchObject({ code, message: expect.stringContaining(parameterName) });
          }
        },
      ),
    );
  });
});

test("what is read is what the vendor's schema takes, spoilt in any one place", () => {
  // What the schema does not say: that a maximum is not below its minimum, and that sizes are above 0, that integers are exact.
  const beyond = /max|min|size|length/;
  fc.assert(
    fc.property(feature, fc.nat(), fc.oneof(trap, fc.jsonValue()), ({ kind, made }, place, value) => {
      const document = { productKey: 'a1', [kind]: [made] };
      expect(takes(document)).toBe(true);
      expect(published(document)).toBe(true);
      const all = places(document).filter((path) => path.length > 2);
      const path = all[place % all.length] ?? [];
      if (beyond.test(path.at(-1) ?? '')) return;
      if (typeof value === 'number' && Math.abs(value) > Number.MAX_SAFE_INTEGER) return;
      // These the schema does not look at, or does not need: the guide's own samples leave them out.
      if (/^(productKey|custom|unit|unitName)$/.test(path.at(-1) ?? '')) return;
      const spoilt = put(document, path, () => value);
      expect(takes(spoilt), `${path.join('.')}: ${JSON.stringify(value)}`).toBe(published(spoilt));
    }),
    { numRuns: 300 },
  );
});

test("the guide's own samples are read, but for what breaks its rules", () => {
  const template = JSON.parse(spec('operations/GetThingTemplate.json').exampleResponse.ThingModelJSON);
  const broken = ['OverVoltThreshold', 'GeoLocation'];
  const properties = template.properties.filter(
    ({ identifier }: { identifier: string }) => !broken.includes(identifier),
  );
  expect(takes({ ...template, properties })).toBe(true);
  for (const one of template.properties) {
    expect(takes({ properties: [one] }), one.identifier).toBe(!broken.includes(one.identifier));
  }
  const tsl = JSON.parse(spec('operations/GetThingModelTsl.json').exampleResponse.Data.TslStr);
  const read = tslDocument.parse(tsl);
  expect(read.map(({ identifier }) => identifier)).toEqual(['Humidity', 'Temperature']);
});

test('a model comes back from both of its forms as it went in', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(feature, { selector: ({ made }) => made.identifier, minLength: 1, maxLength: 4 }),
      (features) => {
        const of = (kind: string) => features.filter((one) => one.kind === kind).map(({ made }) => made);
        const document = { properties: of('properties'), services: of('services'), events: of('events') };
        const first = addFeatures(emptyModel.main, thingModelDocument.parse(document), origin);
        const written = JSON.parse(
          writeThingModel(first, emptyModel, { productKey: 'a1', published: undefined }),
        );
        expect(published(written)).toBe(true);
        expect(addFeatures(emptyModel.main, thingModelDocument.parse(written), origin)).toEqual(first);
        const tsl = tslDocument.parse(JSON.parse(writeTsl(first, 'a1')));
        expect(JSON.parse(writeTsl(addFeatures(emptyModel.main, tsl, origin), 'a1'))).toEqual(
          JSON.parse(writeTsl(first, 'a1')),
        );
      },
    ),
  );
});

test.each([
  [
    'a serial number twice',
    service('a', { inputParams: ['x', 'y'].map((id) => parameter(id, 'PARAM_INPUT')) }),
  ],
  ['a structure inside a structure', service('a', { inputParams: [nested('STRUCT')] })],
  ['an array inside a structure', service('a', { inputParams: [nested('ARRAY')] })],
])('%s is refused', (_what, one) => {
  expect(takes({ services: [one] })).toBe(false);
});

function nested(childDataType: string) {
  const [member] = specified.struct.dataSpecsList;
  const inner = { ...member, childDataType, dataSpecsList: [], dataSpecs: specified.array.dataSpecs };
  return parameter('x', 'PARAM_INPUT', { ...specified.struct, dataSpecsList: [inner] });
}

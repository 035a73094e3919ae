import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fillTemplate, readTemplate } from '../../../shared/fleet/template.ts';

function fill(text: string, event: object): unknown {
  const template = readTemplate(text);
  return 'fault' in template ? template : fillTemplate(template, event);
}

test.each([
  ['${moduleVersion}', '2.0.0'],
  ['fw-${moduleVersion}-${moduleName}!', 'fw-2.0.0-default!'],
  ['${items.temperature.value} °C', '21.5 °C'],
  ['${items.on.value}', 'false'],
  ['costs $5, $${moduleVersion} and $', 'costs $5, ${moduleVersion} and $'],
  ['$$${moduleVersion}', '$${moduleVersion}'],
  ['no field', 'no field'],
])('fills %s', (text, filled) => {
  const items = { temperature: { value: 21.5 }, on: { value: false } };
  expect(fill(text, { moduleVersion: '2.0.0', moduleName: 'default', items })).toBe(filled);
});

test.each([
  ['${missing}', 'missing'],
  ['${items.none.value}', 'items.none.value'],
  ['${items}', 'items'],
  ['${name}', 'name'],
  ['${constructor.name}', 'constructor.name'],
  ['${moduleName.length}', 'moduleName.length'],
])('says of %s that the event lacks %s', (text, missing) => {
  expect(fill(text, { items: {}, name: null, moduleName: 'default' })).toEqual({ missing });
});

test.each(['${', 'a${b', '${}', '${a..b}', '${ a }', '${a b}', '${a.}', '${${a}}'])('refuses %s', (text) => {
  expect(fill(text, { a: 'x' })).toEqual({ fault: expect.stringContaining('must') });
});

test('gives back any text without fields as it is', () => {
  fc.assert(
    fc.property(
      fc.string().filter((text) => !text.includes('${')),
      (text) => {
        expect(fill(text, {})).toBe(text);
      },
    ),
  );
});

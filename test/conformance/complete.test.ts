import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readOperations } from '../../scripts/generate/catalogue.ts';

const operations = readOperations();
const families = [...new Set(operations.map(({ family }) => family))];

test('there are 157 operations, in eleven families', () => {
  expect([operations.length, families.length]).toEqual([157, 11]);
});

test.each(families)('the family %s has its examples', (family) => {
  const source = readFileSync(new URL(`${family}.test.ts`, import.meta.url), 'utf8');
  // That none is missing among them, each family's test says.
  expect(source).toContain(`conforms('${family}', `);
});

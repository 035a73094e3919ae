import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const read = (path: string): string => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');
const document = read('docs/dependencies.md');
const direct = Object.keys(JSON.parse(read('package.json')).dependencies);

test('every library of the functions is in the document with its reason, and no other', () => {
  const rows = [...document.matchAll(/^\| `([^`]+)` \| \S.* \| \S.* \|$/gm)].map(([, name]) => name);
  expect(rows.sort()).toEqual(direct.sort());
});

test('every library that comes with them is named, and no other', () => {
  const { packages } = JSON.parse(read('package-lock.json'));
  const deployed = Object.entries<{ dev?: true; optional?: true }>(packages).flatMap(([path, found]) =>
    path === '' || found.dev || found.optional ? [] : [path.replace(/^.*node_modules\//, '')],
  );
  const [, sentence = ''] = /^With them come (.*)$/m.exec(document) ?? [];
  const named = [...sentence.matchAll(/`([^` ]+)`/g)].map(([, name]) => name);
  expect(named.sort()).toEqual(deployed.filter((name) => !direct.includes(name)).sort());
});

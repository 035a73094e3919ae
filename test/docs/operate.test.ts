import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { errorHint } from '../../shared/iot/error-codes.ts';

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

/** What the table of error codes names: whole codes, and families as `iot.group.*`. */
const named = [...read('docs/operate.md').matchAll(/`([A-Za-z.]+\*?)`/g)].map(([, name = '']) => name);
/** The families that the platform's codes are in. */
const families = [...read('shared/iot/error-codes.ts').matchAll(/^\[(.+)\]$/gm)].map(([, name = '']) => name);

test('docs/operate.md says what to do at each family of error codes', () => {
  expect(families.length).toBeGreaterThan(20);
  const missing = families.filter((family) => !named.some((name) => name.startsWith(family)));
  expect(missing).toEqual([]);
});

test('each code of the platform that docs/operate.md names is one', () => {
  const codes = named.filter(
    (name) => /^(?:iot|Iot|Throttling|Forbidden|Invalid\w+)\.\w+/.test(name) && !name.endsWith('*'),
  );
  expect(codes.length).toBeGreaterThan(8);
  expect(codes.filter((code) => errorHint(code) === undefined)).toEqual([]);
});

test('each message that docs/operate.md explains is one that the functions log', () => {
  const sources = ['shared', 'functions'].flatMap((folder) =>
    readdirSync(new URL(`../../${folder}`, import.meta.url), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts') && !file.startsWith('iot/'))
      .map((file) => read(`${folder}/${file}`)),
  );
  const messages = [...read('docs/operate.md').matchAll(/^\| `([^`]+\.)` \| [A-Z]+ \|/gm)].map(
    ([, text = '']) => text,
  );
  expect(messages.length).toBeGreaterThan(5);
  expect(messages.filter((text) => !sources.some((source) => source.includes(text)))).toEqual([]);
});

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DrivenClock } from '../../../local/platform/clock.ts';
import { documentedOperations } from '../../../local/platform/operations/index.ts';
import { type RunningPlatform, startPlatform } from '../../../local/platform/start-platform.ts';

const read = (path: string): string =>
  readFileSync(fileURLToPath(new URL(`../../../${path}`, import.meta.url)), 'utf8');
const document = read('docs/local-platform.md');
const lines = document.split('\n');

let running: RunningPlatform;
beforeAll(async () => {
  running = await startPlatform({ apiPort: 0, amqpPort: 0, clock: new DrivenClock(Date.now()) });
});
afterAll(() => running.close());

test('every flag of the command is in the document, and no other', () => {
  const flags = (text: string, form: RegExp) => new Set([...text.matchAll(form)].map(([, flag]) => flag));
  const known = flags(read('local/platform/main.ts'), /\.option\(\s*'(--[a-z-]+)/g);
  const rows = lines.filter((line) => line.startsWith('| `--')).join('\n');
  expect(flags(rows, /`(--[a-z-]+)/g)).toEqual(known);
});

test('the example of a first line has what the first line has', () => {
  const [, example = ''] = /```json\n([^`]+)```/.exec(document) ?? [];
  const shape = (value: unknown): unknown =>
    typeof value === 'object' && value !== null
      ? Object.fromEntries(Object.entries(value).map(([name, member]) => [name, shape(member)]))
      : typeof value;
  expect(shape(JSON.parse(example))).toEqual(shape(running.ready));
});

test('what is not emulated is of operations that there are', () => {
  const named = lines.flatMap((line) => /^\| `([A-Z]\w+)` \|/.exec(line)?.[1] ?? []);
  expect(named.length).toBeGreaterThan(0);
  expect(named.filter((operation) => !documentedOperations.has(operation))).toEqual([]);
});

const curl = /^curl (?:-X (\w+) )?'?http:\/\/127\.0\.0\.1:8121([^\s']*)'?(?: --json '(.*)')?/;

test('every call of the admin API is answered as the document has it', async () => {
  const calls = lines.flatMap((line) => {
    const found = curl.exec(line);
    return found === null ? [] : [found.slice(1)];
  });
  expect(calls.length).toBe(lines.filter((line) => line.startsWith('curl ')).length);
  for (const [method, path, json] of calls) {
    const response = await fetch(`${running.ready.admin}${path}`, {
      method: method ?? (json === undefined ? 'GET' : 'POST'),
      ...(json === undefined ? {} : { body: json, headers: { 'content-type': 'application/json' } }),
    });
    expect([path, response.status]).toEqual([path, expect.toBeOneOf([200, 201, 204])]);
    await response.arrayBuffer();
  }
});

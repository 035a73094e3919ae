import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { description } from './cloud.ts';
import { expectDocumented } from './documented.ts';

const document = readFileSync(new URL('../../../docs/hooks.md', import.meta.url), 'utf8');

test('every answer that docs/hooks.md shows is one that the description has', () => {
  const shown = [...document.matchAll(/```sh\n([^`]+)```\n\n```json\n([^`]+)\n```/g)];
  expect(shown.length).toBeGreaterThanOrEqual(8);
  for (const [, commands = '', text = ''] of shown) {
    const [, method = 'POST', path = '/releases'] =
      /^hook (\w+) \$(?:DEVICES|RELEASES)(\S+)/m.exec(commands) ?? [];
    const body = JSON.parse(text);
    const isProblem = 'title' in body;
    const status: number = isProblem ? body.status : path === '/releases' ? 202 : 200;
    const header = () => (isProblem ? 'application/problem+json' : 'application/json');
    expectDocumented(method, path, { status, header, text });
  }
});

test('the tables of docs/hooks.md have every request and every status', () => {
  const rows = document.split('\n').filter((line) => line.startsWith('|'));
  const requests = rows
    .flatMap((row) => /`(GET|POST) ([^`]+)`/.exec(row)?.slice(1).join(' ') ?? [])
    .map((request) => request.replace('…', '/devices/{productKey}/{deviceName}'));
  const described = Object.entries<object>(description.paths).flatMap(([path, item]) =>
    Object.keys(item).flatMap((method) =>
      /get|post/.test(method) ? [`${method.toUpperCase()} ${path}`] : [],
    ),
  );
  expect(requests.sort()).toEqual(described.sort());
  const statuses = rows.flatMap((row) => (/^\| (\d{3}(?:, \d{3})*) \|/.exec(row)?.[1] ?? '').split(', '));
  expect(statuses.filter((status) => /^[45]/.test(status))).toEqual(
    Object.keys(description.components.responses),
  );
});

import { readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Which places of the project a place may import from. Every file belongs to the longest place that matches it. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  events: ['events'],
  shared: ['shared', 'events'],
  // The hooks serve the description of themselves.
  functions: ['functions', 'shared', 'events', 'docs/openapi.json'],
  setup: ['setup', 'shared', 'events'],
  local: [
    'local',
    'events',
    'shared/iot/operations',
    'shared/iot/operation.ts',
    'shared/iot/schema.ts',
    'shared/iot/error-codes.ts',
    // Problem documents are the same whoever answers with them: the admin API, or a function.
    'shared/runtime/http/problem.ts',
  ],
  'local/start.ts': ['local', 'shared', 'events', 'scripts'],
  'local/console': ['local', 'shared', 'events', 'scripts'],
  // No part of the cloud: the fleet's owner, who calls the API as anybody would, and the judge of what came of it.
  'local/simulation': ['local', 'shared', 'events', 'scripts'],
  'local/verify': ['local', 'shared', 'events'],
  'local/chaos': ['local', 'shared', 'events', 'scripts'],
};

async function sources(folder: string): Promise<string[]> {
  const entries = await readdir(join(root, folder), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && /\.m?ts$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)));
}

function importsOf(file: string): string[] {
  const text = readFileSync(join(root, file), 'utf8');
  return [...text.matchAll(/(?:from|import\()\s*'(\.[^']+)'/g)].map(([, path = '']) =>
    relative(root, resolve(join(root, dirname(file)), path)),
  );
}

function isIn(file: string, place: string): boolean {
  return file === place || file.startsWith(`${place}/`);
}

test.each(['events', 'shared', 'functions', 'setup', 'local'])(
  '%s imports only what it may',
  async (folder) => {
    const files = await sources(folder);
    expect(files.length).toBeGreaterThan(0);
    const wrong = files.flatMap((file) => {
      const place = Object.keys(mayImport)
        .filter((candidate) => isIn(file, candidate))
        .sort((a, b) => b.length - a.length)[0];
      const allowed = mayImport[place ?? ''] ?? [];
      return importsOf(file)
        .filter((imported) => !allowed.some((one) => isIn(imported, one)))
        .map((imported) => `${file} imports ${imported}`);
    });
    expect(wrong).toEqual([]);
  },
);

test('one function does not import another', async () => {
  const wrong = (await sources('functions')).flatMap((file) => {
    const own = file.split('/').slice(0, 2).join('/');
    return importsOf(file).filter((imported) => isIn(imported, 'functions') && !isIn(imported, own));
  });
  expect(wrong).toEqual([]);
});

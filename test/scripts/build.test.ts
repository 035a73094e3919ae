import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { functionNames } from '../../scripts/build.ts';

const dist = fileURLToPath(new URL('../../dist', import.meta.url));

describe.each(await functionNames())('the bundle of %s', (name) => {
  const folder = join(dist, 'functions', name);

  test('has at most 450 kB', () => {
    expect(statSync(join(folder, 'index.js')).size).toBeLessThanOrEqual(450_000);
  });

  test('loads what it shares through Redis from a file of at most 150 kB, and only when it has one', () => {
    const { size } = statSync(join(folder, 'redis.js'));
    expect(size).toBeLessThanOrEqual(150_000);
    expect(readFileSync(join(folder, 'index.js'), 'utf8')).toContain('import("./redis.js")');
  });

  test('has its rules beside it', () => {
    expect(existsSync(join(folder, 'fleet.yaml'))).toBe(true);
  });

  test('loads by itself and exports what Function Compute calls', () => {
    const script = `console.log(Object.keys(require(${JSON.stringify(folder)})).sort().join())`;
    const { stdout, stderr } = spawnSync(process.execPath, ['-e', script], { encoding: 'utf8' });
    expect(stderr).toBe('');
    expect(stdout.trim()).toBe('handler,initialize,preStop');
  });
});

test('the client can be imported from what is built, with every operation by its name', async () => {
  const client = await import(pathToFileURL(join(dist, 'iot', 'index.js')).href);
  expect(client.createIotClient).toBeTypeOf('function');
  expect(client.IotError).toBeTypeOf('function');
  expect(client.DisableThing.name).toBe('DisableThing');
  const operations = Object.values(client).filter(
    (value) => typeof value === 'object' && value !== null && 'callsPerSecond' in value,
  );
  expect(operations).toHaveLength(157);
});

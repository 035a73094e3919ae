import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { readErrorCodes, readOperations } from '../../scripts/generate/catalogue.ts';
import { outdated } from '../../scripts/generate.ts';
import { errorHint } from '../../shared/iot/error-codes.ts';
import * as descriptors from '../../shared/iot/operations/index.ts';

const operations = readOperations();

/** What a bundle of this code is, minified, without zod. */
async function bundle(code: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: code, resolveDir: import.meta.dirname, loader: 'ts' },
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    platform: 'node',
    external: ['zod'],
  });
  return outputFiles[0]?.text ?? '';
}

describe('the generated code', () => {
  it('is what the generator makes of the catalogue', () => {
    expect(outdated()).toEqual([]);
  });

  it('has a descriptor for each of the 157 operations, and no other', () => {
    const names = operations.map(({ operation }) => operation);
    expect(names).toHaveLength(157);
    expect(Object.keys(descriptors).sort()).toEqual(names.sort());
  });

  it('takes name, family, quota and repeatability from the catalogue', () => {
    const taken = Object.values(descriptors).map(({ name, family, callsPerSecond, repeatable }) => [
      name,
      { family, callsPerSecond, repeatable },
    ]);
    const wanted = operations.map(({ operation, family, limits, repeatable }) => [
      operation,
      { family, callsPerSecond: limits.qps, repeatable },
    ]);
    expect(Object.fromEntries(taken)).toEqual(Object.fromEntries(wanted));
  });

  it('pages exactly the operations that take a page', () => {
    const paged = Object.values(descriptors).filter((descriptor) => 'pages' in descriptor);
    const takingPages = operations.filter(({ request }) => request.some(({ name }) => name === 'PageSize'));
    expect(paged.map(({ name }) => name).sort()).toEqual(takingPages.map(({ operation }) => operation));
  });

  it.each([
    ['DisableThing', 'index.ts', 6_000],
    ['DisableThing', 'devices.ts', 6_000],
    ['QueryDevice', 'index.ts', 7_000],
    ['CreateOTAStaticUpgradeJob', 'index.ts', 9_000],
  ])('lets a bundle that names %s from %s hold only that one', async (name, file, mostBytes) => {
    const code = await bundle(
      `import { ${name} } from '../../shared/iot/operations/${file}'; console.log(${name});`,
    );
    const held = operations.filter(({ operation }) => new RegExp(`"${operation}"`).test(code));
    expect(held.map(({ operation }) => operation)).toEqual([name]);
    expect(code.length).toBeLessThan(mostBytes);
  });
});

describe('the error codes', () => {
  it('have a hint each, as the catalogue has it', () => {
    for (const { code, description, retryable } of readErrorCodes()) {
      expect(errorHint(code), code).toMatchObject({
        description: expect.stringContaining(description),
        retryable,
      });
      expect(errorHint(code)?.solution, code).not.toBe('');
    }
  });

  it('that the gateway makes up from a parameter have the hint of their kind', () => {
    expect(errorHint('MissingProductKey')).toEqual(errorHint('MissingParameter'));
    expect(errorHint('InvalidProductKey')).toEqual(errorHint('InvalidParameter'));
    expect(errorHint('Throttling.Api')).toMatchObject({ retryable: true });
  });

  it('that nobody knows have none', () => {
    expect(errorHint('iot.nothing.Known')).toBeUndefined();
    expect(errorHint('')).toBeUndefined();
  });

  it('that an operation names in its refusals are known', () => {
    const named = operations.flatMap(({ operation, errorCodes }) =>
      errorCodes.map((code) => [operation, code]),
    );
    expect(named.filter(([, code]) => errorHint(code ?? '') === undefined)).toEqual([]);
  });

  it('stay small in a bundle', async () => {
    const code = await bundle(
      `import { errorHint } from '../../shared/iot/error-codes.ts'; console.log(errorHint('x'));`,
    );
    expect(code.length).toBeLessThan(45_000);
  });
});

import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readLines, writeLines } from '../../../../local/platform/state-file/lines.ts';

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lines-'));
  file = join(folder, 'state.jsonl');
});
afterEach(() => rmSync(folder, { recursive: true }));

test('lines are read as they were written, whatever they hold', () => {
  const line = fc.string({ unit: 'binary' }).map((text) => JSON.stringify(text));
  fc.assert(
    fc.property(fc.array(line), (lines) => {
      writeLines(file, lines);
      expect([...readLines(file)]).toEqual(lines);
    }),
  );
});

test('lines may be longer than what is read at once, and a character may lie across', () => {
  const lines = ['a', 'ä'.repeat(1_500_000), '€'.repeat(700_001), 'z'];
  writeLines(file, lines);
  expect([...readLines(file)]).toEqual(lines);
});

test('a last line without an end is a line, too', () => {
  writeFileSync(file, 'one\ntwo');
  expect([...readLines(file)]).toEqual(['one', 'two']);
});

test('what breaks off while it is written leaves the file as it was, and nothing beside it', () => {
  writeLines(file, ['before']);
  const broken = function* () {
    for (let line = 0; line < 100_000; line++) yield 'x'.repeat(100);
    throw new Error('no more');
  };
  expect(() => writeLines(file, broken())).toThrow('no more');
  expect(readFileSync(file, 'utf8')).toBe('before\n');
  expect(readdirSync(folder)).toEqual(['state.jsonl']);
});

test('nobody else can read the file, for there are secrets in it', () => {
  writeLines(file, ['secret']);
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

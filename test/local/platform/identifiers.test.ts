import { expect, test } from 'vitest';
import { createIdentifiers } from '../../../local/platform/identifiers.ts';

test('identifiers are letters and digits of the length asked for, and message ids 19 digits', () => {
  const { newId, newMessageId } = createIdentifiers();
  expect([newId(16), newId(32), newMessageId()]).toEqual([
    expect.stringMatching(/^[A-Za-z0-9]{16}$/),
    expect.stringMatching(/^[A-Za-z0-9]{32}$/),
    expect.stringMatching(/^\d{19}$/),
  ]);
});

test('the same seed makes the same identifiers, another seed others', () => {
  const first = (seed: number | undefined) => createIdentifiers(seed).newId(32);
  expect(first(7)).toBe(first(7));
  expect(new Set([first(7), first(8), first(undefined), first(undefined)]).size).toBe(4);
});

test('a hundred thousand identifiers have no two alike', () => {
  const { newId } = createIdentifiers(1);
  expect(new Set(Array.from({ length: 100_000 }, () => newId(11))).size).toBe(100_000);
});

import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const folder = new URL('../../../shared/iot/spec/operations/', import.meta.url);

const document = readFileSync(new URL('../../../docs/local-platform.md', import.meta.url), 'utf8');

const asSentence = (reason: string): string =>
  `${reason.charAt(0).toUpperCase()}${reason.slice(1).replace(/\.?$/, '.')}`;

/** A reason that is none: another family's test keeps the sentence. */
const keptElsewhere = /keep it$|keeps it:/;

interface Catalogued {
  readonly operation: string;
  readonly family: string;
  readonly effects: readonly string[];
}

/** Sentences of the catalogue's `effects`, each by how it begins, by operation. */
type Sentences = Readonly<Record<string, string | readonly string[]>>;

export interface Effects {
  /** A test that keeps these sentences. */
  keeps(name: string, sentences: Sentences, run: () => Promise<void>): void;
  /** Says which sentences no test keeps, each with the reason: with it, the account has to be complete. */
  butNot(reasons: Readonly<Record<string, Readonly<Record<string, string>>>>): void;
}

/**
 * The account of a family's effects: every sentence is kept by a test, or named with the reason why not.
 *
 * What all operations say of `IotInstanceId` is kept for all of them at once, in the gateway's test.
 *
 * @param isHere which operations this account is of, where a family has its accounts in several files; all unless given
 */
export function effectsOf(family: string, isHere: (operation: string) => boolean = () => true): Effects {
  const open = new Map<string, Set<string>>();
  for (const file of readdirSync(folder)) {
    const {
      operation,
      family: its,
      effects,
    } = JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Catalogued;
    if (its !== family || !isHere(operation)) continue;
    open.set(
      operation,
      new Set(effects.filter((sentence) => !/IotInstanceId is (left out|given)/.test(sentence))),
    );
  }
  const all = new Map([...open].map(([operation, sentences]) => [operation, [...sentences]]));
  /** @returns the whole sentence */
  const close = (operation: string, begin: string): string => {
    const found = (all.get(operation) ?? []).filter((sentence) => sentence.startsWith(begin));
    const [sentence] = found;
    if (sentence === undefined || found.length > 1) {
      throw new Error(`${found.length} effects of ${operation} begin with "${begin}"`);
    }
    open.get(operation)?.delete(sentence);
    return sentence;
  };
  return {
    keeps(name, sentences, run) {
      for (const [operation, begins] of Object.entries(sentences)) {
        for (const begin of [begins].flat()) close(operation, begin);
      }
      test(name, run);
    },
    butNot(reasons) {
      const rows = Object.entries(reasons).flatMap(([operation, sentences]) =>
        Object.entries(sentences).map(([begin, reason]) => {
          const row = `| \`${operation}\` | ${close(operation, begin)} | ${asSentence(reason)} |`;
          return keptElsewhere.test(reason) ? [] : [row];
        }),
      );
      test(`docs/local-platform.md names what no test of the family ${family} keeps`, () => {
        const documented = document.split('\n').filter((row) => {
          const [, operation = ''] = /^\| `(\w+)` \| .* \| .* \|$/.exec(row) ?? [];
          return all.has(operation);
        });
        expect(documented.sort()).toEqual(rows.flat().sort());
      });
      test(`every effect of the family ${family} is kept by a test, or named with the reason why not`, () => {
        const left = [...open].flatMap(([operation, sentences]) =>
          [...sentences].map((sentence) => `${operation}: ${sentence}`),
        );
        expect(left).toEqual([]);
      });
    },
  };
}

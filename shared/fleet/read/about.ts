import type { Test } from '../match/matcher.ts';
import type { Mistake, Report } from '../mistake.ts';
import type { Count, Rule } from '../rules.ts';
import { readCount } from './count.ts';
import { silence } from './fields-of-kinds.ts';
import { readKinds } from './kinds.ts';
import { readMatch } from './match.ts';
import type { Fields } from './object.ts';
import { readSilence } from './silence.ts';

/** What a rule is about. */
export interface About {
  /** The kinds of events; none when it is about silence. `undefined` when what stands there is wrong. */
  readonly on: readonly string[] | undefined;
  readonly when: Count | undefined;
  /** In milliseconds, of a rule about silence. */
  readonly silent: number | undefined;
  readonly matches: Test;
  /** What the rule's fields have to be of: kinds of events, or silence; `undefined` when that is not known. */
  readonly kinds: readonly string[] | undefined;
}

/** Reads what a rule is about: `on`, `when` and `match`; or, with `silent` in the place of messages, `match` alone. */
export function readAbout(kind: Rule['kind'], fields: Fields, path: Mistake['path'], report: Report): About {
  const read = <Part>(
    key: string,
    reader: (part: unknown, partPath: Mistake['path'], report: Report) => Part,
  ): Part | undefined =>
    Object.hasOwn(fields, key) ? reader(fields[key], [...path, key], report) : undefined;
  const matchOf = (kinds: readonly string[] | undefined): Test =>
    read('match', (part, partPath) => readMatch(part, kinds, partPath, report)) ?? (() => true);

  if (!Object.hasOwn(fields, 'silent')) {
    const on = read('on', (part, partPath) => readKinds(part, kind, partPath, report));
    return { on, kinds: on, when: read('when', readCount), silent: undefined, matches: matchOf(on) };
  }
  for (const key of ['on', 'when']) {
    if (Object.hasOwn(fields, key))
      report({ path: [...path, key], message: 'is about messages, and a rule with silent is about none' });
  }
  const silent = read('silent', readSilence);
  const kinds = [silence];
  return {
    on: silent === undefined ? undefined : [],
    kinds,
    when: undefined,
    silent,
    matches: matchOf(kinds),
  };
}

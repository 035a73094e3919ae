import type { Mistake, Report } from '../mistake.ts';
import type { Rule } from '../rules.ts';
import { readCount } from './count.ts';
import { moduleSchema, readFirmware } from './firmware.ts';
import { type GroupNames, readGroup } from './group.ts';
import { readKinds } from './kinds.ts';
import { readMatch } from './match.ts';
import { readObject, readValue } from './object.ts';
import { readTags } from './tags.ts';
import { textSchema } from './text.ts';

/** The kinds of rules, by the key of the file that lists them. */
export const ruleKinds = ['grouping', 'tagging', 'disabling', 'upgrading'] as const;

/** What a rule of each kind says beside what all say. */
const ownKeys: Readonly<Record<Rule['kind'], { required: readonly string[]; optional: readonly string[] }>> =
  {
    grouping: { required: ['group'], optional: [] },
    tagging: { required: ['tags'], optional: [] },
    disabling: { required: [], optional: ['tags'] },
    upgrading: { required: ['firmware'], optional: ['module'] },
  };

const nameSchema = textSchema(
  /^[^\p{Cc}\s][^\p{Cc}]{0,63}$/u,
  'must be a name for the rule, 1 to 64 characters on one line',
);

/** What reading a rule has to know of the rules before it. */
export interface EarlierRules {
  /** How many they are. */
  readonly count: number;
  readonly groupNames: GroupNames;
}

/**
 * Reads one rule. All its mistakes are reported, also those that have to do with each other.
 *
 * @param path where the rule stands in the file
 * @returns the rule, or `undefined` when it lacks what it must have
 */
export function readRule(
  kind: Rule['kind'],
  value: unknown,
  path: Mistake['path'],
  earlier: EarlierRules,
  report: Report,
): Rule | undefined {
  const { required, optional } = ownKeys[kind];
  const fields = readObject(value, path, ['name', 'on', ...required], ['match', 'when', ...optional], report);
  if (fields === undefined) return undefined;

  const read = <Part>(
    key: string,
    reader: (part: unknown, partPath: Mistake['path']) => Part,
  ): Part | undefined => (Object.hasOwn(fields, key) ? reader(fields[key], [...path, key]) : undefined);

  const name = read('name', (part, partPath) => readValue(nameSchema, part, partPath, report));
  const on = read('on', (part, partPath) => readKinds(part, kind, partPath, report));
  const matches = read('match', (part, partPath) => readMatch(part, on, partPath, report)) ?? (() => true);
  const when = read('when', (part, partPath) => readCount(part, partPath, report));
  const common = name !== undefined &&
    on !== undefined && { name, position: earlier.count, on, matches, ...(when && { when }) };

  switch (kind) {
    case 'grouping': {
      const group = read('group', (part, partPath) =>
        readGroup(part, on, earlier.groupNames, partPath, report),
      );
      return common && group ? { kind, ...common, group } : undefined;
    }
    case 'tagging':
    case 'disabling': {
      const tags = read('tags', (part, partPath) => readTags(part, on, partPath, report));
      if (!common) return undefined;
      if (kind === 'disabling') return { kind, ...common, ...(tags && { tags }) };
      return tags && { kind, ...common, tags };
    }
    case 'upgrading': {
      const firmware = read('firmware', (part, partPath) => readFirmware(part, partPath, report));
      const module = read('module', (part, partPath) => readValue(moduleSchema, part, partPath, report));
      return common && firmware ? { kind, ...common, firmware, ...(module && { module }) } : undefined;
    }
  }
}

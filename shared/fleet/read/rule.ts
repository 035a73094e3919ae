import type { Mistake, Report } from '../mistake.ts';
import type { Rule } from '../rules.ts';
import type { Template } from '../template.ts';
import { readAbout } from './about.ts';
import { moduleSchema, readFirmware } from './firmware.ts';
import { type GroupNames, readGroup } from './group.ts';
import { isFields, readObject, readValue } from './object.ts';
import { readTags } from './tags.ts';
import { textSchema } from './text.ts';

/** The kinds of rules, by the key of the file that lists them. */
export const ruleKinds = ['grouping', 'tagging', 'disabling', 'upgrading'] as const;

/** What a rule of each kind says beside what all say. */
const ownKeys: Readonly<Record<Rule['kind'], { required: readonly string[]; optional: readonly string[] }>> =
  {
    grouping: { required: ['group'], optional: [] },
    tagging: { required: ['tags'], optional: ['silent'] },
    disabling: { required: [], optional: ['tags', 'silent'] },
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
  // With silent, on may be missing; that it must not be there is told where both are.
  const isSilence = optional.includes('silent') && isFields(value) && Object.hasOwn(value, 'silent');
  const fields = readObject(
    value,
    path,
    ['name', ...(isSilence ? [] : ['on']), ...required],
    [...(isSilence ? ['on'] : []), 'match', 'when', ...optional],
    report,
  );
  if (fields === undefined) return undefined;

  const read = <Part>(
    key: string,
    reader: (part: unknown, partPath: Mistake['path']) => Part,
  ): Part | undefined => (Object.hasOwn(fields, key) ? reader(fields[key], [...path, key]) : undefined);

  const name = read('name', (part, partPath) => readValue(nameSchema, part, partPath, report));
  const { on, kinds, when, silent, matches } = readAbout(kind, fields, path, report);
  const common = (...templates: readonly Template[]) => {
    if (name === undefined || on === undefined) return undefined;
    const taken = fieldsOf(fields['match'], templates);
    return { name, position: earlier.count, on, matches, fields: taken, ...(when && { when }) };
  };

  switch (kind) {
    case 'grouping': {
      const group = read('group', (part, partPath) =>
        readGroup(part, kinds, earlier.groupNames, partPath, report),
      );
      const shared = group && common(group);
      return shared && { kind, ...shared, group };
    }
    case 'tagging':
    case 'disabling': {
      const tags = read('tags', (part, partPath) => readTags(part, kinds, partPath, report));
      const shared = common(...Object.values(tags ?? {}));
      if (shared === undefined) return undefined;
      const whole = { ...shared, ...(silent !== undefined && { silent }) };
      if (kind === 'disabling') return { kind, ...whole, ...(tags && { tags }) };
      return tags && { kind, ...whole, tags };
    }
    case 'upgrading': {
      const firmware = read('firmware', (part, partPath) => readFirmware(part, partPath, report));
      const module = read('module', (part, partPath) => readValue(moduleSchema, part, partPath, report));
      const shared = common();
      return shared && firmware && { kind, ...shared, firmware, ...(module && { module }) };
    }
  }
}

/** The fields at the top of an event that a pattern and some texts name. */
function fieldsOf(match: unknown, templates: readonly Template[]): string[] {
  const ofTemplates = templates.flatMap(({ fields }) => fields.map(([field = '']) => field));
  return [...new Set([...Object.keys(isFields(match) ? match : {}), ...ofTemplates])];
}

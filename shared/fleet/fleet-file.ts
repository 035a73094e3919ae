import { fieldOf } from './field.ts';
import { type Fleet, makeFleet } from './fleet.ts';
import { type FileMistake, FleetFileError, type Mistake, type Report, tell } from './mistake.ts';
import { GroupNames } from './read/group.ts';
import { readObject } from './read/object.ts';
import { readRule, ruleKinds } from './read/rule.ts';
import { readYaml } from './read/yaml-source.ts';
import type { Rule } from './rules.ts';

/**
 * Reads the owner's rules, `fleet.yaml`. docs/rules.md describes it.
 *
 * @param text the file's text
 * @param fileName the name by which mistakes call the file
 * @throws {FleetFileError} with all mistakes at once, each with its line and column and what would be right:
 *   `fleet.yaml:12:12 grouping[1].group: must be names of 4 to 30 letters, digits and underscores, …, but is "a b"`
 *
 * @example
 * const fleet = loadFleetFile(await readFile('fleet.yaml', 'utf8'), 'fleet.yaml');
 */
export function loadFleetFile(text: string, fileName: string): Fleet {
  const source = readYaml(text);
  if ('faults' in source) throw new FleetFileError(fileName, source.faults);

  const mistakes: FileMistake[] = [];
  const report = (mistake: Mistake): void => {
    const position = source.positionOf(mistake.path, !('value' in mistake));
    mistakes.push({ position, message: tell(mistake) });
  };
  const rules = readRules(source.value, report);
  if (mistakes.length > 0) throw new FleetFileError(fileName, mistakes);
  return makeFleet(rules);
}

function readRules(value: unknown, report: Report): Rule[] {
  const rules: Rule[] = [];
  const owners = new Map<unknown, string>();
  const groupNames = new GroupNames();
  for (const [section, list] of Object.entries(readObject(value, [], [], ruleKinds, report) ?? {})) {
    const kind = ruleKinds.find((kind) => kind === section);
    // A list whose rules are all commented out is null.
    if (kind === undefined || list === null) continue;
    if (!Array.isArray(list)) {
      report({ path: [kind], message: 'must be a list of rules, each with a - before it', value: list });
      continue;
    }
    for (const [index, item] of list.entries()) {
      const label = `${kind}[${index}]`;
      const name = fieldOf(item, 'name');
      const owner = owners.get(name);
      if (owner !== undefined && name !== undefined)
        report({
          path: [kind, index, 'name'],
          message: `must be another than that of ${owner}`,
          value: name,
        });
      else owners.set(name, label);

      const rule = readRule(kind, item, [kind, index], { count: rules.length, groupNames }, report);
      if (rule !== undefined) rules.push(rule);
    }
  }
  return rules;
}

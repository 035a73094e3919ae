import { groupPathFault } from '../group-path.ts';
import { type Mistake, type Report, tellPath } from '../mistake.ts';
import type { Template } from '../template.ts';
import { readText } from './template.ts';

/**
 * Reads a grouping rule's `group`: a path of groups, the outermost first, with `${…}` in it or not.
 *
 * @param kinds the kinds of the rule's events, as far as they are known
 * @param names the groups of the rules before it
 */
export function readGroup(
  value: unknown,
  kinds: readonly string[] | undefined,
  names: GroupNames,
  path: Mistake['path'],
  report: Report,
): Template | undefined {
  const template = readText(value, kinds, 'must be a path of groups such as sites/shanghai', path, report);
  if (template === undefined) return undefined;
  const segments = segmentsOf(template);
  const fault = groupPathFault(segments);
  if (fault !== undefined) {
    report({ path, message: fault, value });
    return template;
  }
  const conflict = names.add(segments, path.slice(0, -1));
  if (conflict !== undefined) report({ path, message: conflict });
  return template;
}

/** The names on a group's path; `undefined` for one that takes something from the event. */
function segmentsOf({ parts }: Template): readonly (string | undefined)[] {
  let segments: (string | undefined)[] = [''];
  for (const part of parts) {
    const [first = '', ...others] = typeof part === 'string' ? part.split('/') : [];
    const last = segments.at(-1);
    const isFixed = typeof part === 'string' && last !== undefined;
    segments = [...segments.slice(0, -1), isFixed ? last + first : undefined, ...others];
  }
  return segments;
}

/**
 * Finds groups that would have to exist twice. A group's name is the only one of its kind in an account, wherever the
 * group is, so `sites/shanghai` and `labs/shanghai` cannot both be.
 */
export class GroupNames {
  readonly #places = new Map<string, { readonly parent: string; readonly owner: Mistake['path'] }>();

  /**
   * Adds a rule's path, as far as it is fixed.
   *
   * @param owner where the rule stands in the file
   * @returns what another rule has against it
   */
  add(segments: readonly (string | undefined)[], owner: Mistake['path']): string | undefined {
    const path: string[] = [];
    for (const name of segments) {
      if (name === undefined) return undefined;
      const parent = path.join('/');
      const known = this.#places.get(name);
      if (known !== undefined && known.parent !== parent)
        return `puts ${name} ${place(parent)}, but ${tellPath(known.owner)} puts it ${place(known.parent)}: a group's name is the only one in the account`;
      this.#places.set(name, { parent, owner });
      path.push(name);
    }
    return undefined;
  }
}

function place(parent: string): string {
  return parent === '' ? 'at the top' : `in ${parent}`;
}

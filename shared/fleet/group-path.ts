/** What IoT Platform takes as the name of a group (guide, CreateDeviceGroup). */
const groupName = /^[A-Za-z0-9_]{4,30}$/;

/** So many levels of groups within each other there can be. */
const mostLevels = 3;

/**
 * Checks a path of groups, the outermost first: `sites/shanghai`.
 *
 * @param segments the names on the path; `undefined` for one that only an event can tell
 * @returns the rule that the path breaks, or `undefined` when it keeps them all
 */
export function groupPathFault(segments: readonly (string | undefined)[]): string | undefined {
  if (segments.length > mostLevels) return `must be at most ${mostLevels} groups within each other`;
  const names = segments.filter((name) => name !== undefined);
  if (!names.every((name) => groupName.test(name)))
    return 'must be names of 4 to 30 letters, digits and underscores, with a / between them';
  // A group's name is the only one of its kind in an account, wherever the group is.
  if (new Set(names).size < names.length) return 'must not name a group twice';
  return undefined;
}

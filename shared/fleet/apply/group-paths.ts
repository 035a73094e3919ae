import {
  CreateDeviceGroup,
  QueryDeviceGroupList,
  QuerySuperDeviceGroup,
} from '../../iot/operations/groups.ts';
import type { Store } from '../../store/store.ts';
import type { Calls } from './calls.ts';
import { codeOf, Verdicted, verdictOf } from './verdict.ts';

/** The ids of groups by their paths (`sites/shanghai`). */
export interface GroupPaths {
  /** The id of the group at the path, which is made when it is missing, with those above it. */
  idOf(path: string): Promise<string>;
  /** Forgets the group at the path, and those above it, when they are still remembered by this id. */
  forget(path: string, groupId: string): Promise<void>;
}

interface Found {
  readonly groupId: string;
  /** Made just now, so it has no subgroups yet. */
  readonly made: boolean;
}

const missing = 'iot.group.NotExistedGroup';
const nameTaken = 'iot.group.GroupNameExisted';

/** A group that was deleted and made anew is noticed when a device is added to it, so this may be long. */
const rememberFor = 24 * 60 * 60 * 1000;

/** How many ids a process keeps at hand for one store. */
const mostKnown = 10_000;
const knownIn = new WeakMap<Store, Map<string, string>>();

const factKey = (path: string) => `group-id/${path}`;

/** `a/b/c` → `a`, `a/b`, `a/b/c`. */
function pathsTo(path: string): string[] {
  const names = path.split('/');
  return names.map((_, index) => names.slice(0, index + 1).join('/'));
}

/**
 * Looks groups up by their paths, and makes them where they are missing.
 *
 * A group's name is unique in the account, wherever the group is. So when two functions make the same group at
 * once, one of them is told `iot.group.GroupNameExisted` and finds what the other made; and a name that is taken in
 * another place of the tree cannot be had at all.
 *
 * @param expected the paths that will be asked for: what the store knows of them is read in one go
 */
export function groupPaths(
  expected: Iterable<string>,
  calls: Calls,
  store: Store,
  now: () => number,
): GroupPaths {
  const known = knownIn.get(store) ?? new Map<string, string>();
  knownIn.set(store, known);
  const underway = new Map<string, Promise<Found>>();

  const know = (path: string, groupId: string) => {
    known.delete(path);
    known.set(path, groupId);
    for (const oldest of known.keys()) {
      if (known.size <= mostKnown) break;
      known.delete(oldest);
    }
  };

  const recalled = recall();
  // Whoever asks for a path is told; when nobody does, nothing was missed.
  recalled.catch(() => {});

  async function recall(): Promise<void> {
    const paths = [...new Set([...expected].flatMap(pathsTo))].filter((path) => !known.has(path));
    if (paths.length === 0) return;
    const groupIds = await store.recall(paths.map(factKey), now());
    for (const [index, path] of paths.entries()) {
      const groupId = groupIds[index];
      if (groupId !== undefined) know(path, groupId);
    }
  }

  function resolve(path: string): Promise<Found> {
    const groupId = known.get(path);
    if (groupId !== undefined) return Promise.resolve({ groupId, made: false });
    let pending = underway.get(path);
    if (pending === undefined) {
      pending = lookUp(path).finally(() => underway.delete(path));
      underway.set(path, pending);
    }
    return pending;
  }

  async function lookUp(path: string): Promise<Found> {
    const end = path.lastIndexOf('/');
    const name = path.slice(end + 1);
    const parent = end < 0 ? undefined : await resolve(path.slice(0, end));
    const existing = parent?.made ? undefined : await find(path, name, parent);
    const groupId = existing ?? (await make(path, name, parent));
    know(path, groupId);
    await store.remember([{ key: factKey(path), value: groupId, keepFor: rememberFor }], now());
    return { groupId, made: existing === undefined };
  }

  /** The search is fuzzy, so what it finds is compared (section 4.9.7). */
  async function search(name: string, parentId?: string): Promise<string | undefined> {
    const [group] = await calls.select(
      QueryDeviceGroupList,
      { GroupName: name, ...(parentId === undefined ? {} : { SuperGroupId: parentId }) },
      ({ GroupName, GroupId }) => GroupName === name && typeof GroupId === 'string',
      1,
    );
    return group?.GroupId ?? undefined;
  }

  async function find(path: string, name: string, parent: Found | undefined): Promise<string | undefined> {
    if (parent !== undefined) return search(name, parent.groupId);
    const groupId = await search(name);
    if (groupId === undefined) return undefined;
    // Without a parent to look under, groups of every level are found.
    const above = await parentOf(groupId);
    if (above !== undefined) throw elsewhere(path, name, above);
    return groupId;
  }

  async function make(path: string, name: string, parent: Found | undefined): Promise<string> {
    try {
      const { Data } = await calls.call(CreateDeviceGroup, {
        GroupName: name,
        ...(parent === undefined ? {} : { SuperGroupId: parent.groupId }),
      });
      const groupId = Data?.GroupId ?? (await find(path, name, parent));
      if (typeof groupId === 'string') return groupId;
      throw new Verdicted('failed', 'GroupNotFound', `group ${path} was made, and cannot be found yet`);
    } catch (error) {
      if (codeOf(error) !== nameTaken) throw error;
      const groupId = await find(path, name, parent);
      if (groupId !== undefined) return groupId;
      const other = await search(name);
      if (other !== undefined) throw elsewhere(path, name, await parentOf(other));
      throw new Verdicted(
        'failed',
        nameTaken,
        `group ${path}: the name ${name} is taken, by a group not listed yet`,
      );
    }
  }

  /** The name of the group above, if there is one: what a first-level group is answered with, the guide leaves open. */
  async function parentOf(groupId: string): Promise<string | undefined> {
    try {
      const { Data } = await calls.call(QuerySuperDeviceGroup, { GroupId: groupId });
      const above = Data?.GroupInfo?.[0] ?? Data;
      return above?.GroupId ? (above.GroupName ?? above.GroupId) : undefined;
    } catch (error) {
      if (verdictOf(error).result === 'refused') return undefined;
      throw error;
    }
  }

  async function forgetAll(paths: readonly string[]): Promise<void> {
    for (const path of paths) known.delete(path);
    await store.forget(paths.map(factKey));
  }

  return {
    async idOf(path) {
      await recalled;
      try {
        return (await resolve(path)).groupId;
      } catch (error) {
        if (codeOf(error) !== missing) throw error;
        // A group above was deleted since it was remembered.
        await forgetAll(pathsTo(path));
        return (await resolve(path)).groupId;
      }
    },
    async forget(path, groupId) {
      if (known.get(path) === groupId) await forgetAll(pathsTo(path));
    },
  };
}

function elsewhere(path: string, name: string, parent: string | undefined): Verdicted {
  const place = parent === undefined ? 'on the first level' : `under ${parent}`;
  return new Verdicted(
    'refused',
    nameTaken,
    `group ${path} cannot be made: there is a group ${name} ${place}, and a group's name is unique in the account`,
  );
}

import type { IotClient } from '../../shared/iot/client.ts';
import { QueryDeviceGroupList } from '../../shared/iot/operations/groups.ts';

/** The IDs of groups by their paths. A group's name is the only one in the account, so the last on a path tells. */
export class GroupIds {
  readonly #iot: Pick<IotClient, 'paginate'>;
  readonly #known = new Map<string, string>();

  constructor(iot: Pick<IotClient, 'paginate'>) {
    this.#iot = iot;
  }

  /** Looks up the groups that are not known yet, or were missing the last time. */
  async find(paths: Iterable<string>): Promise<void> {
    const unknown = [...new Set(paths)].filter((path) => !this.#known.has(path));
    await Promise.all(
      unknown.map(async (path) => {
        const name = path.slice(path.lastIndexOf('/') + 1);
        // The search is fuzzy, so what it finds is compared (section 4.9.7).
        for await (const { GroupName, GroupId } of this.#iot.paginate(QueryDeviceGroupList, {
          GroupName: name,
        })) {
          if (GroupName !== name || !GroupId) continue;
          this.#known.set(path, GroupId);
          break;
        }
      }),
    );
  }

  /** The ID of the group at the path; `undefined` when none was found. */
  of(path: string): string | undefined {
    return this.#known.get(path);
  }
}

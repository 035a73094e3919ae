import type { Action, UpgradeAction } from '../../shared/fleet/action.ts';
import type { PresentDevice } from './present-device.ts';

/** What has to be known beside a device's own state. */
export interface Known {
  /** The ID of the group at a path; `undefined` when there is none. */
  groupId(path: string): string | undefined;
  /** The version of the package that an update wants; `undefined` when there is no such package. */
  version(upgrade: UpgradeAction): string | undefined;
  /** Whether the device was given the update already, so that it is on its way or has just failed. */
  isGiven(upgrade: UpgradeAction): boolean;
}

/** What is left of actions when all is taken away that the device has already. Pure. */
export function differ(device: PresentDevice, actions: readonly Action[], known: Known): Action[] {
  return actions.flatMap((action): Action[] => {
    switch (action.kind) {
      case 'group': {
        const groupId = known.groupId(action.path);
        return groupId !== undefined && device.groupIds.has(groupId) ? [] : [action];
      }
      case 'tag': {
        const others = Object.entries(action.tags).filter(([key, value]) => device.tags.get(key) !== value);
        return others.length > 0 ? [{ ...action, tags: Object.fromEntries(others) }] : [];
      }
      case 'upgrade': {
        const version = known.version(action);
        const runs = version !== undefined && device.versions.get(action.moduleName) === version;
        return runs || known.isGiven(action) ? [] : [action];
      }
      // A rule lets no device in, so of these there is only disable.
      default:
        return device.status === 'DISABLE' ? [] : [action];
    }
  });
}

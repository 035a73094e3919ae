import { grouping } from '../../shared/fleet/duty.ts';
import { automation } from '../../shared/runtime/automation.ts';

/** Puts devices into the groups that the `grouping` rules of fleet.yaml name. */
export const { initialize, handler, preStop } = automation(grouping, process.env, import.meta.dirname);

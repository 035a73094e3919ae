import { tagging } from '../../shared/fleet/duty.ts';
import { automation } from '../../shared/runtime/automation.ts';

/** Gives devices the tags that the `tagging` rules of fleet.yaml name. */
export const { initialize, handler, preStop } = automation(tagging, process.env, import.meta.dirname);

import { upgrading } from '../../shared/fleet/duty.ts';
import { automation } from '../../shared/runtime/automation.ts';

/** Sends devices the firmware that the `upgrading` rules of fleet.yaml name. */
export const { initialize, handler, preStop } = automation(upgrading, process.env, import.meta.dirname);

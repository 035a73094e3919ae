import { disabling } from '../../shared/fleet/duty.ts';
import { automation } from '../../shared/runtime/automation.ts';

/** Shuts out the devices that the `disabling` rules of fleet.yaml catch, and tags them with the reason. */
export const { initialize, handler, preStop } = automation(disabling, process.env, import.meta.dirname);

import type { ServedOperation } from '../operation.ts';
import { batchOperations } from './ota/batches.ts';
import { cancelOperations } from './ota/cancels.ts';
import { firmwareOperations } from './ota/firmware.ts';
import { listOperations } from './ota/lists.ts';
import { moduleOperations } from './ota/modules.ts';
import { taskOperations } from './ota/tasks.ts';
import { uploadOperations } from './ota/uploads.ts';

/** Modules, update packages, update batches and their tasks (guide, section 4.17). */
export const otaOperations: readonly ServedOperation[] = [
  ...uploadOperations,
  ...moduleOperations,
  ...firmwareOperations,
  ...batchOperations,
  ...listOperations,
  ...taskOperations,
  ...cancelOperations,
];

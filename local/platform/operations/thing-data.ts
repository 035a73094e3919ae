import type { ServedOperation } from '../operation.ts';
import { desiredOperations } from './thing-data/desired.ts';
import { historyOperations } from './thing-data/histories.ts';
import { originalOperations } from './thing-data/originals.ts';
import { propertyOperations } from './thing-data/properties.ts';
import { serviceOperations } from './thing-data/services.ts';

/** The operations on what devices report and are asked for by their thing models: the guide's section 4.11. */
export const thingDataOperations: readonly ServedOperation[] = [
  ...desiredOperations,
  ...historyOperations,
  ...originalOperations,
  ...propertyOperations,
  ...serviceOperations,
];

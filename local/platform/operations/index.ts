import * as descriptors from '../../../shared/iot/operations/index.ts';
import type { ServedOperation } from '../operation.ts';
import { devicesOperations } from './devices.ts';
import { groupsOperations } from './groups.ts';
import { messagingOperations } from './messaging.ts';
import { otaOperations } from './ota.ts';
import { productsOperations } from './products.ts';
import { rulesOperations } from './rules.ts';
import { shadowsOperations } from './shadows.ts';
import { subscriptionsOperations } from './subscriptions.ts';
import { thingDataOperations } from './thing-data.ts';
import { thingModelsOperations } from './thing-models.ts';
import { topicsOperations } from './topics.ts';

/** The operations that the local platform carries out, by name. */
export const servedOperations: ReadonlyMap<string, ServedOperation> = new Map(
  [
    ...devicesOperations,
    ...groupsOperations,
    ...messagingOperations,
    ...otaOperations,
    ...productsOperations,
    ...shadowsOperations,
    ...rulesOperations,
    ...subscriptionsOperations,
    ...thingDataOperations,
    ...thingModelsOperations,
    ...topicsOperations,
  ].map((served) => [served.operation.name, served]),
);

/** The names of all operations that the guide documents. */
export const documentedOperations: ReadonlySet<string> = new Set(Object.keys(descriptors));

import type { ServedOperation } from '../operation.ts';
import { editOperations } from './thing-models/edits.ts';
import { publicationOperations } from './thing-models/publication.ts';
import { readOperations } from './thing-models/reads.ts';
import { scriptOperations } from './thing-models/scripts.ts';
import { templateOperations } from './thing-models/templates.ts';

/** The operations on thing models: the guide's section 4.10. */
export const thingModelsOperations: readonly ServedOperation[] = [
  ...editOperations,
  ...publicationOperations,
  ...readOperations,
  ...scriptOperations,
  ...templateOperations,
];

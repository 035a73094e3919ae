import type { ServedOperation } from '../operation.ts';
import { batchRegistrationOperations } from './devices/batch-registration.ts';
import { clientIdOperations } from './devices/client-ids.ts';
import { detailOperations } from './devices/details.ts';
import { fileOperations } from './devices/files.ts';
import { moduleVersionOperations } from './devices/module-versions.ts';
import { queryOperations } from './devices/queries.ts';
import { registrationOperations } from './devices/registration.ts';
import { sqlOperations } from './devices/sql.ts';
import { stateOperations } from './devices/states.ts';
import { tagOperations } from './devices/tags.ts';
import { topologyOperations } from './devices/topology.ts';

/** The operations on devices: the guide's section 4.8. */
export const devicesOperations: readonly ServedOperation[] = [
  ...batchRegistrationOperations,
  ...clientIdOperations,
  ...detailOperations,
  ...fileOperations,
  ...moduleVersionOperations,
  ...queryOperations,
  ...registrationOperations,
  ...sqlOperations,
  ...stateOperations,
  ...tagOperations,
  ...topologyOperations,
];

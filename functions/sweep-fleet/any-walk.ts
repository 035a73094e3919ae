import { IotError } from '../../shared/iot/errors.ts';
import { listWalk } from './list-walk.ts';
import { sqlWalk } from './sql-walk.ts';
import type { Walk } from './walk.ts';

/** The instance is a public one, or in a region without the query. */
const notSupported = 'iot.common.APINotSupportedInInstance';

/** Reads by QueryDeviceBySQL where the instance has it, and by lists where it has not. */
export const anyWalk: Walk = async function* (...asked) {
  try {
    yield* sqlWalk(...asked);
  } catch (error) {
    if (!(error instanceof IotError && error.code === notSupported)) throw error;
    yield* listWalk(...asked);
  }
};

import { Logger } from '@aws-lambda-powertools/logger';
import type { DeadLetter } from '../../events/dead-letter.ts';
import type { Outcome } from '../fleet/action.ts';
import type { Skip } from '../fleet/wish.ts';

/** Structured lines on standard output, which Function Compute puts into the log. */
export type Log = Pick<Logger, 'debug' | 'info' | 'warn' | 'error'>;

/**
 * Makes the log of a function.
 *
 * @param about what every line carries: the function's name, and within an invocation its request ID
 */
export function createLog(about: { readonly function: string; readonly requestId?: string }): Log {
  return new Logger({ serviceName: 'fleetkeeper', persistentKeys: about });
}

/** Says what became of an action. Only what was refused or has to be tried again is more than information. */
export function logOutcome(log: Log, { action, result, code, message }: Outcome, duration: number): void {
  const { kind, device, reason, ...rest } = action;
  // A tag's place in the order of messages is for nobody to read.
  const { stamp: _, ...wanted } = { stamp: undefined, ...rest };
  const about = {
    action: kind,
    wanted,
    productKey: device.productKey,
    deviceName: device.deviceName,
    rule: reason.rule,
    eventId: reason.eventId,
    outcome: result,
    duration,
    ...(code !== undefined && { code }),
    ...(message !== undefined && { reason: message }),
  };
  if (result === 'refused') log.error('The platform refused an action.', about);
  else if (result === 'failed') log.warn('An action failed and will be tried again.', about);
  else log.info('An action has its outcome.', about);
}

/** Says why something was not done though a rule matched. What the device has already is no news. */
export function logSkip(log: Log, { code, message, ...about }: Skip): void {
  if (code === 'unchanged' || code === 'older')
    log.debug('A rule matched and has nothing to do.', { ...about, code, reason: message });
  else log.warn('A rule matched and could not be followed.', { ...about, code, reason: message });
}

/** Says, once, that a message breaks a rule. The line holds the whole message, so that it is kept with the log. */
export function logDeadLetter(log: Log, letter: DeadLetter): void {
  log.error('A message breaks a rule and is kept as a dead letter.', { deadLetter: letter });
}

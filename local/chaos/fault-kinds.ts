import type { Fault } from '../platform/faults/fault.ts';

/** The longest that a call waits before it is carried out, in milliseconds. */
export const longestDelay = 600;

/** What goes wrong on the platform, each kind while its window is open. */
export const faultKinds = {
  /** The service says that it is not there, and has done nothing. */
  errors: call({ probability: 0.1, error: { status: 503, code: 'ServiceUnavailable' } }),
  /** The operation itself gives up. */
  refusals: call({ probability: 0.08, error: { status: 200, code: 'iot.system.SystemException' } }),
  /** Done, and then told that it failed. */
  errorsAfterEffect: call({ probability: 0.08, at: 'after', error: { status: 500, code: 'InternalError' } }),
  throttling: call({ probability: 0.15, error: { status: 400, code: 'Throttling.User' } }),
  delays: call({ probability: 0.3, delay: { least: 20, most: longestDelay } }),
  lateAnswers: call({ probability: 0.3, at: 'after', delay: { least: 20, most: 1_200 } }),
  drops: call({ probability: 0.08, drop: true }),
  dropsAfterEffect: call({ probability: 0.08, at: 'after', drop: true }),
  duplicates: message({ probability: 0.25, duplicates: 2, delay: { least: 0, most: 1_500 } }),
  lateMessages: message({ probability: 0.2, delay: { least: 20, most: 2_000 } }),
  reordered: message({ probability: 0.2, behind: 12 }),
  cutBefore: connection({ probability: 0.004, at: 'before' }),
  cutAfter: connection({ probability: 0.004, at: 'after' }),
} satisfies Readonly<Record<string, Fault>>;

export type FaultKind = keyof typeof faultKinds;

type Given<Of extends Fault['of']> = Omit<Partial<Extract<Fault, { of: Of }>>, 'of' | 'times'>;

function call(given: Given<'calls'>): Fault {
  return { of: 'calls', times: 'always', probability: 1, at: 'before', drop: false, ...given };
}

function message(given: Given<'messages'>): Fault {
  return { of: 'messages', times: 'always', probability: 1, duplicates: 0, ...given };
}

function connection(given: Given<'connections'>): Fault {
  return { of: 'connections', times: 'always', probability: 1, at: 'before', ...given };
}

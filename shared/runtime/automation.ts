import { readInvocation } from '../../events/channels/invocation.ts';
import type { Duty } from '../fleet/duty.ts';
import { contextCredentials } from '../iot/credentials.ts';
import { deadlineOf, type FunctionContext } from './context.ts';
import { surroundingsOf } from './equipment.ts';
import { FleetFunction } from './fleet-function.ts';
import { measure } from './metrics.ts';
import { readFunctionSettings } from './settings.ts';
import { noTally, type Tally, tally } from './tally.ts';

/** What Function Compute calls of an event function. */
export interface Automation {
  /** Reads the settings and the rules; a mistake in either keeps the instance from starting, and is what is said. */
  initialize(context: FunctionContext): Promise<void>;
  /**
   * Takes a message of the rules engine, a batch from an MNS queue, or a list of events.
   *
   * @throws UnsettledMessages when some messages have to be delivered again
   */
  handler(payload: Uint8Array, context: FunctionContext): Promise<Tally>;
  preStop(): Promise<void>;
}

/** Some messages of an invocation could not be dealt with yet; Function Compute then invokes the function again. */
export class UnsettledMessages extends Error {
  constructor({ messages, settled }: Tally) {
    super(`${messages - settled} of ${messages} messages are not settled; the log says why.`);
    this.name = 'UnsettledMessages';
  }
}

/**
 * Makes an event function that does a duty: it carries out some kinds of rules.
 *
 * @example
 * export const { initialize, handler, preStop } = automation(grouping, process.env, import.meta.dirname);
 */
export function automation(duty: Duty, environment: NodeJS.ProcessEnv, codeFolder: string): Automation {
  let started: FleetFunction | undefined;
  const start = (context: FunctionContext): FleetFunction => {
    started ??= new FleetFunction(
      duty,
      readFunctionSettings(environment),
      surroundingsOf(context, codeFolder),
    );
    return started;
  };

  return {
    async initialize(context) {
      start(context);
    },
    async handler(payload, context) {
      const startedAt = Date.now();
      const running = start(context);
      const log = running.log(context.requestId);
      const reactions = await measure(log, (metrics) =>
        running.react(readInvocation(payload, startedAt), log, metrics, {
          credentials: contextCredentials(context),
          deadline: deadlineOf(context, startedAt),
        }),
      );
      const sum = tally(noTally, reactions);
      log.info('The messages are dealt with.', { ...sum, duration: Date.now() - startedAt });
      // What is settled stays so: repeated, its actions find that all is done.
      if (sum.settled < sum.messages) throw new UnsettledMessages(sum);
      return sum;
    },
    async preStop() {
      await started?.close();
      started = undefined;
    },
  };
}

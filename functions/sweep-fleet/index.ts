import { contextCredentials } from '../../shared/iot/credentials.ts';
import { deadlineOf, type FunctionContext } from '../../shared/runtime/context.ts';
import { surroundingsOf } from '../../shared/runtime/equipment.ts';
import { readTimerPayload } from '../../shared/runtime/timer-event.ts';
import type { Sweep } from './sweep.ts';
import { Sweeper } from './sweeper.ts';

let sweeper: Sweeper | undefined;

function start(context: FunctionContext): Sweeper {
  sweeper ??= new Sweeper(process.env, surroundingsOf(context, import.meta.dirname));
  return sweeper;
}

/** Reads the settings and the rules; a mistake in either keeps the instance from starting, and is what is said. */
export async function initialize(context: FunctionContext): Promise<void> {
  start(context);
}

/**
 * Walks the devices of the products and puts right what messages missed, for as long as the function's timeout allows.
 * With the trigger's payload `dry-run` it only says what it would do.
 *
 * @throws PayloadError when the trigger's payload is anything else
 */
export async function handler(timer: Uint8Array, context: FunctionContext): Promise<Sweep> {
  const payload = readTimerPayload(timer, ['dry-run']);
  return start(context).run({
    credentials: contextCredentials(context),
    deadline: deadlineOf(context, Date.now()),
    dryRun: payload === 'dry-run',
    requestId: context.requestId,
  });
}

export async function preStop(): Promise<void> {
  await sweeper?.close();
  sweeper = undefined;
}

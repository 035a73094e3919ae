import { contextCredentials } from '../../shared/iot/credentials.ts';
import { deadlineOf, type FunctionContext } from '../../shared/runtime/context.ts';
import { surroundingsOf } from '../../shared/runtime/equipment.ts';
import type { Tally } from '../../shared/runtime/tally.ts';
import { Receiver } from './receiver.ts';

/** The end of an invocation is for finishing what is in hand. */
const finishing = 5_000;

let receiver: Receiver | undefined;

function start(context: FunctionContext): Receiver {
  receiver ??= new Receiver(process.env, surroundingsOf(context, import.meta.dirname));
  return receiver;
}

/** Reads the settings and the rules; a mistake in either keeps the instance from starting, and is what is said. */
export async function initialize(context: FunctionContext): Promise<void> {
  start(context);
}

/** Takes messages from the consumer group for as long as the function's timeout allows, and lets all rules decide. */
export async function handler(_timer: Uint8Array, context: FunctionContext): Promise<Tally> {
  const startedAt = Date.now();
  const deadline = deadlineOf(context, startedAt);
  const time = deadline - startedAt;
  return start(context).run({
    credentials: () => contextCredentials(context),
    stop: AbortSignal.timeout(time - Math.min(finishing, time / 3)),
    deadline,
    requestId: context.requestId,
  });
}

export async function preStop(): Promise<void> {
  await receiver?.close();
  receiver = undefined;
}

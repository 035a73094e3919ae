import { contextCredentials } from '../../shared/iot/credentials.ts';
import { deadlineOf, type FunctionContext } from '../../shared/runtime/context.ts';
import { type Equipment, equip, surroundingsOf } from '../../shared/runtime/equipment.ts';
import { measure } from '../../shared/runtime/metrics.ts';
import { readWatchSettings, type WatchSettings } from '../../shared/runtime/timer-settings.ts';
import { type Watch, watch } from './watch.ts';

let started: { readonly settings: WatchSettings; readonly equipment: Equipment } | undefined;

function start(context: FunctionContext) {
  if (started !== undefined) return started;
  const settings = readWatchSettings(process.env);
  const equipment = equip(settings, surroundingsOf(context, import.meta.dirname));
  started = { settings, equipment };
  return started;
}

/** Reads the settings; a mistake in them keeps the instance from starting, and is what is said. */
export async function initialize(context: FunctionContext): Promise<void> {
  start(context);
}

/** Looks how the consumer groups are doing, and warns of what is beyond the bounds. */
export async function handler(_timer: Uint8Array, context: FunctionContext): Promise<Watch> {
  const { settings, equipment } = start(context);
  const { iot } = equipment;
  const log = equipment.log(context.requestId);
  const within = {
    credentials: contextCredentials(context),
    deadline: deadlineOf(context, Date.now()),
  };
  return measure(log, (metrics) => {
    const counted = iot.with({ ...within, onCall: (record) => metrics.call(record) });
    return watch(settings, counted, log, metrics, Date.now);
  });
}

export async function preStop(): Promise<void> {
  await started?.equipment.close();
  started = undefined;
}

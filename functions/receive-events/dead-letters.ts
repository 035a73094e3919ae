import { text } from 'node:stream/consumers';
import type { Reading } from '../../events/message.ts';
import { allDuties } from '../../shared/fleet/duty.ts';
import { environmentCredentials } from '../../shared/iot/credentials.ts';
import { type Equipment, equip } from '../../shared/runtime/equipment.ts';
import { FleetFunction } from '../../shared/runtime/fleet-function.ts';
import type { Log } from '../../shared/runtime/log.ts';
import { measure } from '../../shared/runtime/metrics.ts';
import { readFunctionSettings } from '../../shared/runtime/settings.ts';
import { deadLetterCommand, exitCodeOf } from './dead-letter-command.ts';

/** `npm run dead-letters`, with the environment of `npm run receive`: see `deadLetterCommand`. */
const credentials = () => environmentCredentials(process.env);
const surroundings = {
  functionName: 'dead-letters',
  codeFolder: process.cwd(),
  regionId: undefined,
  credentials,
};
const silence = () => {};
/** What becomes of each letter is said by the command. */
const silentLog: Log = { debug: silence, info: silence, warn: silence, error: silence };

let equipment: Equipment | undefined;
let fleet: FleetFunction | undefined;
const command = deadLetterCommand({
  store() {
    if (!process.env['REDIS_URL']) return undefined;
    equipment = equip(readFunctionSettings(process.env), surroundings);
    return equipment.store;
  },
  react(readings: readonly Reading[]) {
    fleet ??= new FleetFunction(allDuties, readFunctionSettings(process.env), surroundings);
    const running = fleet;
    return measure(silentLog, (metrics) => running.react(readings, silentLog, metrics, { credentials }));
  },
  input: () => text(process.stdin),
  print: console.log,
});

try {
  await command.parseAsync();
} catch (error) {
  process.exitCode = exitCodeOf(error) ?? 1;
  if (exitCodeOf(error) === undefined) console.error(error instanceof Error ? error.message : error);
} finally {
  await fleet?.close();
  await equipment?.close();
}

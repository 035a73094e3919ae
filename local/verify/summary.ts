import type { FoundDevice } from './found.ts';

/** What became of a fleet, in numbers of devices. */
export interface FleetSummary {
  readonly devices: number;
  /** In one group at least. */
  readonly grouped: number;
  /** With one tag at least. */
  readonly tagged: number;
  readonly disabled: number;
  /** With an update that has succeeded. */
  readonly upgraded: number;
}

export function summaryOf(found: ReadonlyMap<string, FoundDevice>): FleetSummary {
  const devices = [...found.values()];
  const count = (test: (device: FoundDevice) => boolean) => devices.filter(test).length;
  return {
    devices: devices.length,
    grouped: count(({ groups }) => groups.size > 0),
    tagged: count(({ tags }) => tags.size > 0),
    disabled: count(({ state }) => state === 'DISABLE'),
    upgraded: count(({ updates }) => updates.some(({ status }) => status === 'SUCCEEDED')),
  };
}

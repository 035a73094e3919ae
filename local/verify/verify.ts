import type { Fleet } from '../../shared/fleet/fleet.ts';
import type { IotClient } from '../../shared/iot/client.ts';
import type { Message } from '../platform/messages.ts';
import { differences } from './compare.ts';
import { findDevices } from './found.ts';
import { impliedBy } from './implied.ts';
import { type FleetSummary, summaryOf } from './summary.ts';

export interface Verdict {
  readonly summary: FleetSummary;
  /** What the platform says otherwise than the rules imply, a sentence each. */
  readonly mismatches: readonly string[];
}

/**
 * Holds what the platform says of every device against what the rules imply. To be asked when all is quiet.
 *
 * @param messages all that the platform has sent
 * @throws IotError when the platform cannot be asked
 */
export async function verify(
  iot: IotClient,
  productKeys: readonly string[],
  messages: readonly Message[],
  rules: Fleet,
): Promise<Verdict> {
  const [found, implied] = await Promise.all([findDevices(iot, productKeys), impliedBy(messages, rules)]);
  return { summary: summaryOf(found), mismatches: differences(implied, found) };
}

import { messageTypeOf, messageTypes } from '../events/device-event.ts';
import type { SubscriptionFlag } from '../events/message-type.ts';
import type { Fleet } from '../shared/fleet/fleet.ts';

/** A type of message that rules cannot do without. */
export interface NeededMessage {
  /** Its name in rules, such as `ota.version`. */
  readonly type: string;
  readonly topic: string;
  readonly subscriptionFlag: SubscriptionFlag;
}

/** What takes effect only for a product whose devices are gateways (guide, 4.15.1). */
const ofGateways: readonly string[] = [messageTypes.topology.type, messageTypes['sub-devices.found'].type];

/**
 * The types of messages that rules need of a product: those that they are about, and, where a rule shuts devices out,
 * those that say that a device was let in.
 *
 * @param isGateway whether the product's devices can be gateways; no others have sub-devices to tell of
 */
export function neededMessages({ rules, disables }: Fleet, isGateway: boolean): readonly NeededMessage[] {
  const needed = new Set(rules.flatMap(({ on }) => on).map(messageTypeOf));
  if (disables) needed.add(messageTypes.lifecycle);
  return Object.values(messageTypes).filter(
    (messageType) => needed.has(messageType) && (isGateway || !ofGateways.includes(messageType.type)),
  );
}

import type { PublishPacket } from 'aedes';

/** So long a message of QoS 1 is kept that a device does not acknowledge, in milliseconds: the guide's section 4.14.1. */
const retention = 7 * 24 * 3600 * 1000;

/** A packet with the time at which the broker is to forget it; the broker carries that along, and never sends it. */
type KeptPacket = PublishPacket & { readonly messageExpiry?: number };

export function keptMessage(topic: string, payload: Buffer, qos: 0 | 1, now: number): KeptPacket {
  return { cmd: 'publish', topic, payload, qos, retain: false, dup: false, messageExpiry: now + retention };
}

/** Whether a message is still to be sent. */
export const isKept = ({ messageExpiry = Infinity }: KeptPacket, now: number): boolean => messageExpiry > now;

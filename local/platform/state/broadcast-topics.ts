import type { DeviceLine } from '../sessions.ts';

/** So many devices may subscribe to one broadcast topic: the guide's section 4.14.3. */
const mostSubscribers = 1000;

/** Which lines subscribe to which broadcast topics, those of the form `/broadcast/{productKey}/…`. */
export class BroadcastTopics {
  readonly #subscribers = new Map<string, Set<DeviceLine>>();

  /** @returns false when the topic has as many subscribers as it may have */
  subscribe(line: DeviceLine, topic: string): boolean {
    const subscribers = this.#subscribers.get(topic) ?? new Set();
    if (!subscribers.has(line) && subscribers.size >= mostSubscribers) return false;
    this.#subscribers.set(topic, subscribers.add(line));
    return true;
  }

  unsubscribe(line: DeviceLine, topic: string): void {
    const subscribers = this.#subscribers.get(topic);
    subscribers?.delete(line);
    if (subscribers?.size === 0) this.#subscribers.delete(topic);
  }

  subscribersOf(topic: string): ReadonlySet<DeviceLine> {
    return this.#subscribers.get(topic) ?? new Set();
  }
}

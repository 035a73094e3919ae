import type { Clock } from '../clock.ts';
import {
  ConsumerGroup,
  type ConsumerGroupHistory,
  type ConsumerGroupLimits,
  generousLimits,
} from '../consumer-group.ts';

/** The consumer group that is there from the start, and cannot be changed or deleted. */
export const defaultConsumerGroup = 'DEFAULT_GROUP';

/** All consumer groups. */
export class ConsumerGroups {
  readonly #clock: Clock;
  readonly #limits: ConsumerGroupLimits;
  readonly #byId = new Map<string, ConsumerGroup>();
  readonly #byName = new Map<string, ConsumerGroup>();

  constructor(clock: Clock, limits: ConsumerGroupLimits = generousLimits) {
    this.#clock = clock;
    this.#limits = limits;
    this.create(defaultConsumerGroup, defaultConsumerGroup);
  }

  get size(): number {
    return this.#byId.size;
  }

  get(groupId: string): ConsumerGroup | undefined {
    return this.#byId.get(groupId);
  }

  named(groupName: string): ConsumerGroup | undefined {
    return this.#byName.get(groupName);
  }

  /** The oldest first. */
  values(): IterableIterator<ConsumerGroup> {
    return this.#byId.values();
  }

  /** @param history of a group that was there before; it takes the place of one with its ID */
  create(groupId: string, groupName: string, history?: ConsumerGroupHistory): ConsumerGroup {
    const group = new ConsumerGroup(groupId, groupName, this.#clock, this.#limits, history);
    this.#byId.set(groupId, group);
    this.#byName.set(groupName, group);
    return group;
  }

  rename(group: ConsumerGroup, groupName: string): void {
    this.#byName.delete(group.groupName);
    group.groupName = groupName;
    this.#byName.set(groupName, group);
  }

  delete(group: ConsumerGroup): void {
    this.#byName.delete(group.groupName);
    this.#byId.delete(group.groupId);
    group.close('The consumer group was deleted.');
  }
}

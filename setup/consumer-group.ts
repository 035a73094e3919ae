import { CreateConsumerGroup, QueryConsumerGroupList } from '../shared/iot/operations/subscriptions.ts';
import type { Account } from './account.ts';

export interface ConsumerGroup {
  /** Undefined when it is not there yet: in a dry run, which makes none. */
  readonly id: string | undefined;
  readonly name: string;
}

/** What CreateConsumerGroup takes (guide, 4.15.5). */
const nameOfNewGroup = /^[A-Za-z0-9_]{4,30}$/;

/**
 * Finds the consumer group that has this ID or else this name, and makes one of this name when there is none.
 *
 * @throws Error when there is none, and none can have this name; IotError when a call fails
 */
export async function ensureConsumerGroup(idOrName: string, account: Account): Promise<ConsumerGroup> {
  let named: ConsumerGroup | undefined;
  for await (const { GroupId, GroupName } of account.iot.paginate(QueryConsumerGroupList, {})) {
    if (!GroupId) continue;
    const group = { id: GroupId, name: GroupName ?? GroupId };
    if (group.id === idOrName) return unchanged(group, account);
    if (group.name === idOrName) named = group;
  }
  if (named !== undefined) return unchanged(named, account);
  if (!nameOfNewGroup.test(idOrName)) {
    throw new Error(
      'no consumer group has this ID or name, and a new one has a name of 4 to 30 letters, digits and underscores',
    );
  }
  const made = await account.take(
    'make',
    (answer) => said({ id: answer?.GroupId ?? undefined, name: idOrName }),
    () => account.iot.call(CreateConsumerGroup, { GroupName: idOrName }),
  );
  return { id: made?.GroupId ?? undefined, name: idOrName };
}

function unchanged(group: ConsumerGroup, account: Account): ConsumerGroup {
  account.unchanged(said(group));
  return group;
}

const said = ({ id, name }: ConsumerGroup): string =>
  `consumer group ${name}${id === undefined ? '' : `, ID ${id}`}`;

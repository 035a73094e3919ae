import type { IotClient } from '../../shared/iot/client.ts';
import { QueryConsumerGroupStatus } from '../../shared/iot/operations/subscriptions.ts';
import type { Log } from '../../shared/runtime/log.ts';
import type { Metrics } from '../../shared/runtime/metrics.ts';
import type { WatchSettings } from '../../shared/runtime/timer-settings.ts';
import { beyondBounds, statusOf } from './status.ts';

/** What a look at the consumer groups came to, in numbers of groups. */
export interface Watch {
  readonly consumerGroups: number;
  readonly beyondBounds: number;
  /** Those of which the platform told nothing. */
  readonly failed: number;
}

/** Looks how consumer groups are doing: writes it as metrics, and warns of what is beyond the bounds. */
export async function watch(
  { consumerGroupIds, bounds }: WatchSettings,
  iot: Pick<IotClient, 'call'>,
  log: Log,
  metrics: Metrics,
  now: () => number,
): Promise<Watch> {
  const sum = { consumerGroups: consumerGroupIds.length, beyondBounds: 0, failed: 0 };
  await Promise.all(
    consumerGroupIds.map(async (consumerGroup) => {
      try {
        const answer = await iot.call(QueryConsumerGroupStatus, { GroupId: consumerGroup });
        const status = statusOf(answer, now());
        metrics.highest('backlog', status.backlog, { consumerGroup });
        metrics.highest('consumptionRate', status.rate, { consumerGroup });
        metrics.highest('consumptionDelay', status.delay, { consumerGroup });
        metrics.highest('clients', status.clients, { consumerGroup });
        const beyond = beyondBounds(status, bounds);
        if (beyond.length === 0) return;
        sum.beyondBounds += 1;
        log.warn('A consumer group is beyond its bounds.', { consumerGroup, ...status, beyond });
      } catch (error) {
        sum.failed += 1;
        const reason = error instanceof Error ? error.message : String(error);
        log.error('How a consumer group is doing could not be found out.', { consumerGroup, reason });
      }
    }),
  );
  log.info('The consumer groups are looked at.', sum);
  return sum;
}

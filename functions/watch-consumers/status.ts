import type { QueryConsumerGroupStatusResponse } from '../../shared/iot/operations/subscriptions.ts';
import type { ConsumerGroupBounds } from '../../shared/runtime/timer-settings.ts';

/** How a consumer group is doing. */
export interface ConsumerGroupStatus {
  /** Messages that wait. */
  readonly backlog: number;
  /** Messages a minute that it takes. */
  readonly rate: number;
  /** Milliseconds since it took the last message, while others wait; 0 when none does. */
  readonly delay: number;
  readonly clients: number;
}

/** What QueryConsumerGroupStatus says, in numbers. A group that has never taken a message has no delay. */
export function statusOf(answer: QueryConsumerGroupStatusResponse, now: number): ConsumerGroupStatus {
  const backlog = answer.AccumulationCount ?? 0;
  const last = Date.parse(answer.LastConsumerTime ?? '');
  return {
    backlog,
    rate: answer.ConsumerSpeed ?? 0,
    delay: backlog > 0 && last > 0 ? Math.max(now - last, 0) : 0,
    clients: answer.ClientConnectionStatusList?.ConsumerGroupClientConnectionInfo?.length ?? 0,
  };
}

/** What of it is beyond the bounds, a sentence each. */
export function beyondBounds(status: ConsumerGroupStatus, bounds: ConsumerGroupBounds): string[] {
  const { backlog, rate, delay, clients } = status;
  const { maxBacklog, minRate, maxRate, maxDelay, minClients } = bounds;
  const found: string[] = [];
  if (backlog > maxBacklog) found.push(`${backlog} messages wait, and ${maxBacklog} may`);
  if (delay > maxDelay)
    found.push(`none was taken for ${delay} ms while some wait, and ${maxDelay} ms may pass`);
  if (backlog > 0 && rate < minRate)
    found.push(`${rate} messages a minute are taken while some wait, and ${minRate} have to be`);
  if (maxRate !== undefined && rate > maxRate)
    found.push(`${rate} messages a minute are taken, and ${maxRate} may be`);
  if (clients < minClients) found.push(`${clients} clients are connected, and ${minClients} have to be`);
  return found;
}

import type { RunningPlatform } from '../platform/start-platform.ts';

/** What the receiver of a consumer group reads from its environment to work on a local platform. */
export function receiverEnvironment(
  { ready, platform }: RunningPlatform,
  consumerGroupId: string,
): Record<string, string> {
  return {
    IOT_REGION_ID: ready.regionId,
    IOT_INSTANCE_ID: platform.account.instanceId ?? '',
    IOT_ENDPOINT: ready.api,
    AMQP_HOST: ready.amqp.host,
    AMQP_PORT: String(ready.amqp.port),
    AMQP_CA: ready.amqp.ca ?? '',
    CONSUMER_GROUP_ID: consumerGroupId,
  };
}

import type { Platform } from '../platform.ts';
import { publish } from './publish.ts';

/** Sends what was published on a custom topic to the topics that are routed from it. What comes so is not routed on. */
export function route(topic: string, payload: Buffer, platform: Platform): void {
  for (const destination of platform.state.topicRoutes.destinations(topic)) {
    publish(destination.device, destination.topic, payload, platform);
  }
}

/** Routes what devices publish from now on. */
export function routePublished(platform: Platform): void {
  platform.messages.listen(({ topic, payload }, flag) => {
    if (flag === 'DeviceDataFlag') route(topic, payload, platform);
  });
}

import type { Platform } from '../platform.ts';

/**
 * Sends what was published on a custom topic to the topics that are routed from it, as far as their devices are
 * online. What comes by a route is not routed on.
 */
export function route(topic: string, payload: Buffer, { state, devices }: Platform): void {
  for (const destination of state.topicRoutes.destinations(topic)) {
    devices.sessionOf(destination.device)?.line.deliver(destination.topic, payload, 1);
  }
}

/** Routes what devices publish from now on. */
export function routePublished(platform: Platform): void {
  platform.messages.listen(({ topic, payload }, flag) => {
    if (flag === 'DeviceDataFlag') route(topic, payload, platform);
  });
}

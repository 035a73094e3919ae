import type { State } from '../platform/state/state.ts';
import type { MqttIdentity } from './authenticate.ts';

/** Whether a topic is the system's own: no custom one, and no broadcast. */
export const isSystemTopic = (topic: string): boolean => /^\/(sys|ota|shadow|ext)\//.test(topic);

/** Whether a topic brings a broadcast to all devices of a product: they receive these unasked. */
export const comesUnasked = (topic: string): boolean =>
  /^\/sys\/[^/]+\/[^/]+\/broadcast\/request\/[^/]+$/.test(topic);

export const isBroadcastTopic = (topic: string): boolean => topic.startsWith('/broadcast/');

const customRrpc = /^\/ext\/rrpc\/[^/]+(\/.*)$/;

/**
 * Whether a device may publish on a topic, or subscribe to it: its own and its sub-devices' topics, the custom ones by
 * their category's permission.
 *
 * @param topic for a subscription, a filter
 */
export function mayUse(
  { device, takesCustomRrpc }: MqttIdentity,
  topic: string,
  how: 'publish' | 'subscribe',
  { topics }: State,
): boolean {
  // It is subscribed to by its full name, so that its subscribers can be counted.
  if (isBroadcastTopic(topic) && /[+#]/.test(topic)) return false;
  const [, agreed] = customRrpc.exec(topic) ?? [];
  if (agreed === undefined) return topics.mayUse(device, topic, how);
  // The request comes, and its response goes, on the same topic, which may be for one of both only.
  return (
    takesCustomRrpc && (['publish', 'subscribe'] as const).some((use) => topics.mayUse(device, agreed, use))
  );
}

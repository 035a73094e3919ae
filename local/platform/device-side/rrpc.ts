import type { UplinkHandler } from './uplink.ts';

/** How devices respond to RRPC requests: on the default topics, or on that of the request. */
export const rrpcUplink: readonly UplinkHandler[] = [
  '/sys/{productKey}/{deviceName}/rrpc/response/{messageId}',
  '/ext/rrpc/{messageId}/{productKey}/{deviceName}/user/#',
].map((pattern) => ({
  pattern,
  handle({ device, topic, parts, payload }, { state }) {
    state.rrpcRequests.answer(parts['messageId'] ?? '', device, topic, payload);
  },
}));

import type { Platform } from '../platform.ts';
import type { Device } from '../state/device.ts';

/**
 * Waits for a device's response to an RRPC request.
 *
 * @param responseTopic where it has to come
 * @param timeout in milliseconds
 * @returns undefined when it does not come in time
 */
export function responseTo(
  messageId: string,
  device: Device,
  responseTopic: string,
  timeout: number,
  { state, clock }: Platform,
): Promise<Buffer | undefined> {
  return new Promise((resolve) => {
    const finish = (payload?: Buffer) => {
      cancel();
      state.rrpcRequests.delete(messageId);
      resolve(payload);
    };
    const cancel = clock.after(timeout, finish);
    state.rrpcRequests.add(messageId, { device, responseTopic, answer: finish });
  });
}

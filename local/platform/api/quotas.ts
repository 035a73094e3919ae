import type { Clock } from '../clock.ts';
import { TokenBucket } from '../token-bucket.ts';
import { GatewayError } from './gateway-error.ts';

/** How often the account may call each operation. */
export class Quotas {
  readonly #clock: Clock;
  readonly #buckets = new Map<string, TokenBucket>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /**
   * Counts one call.
   *
   * @param key what the quota is of: an operation, or one way of calling it
   * @throws GatewayError `Throttling.User`
   */
  count(key: string, callsPerSecond: number): void {
    const now = this.#clock.now();
    let bucket = this.#buckets.get(key);
    if (bucket === undefined) {
      bucket = new TokenBucket(callsPerSecond, now);
      this.#buckets.set(key, bucket);
    }
    if (bucket.take(now)) return;
    const message = `Request was denied due to user flow control: ${key} may be called ${callsPerSecond} times a second.`;
    throw new GatewayError(400, 'Throttling.User', message);
  }
}

import type { DrivenClock } from '../clock.ts';
import type { Platform } from '../platform.ts';

/** What the admin API looks at, and does. */
export interface Administered {
  readonly platform: Platform;
  /** The platform's clock, when it is one to advance. */
  readonly drivenClock: DrivenClock | undefined;
  /** Forgets all that the platform knows. */
  reset(): Promise<void>;
  /** Cuts the connections of all AMQP clients, and tells how many there were. */
  cutConnections(): number;
}

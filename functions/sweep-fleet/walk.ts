import type { IotClient } from '../../shared/iot/client.ts';
import type { PresentDevice } from './present-device.ts';

/** Where a walk goes on: text that the walk itself understands. */
export type Cursor = string;

export interface Page {
  readonly devices: readonly PresentDevice[];
  /** Where the walk goes on after this page; `undefined` when it was the last. */
  readonly next: Cursor | undefined;
  /** What the platform would not tell of on this page, if anything. */
  readonly leftOut?: string;
}

/** What is to be read of each device beside its status. A way that has it at no cost may give more. */
export interface Wanted {
  readonly groups: boolean;
  readonly tags: boolean;
  readonly versions: boolean;
}

/** What reading takes of the client. */
export type Reader = Pick<IotClient, 'call' | 'paginate'>;

/**
 * A way to read all devices of a product, with their groups, tags and versions, page by page, the cursor telling where
 * to begin. What is registered meanwhile is read, or not; what was there is.
 */
export type Walk = (
  iot: Reader,
  productKey: string,
  from: Cursor | undefined,
  wanted: Wanted,
) => AsyncGenerator<Page, void, undefined>;

import type { ConsumerGroup } from '../platform/consumer-group.ts';
import type { Message } from '../platform/messages.ts';
import type { Platform } from '../platform/platform.ts';

/** What became of the messages of a consumer group. */
export class Ledger {
  /** How often a message was handed out. */
  deliveries = 0;
  readonly #group: ConsumerGroup;
  readonly #platform: Platform;
  readonly #consumed = new Set<string>();
  readonly #stop: () => void;

  constructor(group: ConsumerGroup, platform: Platform) {
    this.#group = group;
    this.#platform = platform;
    this.#stop = group.listen((message, what) => {
      if (what === 'handed out') this.deliveries += 1;
      if (what === 'consumed') this.#consumed.add(message.messageId);
    });
  }

  wasConsumed({ messageId }: Message): boolean {
    return this.#consumed.has(messageId);
  }

  /** Whether no message of a device is on its way: waits, is in a receiver's hands, or is held back by a fault. */
  isQuiet(productKey: string, deviceName: string): boolean {
    const ofDevice = ({ topic }: Message) => `${topic}/`.includes(`/${productKey}/${deviceName}/`);
    for (const { message } of this.#group.unconsumed()) if (ofDevice(message)) return false;
    return !this.#platform.messages.late.messages.some(ofDevice);
  }

  close(): void {
    this.#stop();
  }
}

import type { Message, Messages } from '../platform/messages.ts';

/** Every message that the platform sent, kept from the moment this is made. */
export class History {
  readonly messages: Message[] = [];
  readonly #stop: () => void;

  constructor(messages: Messages) {
    this.#stop = messages.listen((message) => {
      this.messages.push(message);
    });
  }

  /** Keeps no more. */
  close(): void {
    this.#stop();
  }
}

import { createRequire } from 'node:module';
import type * as rhea from 'rhea';

const { message, types }: typeof rhea = createRequire(import.meta.url)('rhea');

/**
 * AMQP messages that tell that devices come online, one device a message, encoded once: for another device only the
 * digits in which the messages differ are written anew, so that the sender costs next to nothing beside the receiver.
 */

export const productKey = 'a1BwAGVlkY1';

/** `sh-meter-0000042` for the 42nd. */
export const deviceName = (index: number): string => `sh-meter-${String(index).padStart(digits, '0')}`;

const digits = 7;
const placeholder = '@'.repeat(digits);

export class OnlineMessages {
  readonly #template: Buffer;
  readonly #places: readonly number[];

  constructor() {
    const topic = `/as/mqtt/status/${productKey}/sh-meter-${placeholder}`;
    const payload = {
      status: 'online',
      iotId: `4z819VQHk6VSLm${placeholder}f00107`,
      productKey,
      deviceName: `sh-meter-${placeholder}`,
      time: '2024-07-03 17:46:40.205',
      utcTime: '2024-07-03T09:46:40.205Z',
      lastTime: '2024-07-03 17:46:40.195',
      utcLastTime: '2024-07-03T09:46:40.195Z',
      clientIp: '192.0.2.1',
    };
    this.#template = message.encode({
      application_properties: {
        topic,
        messageId: `152645032482${placeholder}`,
        generateTime: types.wrap_long(1_720_000_000_205),
      },
      body: message.data_section(Buffer.from(JSON.stringify(payload))),
    } as unknown as rhea.Message);
    const places: number[] = [];
    for (
      let place = this.#template.indexOf(placeholder);
      place !== -1;
      place = this.#template.indexOf(placeholder, place + digits)
    )
      places.push(place);
    this.#places = places;
  }

  /** In bytes; all are of one size. */
  get size(): number {
    return this.#template.length;
  }

  /** Writes the message of a device into a buffer. */
  write(index: number, buffer: Buffer, offset: number): void {
    this.#template.copy(buffer, offset);
    let rest = index;
    for (let digit = digits - 1; digit >= 0; digit--) {
      const character = 48 + (rest % 10);
      rest = Math.floor(rest / 10);
      for (const place of this.#places) buffer[offset + place + digit] = character;
    }
  }
}

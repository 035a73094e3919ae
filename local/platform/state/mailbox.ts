/** What an MQTT session leaves behind when its device goes offline and wants its messages kept (clean session off). */
export interface Mailbox {
  /** Keeps a message of QoS 1 until the device comes back, if the device subscribes to the topic with QoS 1. */
  put(topic: string, payload: Buffer): void;
}

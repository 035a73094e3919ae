import type { ZodMiniType } from 'zod/mini';

/** A JSON object as it came, unchecked. */
export type Body = Readonly<Record<string, unknown>>;

/** The parameter of CreateSubscribeRelation that subscribes to a type of message (guide, 4.15.1). */
export type SubscriptionFlag =
  | 'DeviceDataFlag'
  | 'DeviceLifeCycleFlag'
  | 'DeviceStatusChangeFlag'
  | 'DeviceTagFlag'
  | 'DeviceTopoLifeCycleFlag'
  | 'FoundDeviceListFlag'
  | 'OtaEventFlag'
  | 'OtaJobFlag'
  | 'OtaVersionFlag'
  | 'ThingHistoryFlag';

/** One type of message that IoT Platform sends about devices, as data. */
export interface MessageType<Event> {
  /** The name by which the project knows it: the `type` of its events. */
  readonly type: string;
  /** The topic it comes from, its variable segments in braces; a last `#` stands for one segment or more. */
  readonly topic: string;
  readonly subscriptionFlag: SubscriptionFlag;
  /** The `messagetype` it has in an MNS queue; without one it comes over AMQP only. */
  readonly mnsMessageType?: string;
  /** The fields that together are found in the bodies of this type only; none where only the topic can tell. */
  readonly marks?: readonly string[];
  /** Checks an event: a message's body together with what `arrange` says. */
  readonly schema: ZodMiniType<Event>;
  /** The names, beside `type`, that a rule's `on` can use for some of its messages. */
  readonly kinds: readonly string[];
  /** The field whose value, in lower case, makes the one of `kinds` that an event is. */
  readonly kindField?: keyof Event & string;
  /**
   * The event's fields that are not in the body under their own name: its `time` and `order` at least. The body is
   * unchecked (the topic's segments are in it): what is missing or odd in it is left for the schema to name.
   */
  readonly arrange: (body: Body, generateTime: number | undefined) => Body;
}

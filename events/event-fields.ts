import * as z from 'zod/mini';

const utcRule = 'must be a time in UTC such as 2018-08-31T07:32:28.195Z';
const takenRule =
  "must be given in milliseconds since 1970, as this body tells no time (in a rule's SQL: timestamp() AS generateTime)";

/** Text, which may be empty. */
export const anyText = z.string({ error: 'must be text' });

/** Text that says something. */
export const text = z.string({ error: 'must be text' }).check(z.minLength(1, { error: 'must not be empty' }));

/** A point in time, in whole milliseconds since 1970-01-01T00:00:00Z. */
export const epochMilliseconds = z
  .int({ error: 'must be a whole number of milliseconds since 1970' })
  .check(z.nonnegative({ error: 'must be a whole number of milliseconds since 1970' }));

/** When IoT Platform took a message whose body tells no time. */
export const takenTime = z.int({ error: takenRule }).check(z.nonnegative({ error: takenRule }));

/** A point in time as ISO 8601 text in UTC: `2018-08-31T07:32:28.195Z`. */
export const utcText = z.string({ error: utcRule }).check(
  z.refine((time) => /^\d{4}-\d\d-\d\dT.*Z$/.test(time) && !Number.isNaN(Date.parse(time)), {
    error: utcRule,
  }),
);

/** A JSON object whose keys are the devices' own, such as the output parameters of an event. */
export const valuesByName = z.record(z.string(), z.unknown(), { error: 'must be an object' });

/** What every event has. */
export const eventFields = {
  /** The message's id: two deliveries with one id are the same message. */
  id: text,
  /** The message's own time, in epoch milliseconds: when it happened, not when it arrived. */
  time: epochMilliseconds,
  /** Of two messages about one device and of one type, the one with the greater `order` is the newer. */
  order: epochMilliseconds,
  topic: text,
  productKey: text,
};

/** What every event about one device has. */
export const deviceFields = {
  ...eventFields,
  deviceName: text,
  iotId: z.exactOptional(anyText),
};

/** What every event about a gateway and its sub-devices has; `productKey` and `deviceName` are the gateway's. */
export const gatewayFields = {
  ...deviceFields,
  gwProductKey: text,
  gwDeviceName: text,
  gwIotId: z.exactOptional(anyText),
  devices: z.array(
    z.looseObject(
      { productKey: text, deviceName: text, iotId: z.exactOptional(anyText) },
      { error: 'must be an object' },
    ),
    { error: 'must be a list of sub-devices' },
  ),
};

/** The fields that a schema names. What else a message carries is kept, but reading it takes a look at its type. */
export type Known<Fields> = {
  readonly [Field in keyof Fields as string extends Field ? never : Field]: Fields[Field];
};

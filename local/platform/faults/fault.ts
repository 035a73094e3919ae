import * as z from 'zod/mini';
import { subscriptionFlags } from '../messages.ts';

const milliseconds = z.number().check(z.gte(0), z.lte(24 * 60 * 60_000));

/** How late: so many milliseconds, or some number of them between two bounds. */
const delay = z.union(
  [
    milliseconds,
    z
      .strictObject({ least: milliseconds, most: milliseconds })
      .check(z.refine(({ least, most }) => least <= most, 'must have a least that is not above its most')),
  ],
  { error: 'must be milliseconds, at most a day of them, or { least, most } of such' },
);

/** What every fault has. */
const common = {
  /** How often it happens before it is over; `always` for as long as it is not cleared. */
  times: z._default(
    z.union([z.int().check(z.gte(1), z.lte(1_000_000_000)), z.literal('always')], {
      error: 'must be a whole number from 1 on, or always',
    }),
    1,
  ),
  /** How likely it happens to each that it could happen to. */
  probability: z._default(z.number().check(z.gt(0), z.lte(1)), 1),
};

const moment = z._default(z.enum(['before', 'after']), 'before');

const callFault = z
  .strictObject({
    of: z.literal('calls'),
    ...common,
    /** The operation whose calls it happens to; any unless named. */
    operation: z.optional(z.string().check(z.regex(/^[A-Za-z0-9]{1,64}$/))),
    /** Whether it comes before the call is carried out, which an error or an end of the connection then prevents. */
    at: moment,
    delay: z.optional(delay),
    /** With the status 200 it is the operation's own refusal, else the gateway's error. */
    error: z.optional(
      z.strictObject({
        status: z
          .int()
          .check(
            z.refine(
              (status) => status === 200 || (status >= 400 && status <= 599),
              'must be 200 or from 400 to 599',
            ),
          ),
        code: z.string().check(z.regex(/^[\w.-]{1,128}$/)),
        message: z.optional(z.string().check(z.maxLength(1024))),
      }),
    ),
    /** Ends the connection instead of answering. */
    drop: z._default(z.boolean(), false),
  })
  .check(
    z.refine(({ delay, error, drop }) => delay !== undefined || error !== undefined || drop, {
      error: 'must have a delay, an error or drop',
    }),
    z.refine(({ error, drop }) => error === undefined || !drop, {
      error: 'must not be there together with drop: a connection that ends brings no error',
      path: ['error'],
    }),
  );

const messageFault = z
  .strictObject({
    of: z.literal('messages'),
    ...common,
    /** The kind of messages that it happens to; any unless named. */
    flag: z.optional(z.enum(subscriptionFlags)),
    /** How often it goes out besides. Then it is these that are late. */
    duplicates: z._default(z.int().check(z.gte(0), z.lte(100)), 0),
    delay: z.optional(delay),
    /** It goes out when so many later ones have; or when its delay is over, a second if it has none. */
    behind: z.optional(z.int().check(z.gte(1), z.lte(100_000))),
  })
  .check(
    z.refine(
      ({ duplicates, delay, behind }) => duplicates > 0 || delay !== undefined || behind !== undefined,
      {
        error: 'must have duplicates, a delay or behind',
      },
    ),
  );

const connectionFault = z.strictObject({
  of: z.literal('connections'),
  ...common,
  /** The consumer group whose clients it happens to; any unless named. */
  consumerGroupId: z.optional(z.string().check(z.minLength(1), z.maxLength(64))),
  /** Whether the AMQP connection ends before it carries the message that it was to carry next, or just after. */
  at: moment,
});

/** A fault as it is set. */
export const fault = z.discriminatedUnion('of', [callFault, messageFault, connectionFault], {
  error: ({ code }) => (code === 'invalid_union' ? 'must be calls, messages or connections' : undefined),
});

export type Fault = z.output<typeof fault>;
export type FaultOf<Kind extends Fault['of']> = Extract<Fault, { readonly of: Kind }>;

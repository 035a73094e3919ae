import { isUtf8 } from 'node:buffer';
import * as z from 'zod/mini';
import type { RuleDelivery } from '../state/rules.ts';

const whole = (most: number) => {
  const error = `must be a whole number from 1 to ${most}`;
  return z.coerce.number({ error }).check(z.int({ error }), z.gte(1), z.lte(most));
};

/** Which page of the deliveries, as a query string says it. */
export const deliveryPage = z.strictObject({
  page: z._default(whole(1_000_000), 1),
  pageSize: z._default(whole(1000), 100),
});

/** One page of what was delivered, the oldest first. */
export function pageOf<Delivery>(
  all: readonly Delivery[],
  { page, pageSize }: z.output<typeof deliveryPage>,
  shown: (delivery: Delivery) => unknown = (delivery) => delivery,
) {
  return {
    total: all.length,
    page,
    pageSize,
    pages: Math.ceil(all.length / pageSize),
    deliveries: all.slice((page - 1) * pageSize, page * pageSize).map(shown),
  };
}

/** A payload is shown in base64, and as text where it is text. */
export function readable({ payload, ...delivery }: RuleDelivery) {
  return {
    ...delivery,
    payload: payload.toString('base64'),
    ...(isUtf8(payload) ? { text: payload.toString() } : {}),
  };
}

import * as z from 'zod/mini';
import { checked, Problem } from '../../../shared/runtime/http/problem.ts';
import { fault } from '../faults/fault.ts';
import { ramPolicy } from '../ram-policy.ts';
import type { Administered } from './administered.ts';
import { deliveryPage, pageOf, readable } from './deliveries.ts';
import { summaryOf } from './summary.ts';

/** A request as the admin API's routes see it. */
export interface AdminRequest {
  /** What stands in the place of the route's `{id}`. */
  readonly id: string;
  readonly query: Readonly<Record<string, string>>;
  /** The JSON of the body; undefined without one. */
  readonly body: unknown;
}

/** One thing that the admin API does. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** `/faults/{id}` */
  readonly path: string;
  readonly status: 200 | 201 | 204;
  /** @returns what goes out as JSON; nothing with the status 204 */
  readonly answer: (request: AdminRequest, administered: Administered) => unknown;
}

const advance = z.strictObject({
  milliseconds: z.number().check(z.gte(0), z.lte(10 * 366 * 24 * 60 * 60_000)),
});

/** As STS has it, but for the least of 900 s: a test may want to see the end. */
const lifetime = z.int().check(z.gte(1), z.lte(43_200));

const assumption = z.strictObject({
  policy: ramPolicy,
  durationSeconds: z._default(lifetime, 3600),
});

export const routes: readonly Route[] = [
  get('/summary', (_, { platform }) => summaryOf(platform)),

  get('/deliveries/mns', ({ query }, { platform }) =>
    pageOf(platform.state.subscriptions.mnsDeliveries, checked(deliveryPage, query, 400)),
  ),
  get('/deliveries/rules', ({ query }, { platform }) =>
    pageOf(platform.state.rules.deliveries, checked(deliveryPage, query, 400), readable),
  ),

  get('/faults', (_, { platform }) => ({ faults: platform.faults.list() })),
  {
    method: 'POST',
    path: '/faults',
    status: 201,
    answer: ({ body }, { platform }) => platform.faults.set(checked(fault, body, 400)),
  },
  {
    method: 'DELETE',
    path: '/faults',
    status: 204,
    answer: (_, { platform }) => platform.faults.clearAll(),
  },
  {
    method: 'DELETE',
    path: '/faults/{id}',
    status: 204,
    answer({ id }, { platform }) {
      if (!platform.faults.clear(id)) throw new Problem(404, 'Not found', `There is no fault ${id}.`);
    },
  },

  get('/clock', (_, { platform, drivenClock }) => ({
    time: new Date(platform.clock.now()).toISOString(),
    driven: drivenClock !== undefined,
  })),
  {
    method: 'POST',
    path: '/clock/advance',
    status: 200,
    answer({ body }, { platform, drivenClock }) {
      const { milliseconds } = checked(advance, body, 400);
      if (drivenClock === undefined) {
        throw new Problem(
          409,
          'The clock is not to be advanced',
          "The platform goes by the machine's clock; start it with --driven-clock.",
        );
      }
      drivenClock.advance(milliseconds);
      return { time: new Date(platform.clock.now()).toISOString() };
    },
  },

  {
    method: 'POST',
    path: '/credentials',
    status: 201,
    answer({ body }, { platform }) {
      const { policy, durationSeconds } = checked(assumption, body, 400);
      const { expiresAt, ...credentials } = platform.account.accessKeys.issue(policy, durationSeconds * 1000);
      return { ...credentials, expiration: new Date(expiresAt).toISOString() };
    },
  },

  {
    method: 'POST',
    path: '/connections/cut',
    status: 200,
    answer: (_, administered) => ({ cut: administered.cutConnections() }),
  },
  {
    method: 'POST',
    path: '/reset',
    status: 204,
    answer: (_, administered) => administered.reset(),
  },
];

function get(path: string, answer: Route['answer']): Route {
  return { method: 'GET', path, status: 200, answer };
}

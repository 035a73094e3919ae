import { randomUUID } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import type { Store } from '../../store/store.ts';
import type { Log } from '../log.ts';
import { Problem } from './problem.ts';
import type { HttpRequest } from './request.ts';

/** A request that is authenticated, in hand until one of the two is called. */
export interface Delivery {
  readonly id: string;
  /** In epoch milliseconds. */
  readonly sentAt: number;
  /** It had its effect, or never will: its id is used up. */
  useUp(): Promise<void>;
  /** It may be sent again with the same id. */
  giveBack(): Promise<void>;
}

export interface AuthenticationOptions {
  /** `whsec_…`; a request has to be signed with one of them. */
  readonly secrets: readonly string[];
  readonly store: Store;
  /** The time in epoch milliseconds. */
  readonly now: () => number;
}

/** Long after a signature has gone stale, five minutes before or behind its time. */
const usedUpFor = 24 * 60 * 60 * 1000;

/** What a call is answered with that is not authenticated, whatever is wrong. */
export const unauthenticatedStatus = 401;

/** Printable, without the full stop that parts what is signed. */
const idPattern = /^[!-\-/-~]{1,256}$/;

/**
 * Authenticates requests by the Standard Webhooks convention: headers `webhook-id`, `webhook-timestamp` and
 * `webhook-signature`, the signature over id, time and body. An id is good once.
 *
 * While a request is in hand, its id is claimed. The claim ends by itself when the process is killed in the middle, so
 * that the request can be sent again; one that came to its end is remembered for a day.
 */
export class Authentication {
  readonly #webhooks: readonly Webhook[];
  readonly #store: Store;
  readonly #now: () => number;

  constructor({ secrets, store, now }: AuthenticationOptions) {
    this.#webhooks = secrets.map((secret) => new Webhook(secret));
    this.#store = store;
    this.#now = now;
  }

  /**
   * @param until when the work on the request is over at the latest, in epoch milliseconds
   * @throws Problem with status 401, the same one whatever is wrong; the log says what
   */
  async admit({ headers, body }: HttpRequest, until: number, log: Log): Promise<Delivery> {
    if (this.#webhooks.length === 0) {
      log.error('A call was refused: HOOK_SECRETS holds no secret, so nobody can be authenticated.');
      throw unauthenticated();
    }
    const {
      'webhook-id': id = '',
      'webhook-timestamp': timestamp = '',
      'webhook-signature': signature = '',
    } = headers;
    const refuse = (reason: string, about: object = {}) => {
      log.warn('A call was not authenticated.', { reason, ...about });
      return unauthenticated();
    };
    if (!idPattern.test(id))
      throw refuse('webhook-id is missing, or is not 1 to 256 characters without spaces and full stops');
    if (!/^\d{1,12}$/.test(timestamp)) throw refuse('webhook-timestamp is missing, or is no time in seconds');
    const signed = {
      'webhook-id': id,
      'webhook-timestamp': timestamp,
      'webhook-signature': signature,
    };
    const faults = this.#webhooks.map((webhook) => faultOf(webhook, body, signed));
    if (!faults.includes(undefined)) throw refuse(String(faults[0]));

    const claim = { key: `hook-in-hand/${id}`, owner: randomUUID() };
    const used = `hook-used/${id}`;
    const now = this.#now();
    const [mine] = await this.#store.claim([{ ...claim, holdFor: Math.max(until - now, 1) }], now);
    if (!mine) throw refuse('webhook-id is in hand already', { webhookId: id });
    const giveBack = () => this.#store.release([claim]);
    // Asked after the claim: whoever had it before has remembered the id by the time that the claim is to be had.
    const [known] = await this.#store.recall([used], now);
    if (known !== undefined) {
      await giveBack();
      throw refuse('webhook-id was used before', { webhookId: id });
    }
    return {
      id,
      sentAt: Number(timestamp) * 1000,
      giveBack,
      useUp: async () => {
        await this.#store.remember([{ key: used, value: '', keepFor: usedUpFor }], this.#now());
        await giveBack();
      },
    };
  }
}

/** What is wrong with a signature, by one secret; `undefined` when it is right. */
function faultOf(webhook: Webhook, body: Buffer, headers: Record<string, string>): string | undefined {
  try {
    webhook.verify(body, headers, { jsonParse: false });
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : 'The signature could not be checked.';
  }
}

function unauthenticated(): Problem {
  return new Problem(
    unauthenticatedStatus,
    'Not authenticated',
    'The request must be signed by the Standard Webhooks convention.',
    {
      headers: { 'www-authenticate': 'StandardWebhooks' },
    },
  );
}

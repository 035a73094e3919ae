import { Refusal } from '../../refusal.ts';

/** A token for the next page holds where that begins; callers have to take it as it is. */
export const writeToken = (position: number): string => Buffer.from(`next:${position}`).toString('base64url');

/** @throws Refusal iot.common.InvalidPageParams when the platform did not make the token */
export function readToken(token: string): number {
  const [, position] = /^next:(\d{1,10})$/.exec(Buffer.from(token, 'base64url').toString()) ?? [];
  if (position === undefined) {
    throw new Refusal('iot.common.InvalidPageParams', 'NextToken is none that an earlier page came with.');
  }
  return Number(position);
}

import { describe, expect, it } from 'vitest';
import { defaultRetryPolicy, judge, waitBefore } from '../../../shared/iot/retry.ts';

describe('judge', () => {
  it.each(['Throttling', 'Throttling.User', 'Throttling.Api'])(
    'takes %s for a call over the quota',
    (code) => {
      expect(judge(400, code)).toEqual({ passing: true, outcomeUnknown: false, throttled: true });
    },
  );

  it('takes 429 of a proxy for a call over the quota', () => {
    expect(judge(429, undefined)).toEqual({ passing: true, outcomeUnknown: false, throttled: true });
  });

  it('cannot know what a server error left behind', () => {
    expect(judge(503, 'ServiceUnavailable')).toEqual({
      passing: true,
      outcomeUnknown: true,
      throttled: false,
    });
    expect(judge(502, undefined)).toEqual({ passing: true, outcomeUnknown: true, throttled: false });
  });

  it('takes a nonce that is known already for a request that arrived twice', () => {
    expect(judge(400, 'SignatureNonceUsed')).toEqual({
      passing: true,
      outcomeUnknown: true,
      throttled: false,
    });
  });

  it('takes what the catalogue calls retryable for passing', () => {
    expect(judge(200, 'iot.system.SystemException').passing).toBe(true);
    expect(judge(200, 'iot.firmware.SystemBusy').passing).toBe(true);
  });

  it.each([
    [200, 'iot.device.NotExistedDevice'],
    [400, 'SignatureDoesNotMatch'],
    [403, 'Forbidden.RAM'],
    [404, 'InvalidAccessKeyId.NotFound'],
    [404, undefined],
  ])('takes %i %s for lasting, and for done with', (status, code) => {
    expect(judge(status, code)).toEqual({ passing: false, outcomeUnknown: false, throttled: false });
  });
});

describe('waitBefore', () => {
  const longest = (attempt: number, throttled = false) =>
    waitBefore(defaultRetryPolicy, attempt, throttled, 1);

  it('doubles the longest wait with every attempt, up to a bound', () => {
    expect([1, 2, 3, 4].map((attempt) => longest(attempt))).toEqual([100, 200, 400, 800]);
    expect(longest(20)).toBe(defaultRetryPolicy.longestWait);
  });

  it('can be anything from nothing on', () => {
    expect(waitBefore(defaultRetryPolicy, 3, false, 0)).toBe(0);
    expect(waitBefore(defaultRetryPolicy, 3, false, 0.5)).toBe(200);
  });

  it('begins at a second when the quota is used up', () => {
    expect([1, 2, 3, 4].map((attempt) => longest(attempt, true))).toEqual([1_000, 2_000, 4_000, 5_000]);
  });
});

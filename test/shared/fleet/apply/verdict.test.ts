import { expect, test } from 'vitest';
import { type Cause, causeOf, verdictOf } from '../../../../shared/fleet/apply/verdict.ts';
import { IotError } from '../../../../shared/iot/errors.ts';

test.each<[string, Cause]>([
  ['Throttling.User', 'account'],
  ['iot.messagebroker.RateLimit', 'account'],
  ['Forbidden.RAM', 'account'],
  ['InvalidAccessKeyId.NotFound', 'account'],
  ['iot.system.InstanceNotFound', 'account'],
  ['Client.Timeout', 'account'],
  ['Client.Credentials', 'account'],
  ['iot.system.SystemException', 'message'],
])('a call that fails with %s fails because of the %s', (code, cause) => {
  const verdict = verdictOf(
    new IotError({ operation: 'DisableThing', code, reason: 'why', retryable: true }),
  );
  expect(verdict.result).toBe('failed');
  expect(causeOf(verdict)).toBe(cause);
});

test.each<[string, Cause]>([
  ['DeadlinePassed', 'account'],
  ['Aborted', 'account'],
  ['UpgradeUnfinished', 'others'],
  ['PackageBeingVerified', 'others'],
  ['GroupNotFound', 'others'],
])('what fails as %s fails because of the %s', (code, cause) => {
  expect(causeOf({ result: 'failed', code })).toBe(cause);
});

test('of what fails without a code it is not known why', () => {
  expect(causeOf(verdictOf(new Error('the store is gone')))).toBe('unknown');
});

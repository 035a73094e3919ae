import { expect, test } from 'vitest';
import { IotError } from '../../../../shared/iot/errors.ts';
import { platformProblem } from '../../../../shared/runtime/http/platform-problem.ts';

test.each([
  [503, 'Throttling.User', true],
  [503, 'iot.system.SystemException', true],
  [503, 'Client.Timeout', true],
  [503, 'Client.ConnectionLost', false],
  [404, 'iot.device.NotExistedDevice', false],
  [404, 'iot.prod.NotExistedProduct', false],
  [404, 'iot.firmware.FirmwareNotFound', false],
  [409, 'iot.firmware.AlreadyExistedFirmwareVersion', false],
  [422, 'Client.InvalidParameter', false],
  [502, 'Forbidden.RAM', false],
  [502, 'Iot.system.BillIsOverDue', false],
  [502, 'Client.Credentials', false],
])('%i is the answer to %s', (status, code, retryable) => {
  const problem = platformProblem(
    new IotError({ operation: 'DisableThing', code, reason: 'for a reason', retryable }),
  );
  expect(problem.status).toBe(status);
  expect(problem.toJSON()).toMatchObject({ status, code });
  expect('retry-after' in problem.headers).toBe(status === 503);
});

test('what the account has wrong is not told outside', () => {
  const problem = platformProblem(
    new IotError({ operation: 'DisableThing', code: 'Forbidden.RAM', reason: 'acs:ram::1234:user/me' }),
  );
  expect(JSON.stringify(problem)).not.toContain('acs:ram');
});

test('what is wrong behind the function is not told outside', () => {
  const problem = platformProblem(new Error('connect ECONNREFUSED 10.0.0.5:6379'));
  expect(problem.status).toBe(503);
  expect(JSON.stringify(problem)).not.toContain('10.0.0.5');
});

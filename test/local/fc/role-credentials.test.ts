import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import { credentialsFrom } from '../../../local/fc/role-credentials.ts';
import { mayDo } from '../../../local/platform/access-keys.ts';
import { createAdminServer } from '../../../local/platform/admin/server.ts';
import { createPlatform } from '../../../local/platform/create-platform.ts';
import { ramPolicy } from '../../../local/platform/ram-policy.ts';

const policyOf = (Action: string) =>
  ramPolicy.parse({ Version: '1', Statement: [{ Effect: 'Allow', Action, Resource: '*' }] });
const policies = new Map([
  ['group-devices', policyOf('iot:CreateDeviceGroup')],
  ['disable-devices', policyOf('iot:DisableThing')],
]);

afterEach(() => void vi.useRealTimers());

async function startAdmin() {
  const local = createPlatform();
  const server = createAdminServer({ ...local, cutConnections: () => 0 }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  onTestFinished(close);
  const { accessKeys } = local.platform.account;
  return { accessKeys, close, address: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

test('each function has credentials of its own, limited to its policy, and keeps them for a minute', async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  const { accessKeys, address } = await startAdmin();
  const credentialsFor = credentialsFrom(address, policies);
  const first = await credentialsFor('group-devices');
  const key = accessKeys.find(first.accessKeyId);
  expect(key !== undefined && mayDo(key, 'iot:CreateDeviceGroup')).toBe(true);
  expect(key !== undefined && mayDo(key, 'iot:DisableThing')).toBe(false);
  expect(accessKeys.secretOf(first.accessKeyId, first.securityToken)).toBe(first.accessKeySecret);
  expect((await credentialsFor('disable-devices')).accessKeyId).not.toBe(first.accessKeyId);
  expect(await credentialsFor('group-devices')).toEqual(first);
  vi.setSystemTime(Date.now() + 60_000);
  expect((await credentialsFor('group-devices')).accessKeyId).not.toBe(first.accessKeyId);
  // What an invocation that is under way signs with stays good.
  expect(accessKeys.secretOf(first.accessKeyId, first.securityToken)).toBe(first.accessKeySecret);
});

test('a platform that is not there is told, and asked again by the next invocation', async () => {
  const { close, address } = await startAdmin();
  close();
  const credentialsFor = credentialsFrom(address, policies);
  for (const attempt of [1, 2]) {
    await expect(credentialsFor('group-devices'), `attempt ${attempt}`).rejects.toThrow(
      `There are no credentials from ${address}/credentials: `,
    );
  }
});

test('a function without a policy has no credentials', async () => {
  const { address } = await startAdmin();
  await expect(credentialsFrom(address, policies)('another')).rejects.toThrow(
    'The function another has no policy.',
  );
});

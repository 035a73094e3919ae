import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { Receiver } from '../../functions/receive-events/receiver.ts';
import { startAmqpServer } from '../../local/amqp/server.ts';
import { readDeployment } from '../../local/fc/deployment.ts';
import type { FunctionRunner } from '../../local/fc/runner.ts';
import { defineFunction, ownCredentials, startRunner } from '../local/fc/functions.ts';
import { connectDevice } from '../local/mqtt/device.ts';
import { newDevice, newProduct } from '../local/platform/api-caller.ts';
import { byRules, overAmqp, type ServedAccount, serveAccount } from './served-account.ts';

const fleet =
  'grouping:\n  - { name: sites, on: status.online, match: { deviceName: [{ prefix: sh- }] }, group: sites/shanghai }\n';

/** The rules in a file, gone with the test. */
async function fleetFile(): Promise<string> {
  const { codeFolder } = await defineFunction('');
  const file = join(codeFolder, 'fleet.yaml');
  await writeFile(file, fleet);
  return file;
}

async function groupsOf({ must }: ServedAccount, ProductKey: string, DeviceName: string): Promise<string[]> {
  const { GroupInfos } = await must('QueryDeviceGroupByDevice', { ProductKey, DeviceName });
  return GroupInfos.GroupInfo.map(({ GroupName }: { GroupName: string }) => GroupName);
}

test('set up by rules, a device that connects invokes the deployed function, which puts it into its group', async () => {
  const account = await serveAccount({
    onFunctionInvocation: (name, payload) => void runner.invokeAsynchronously(name, payload),
  });
  const { url, platform } = account;
  const file = await fleetFile();
  const deployed = await readDeployment(fileURLToPath(new URL('../../s.yaml', import.meta.url)));
  const runner: FunctionRunner = startRunner(
    deployed.map((definition) => ({
      ...definition,
      environmentVariables: { ...definition.environmentVariables, IOT_ENDPOINT: url, FLEET_FILE: file },
    })),
    {
      credentialsFor: await ownCredentials(platform, deployed),
    },
  );
  const product = newProduct(platform);
  const device = newDevice(platform, product, 'sh-meter-1');
  expect(await account.setUp(fleet, [product.productKey], byRules)).toMatchObject({ failures: 0 });

  await connectDevice(account, device);
  await expect
    .poll(() => groupsOf(account, product.productKey, 'sh-meter-1'), { timeout: 10_000 })
    .toEqual(['shanghai']);
});

test('set up over AMQP, the receiver takes the message of a device that connects and puts it into its group', async () => {
  const account = await serveAccount();
  const { url, platform } = account;
  const amqp = await startAmqpServer(platform, { host: '127.0.0.1', port: 0, tls: false });
  onTestFinished(() => amqp.close());
  const product = newProduct(platform);
  const device = newDevice(platform, product, 'sh-meter-1');
  expect(await account.setUp(fleet, [product.productKey], overAmqp)).toMatchObject({ failures: 0 });

  const credentials = () => ({ accessKeyId: 'testid', accessKeySecret: 'testsecret' });
  const receiver = new Receiver(
    {
      IOT_ENDPOINT: url,
      AMQP_HOST: amqp.host,
      AMQP_PORT: String(amqp.port),
      AMQP_PLAIN: 'true',
      CONSUMER_GROUP_ID: platform.state.consumerGroups.named('fleetkeeper')?.groupId,
      FLEET_FILE: await fleetFile(),
    },
    { functionName: 'receive-events', codeFolder: '', regionId: 'cn-shanghai', credentials },
  );
  const stop = new AbortController();
  const received = receiver.run({ credentials, stop: stop.signal });
  onTestFinished(() => receiver.close());

  await connectDevice(account, device);
  await expect
    .poll(() => groupsOf(account, product.productKey, 'sh-meter-1'), { timeout: 10_000 })
    .toEqual(['shanghai']);
  stop.abort();
  expect(await received).toMatchObject({ actions: { group: { done: 1 } } });
});

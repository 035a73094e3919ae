import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { servePlatform } from '../platform/api-caller.ts';

test('the functions of s.yaml run by themselves, and act on the platform that the environment names', async () => {
  const served = await servePlatform();
  onTestFinished(() => served.close());
  const { ProductKey } = await served.must('CreateProduct', { ProductName: 'meters', NodeType: 0 });
  await served.must('RegisterDevice', { ProductKey, DeviceName: 'sh-meter-1' });

  const functions = spawn(
    process.execPath,
    ['--import', 'tsx', 'local/fc/main.ts', '--port', '0', '--no-timers'],
    {
      cwd: fileURLToPath(new URL('../../..', import.meta.url)),
      env: { PATH: process.env['PATH'], IOT_ENDPOINT: served.url },
    },
  );
  onTestFinished(() => void functions.kill('SIGKILL'));
  const [line] = (await once(createInterface(functions.stdout), 'line')) as [string];
  const ready = JSON.parse(line);
  expect(ready.functions).toContain('fleetkeeper-test-group-devices');

  const now = Date.now();
  const answer = await fetch(
    `${ready.invocations}/2023-03-30/functions/fleetkeeper-test-group-devices/invocations`,
    {
      method: 'POST',
      body: JSON.stringify([
        {
          topic: `/${ProductKey}/sh-meter-1/thing/lifecycle`,
          messageId: '1',
          generateTime: now,
          payload: {
            action: 'create',
            productKey: ProductKey,
            deviceName: 'sh-meter-1',
            messageCreateTime: now,
          },
        },
      ]),
    },
  );
  expect(await answer.json()).toMatchObject({ messages: 1, settled: 1, actions: { group: { done: 1 } } });
  const { GroupInfos } = await served.must('QueryDeviceGroupByDevice', {
    ProductKey,
    DeviceName: 'sh-meter-1',
  });
  expect(GroupInfos.GroupInfo).toMatchObject([{ GroupName: 'shanghai' }]);

  functions.kill('SIGTERM');
  const [code] = await once(functions, 'exit');
  expect(code).toBe(0);
}, 60_000);

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { createAdminServer } from '../../../local/platform/admin/server.ts';
import { servePlatform } from '../platform/api-caller.ts';

test.each([
  ['with the AccessKey of the account', false, /^testid$/],
  ['with credentials of their own that its admin API issues', true, /^STS\./],
])(
  'the functions of s.yaml run by themselves, and act on the platform that the environment names %s',
  async (_, limited, accessKeyId) => {
    const callers = new Set<string>();
    const served = await servePlatform({
      onCall: (call) => void callers.add(call.accessKeyId),
    });
    onTestFinished(() => served.close());
    const admin = createAdminServer({ ...served.local, cutConnections: () => 0 }).listen(0, '127.0.0.1');
    await once(admin, 'listening');
    onTestFinished(() => {
      admin.closeAllConnections();
      admin.close();
    });
    const address = `http://127.0.0.1:${(admin.address() as AddressInfo).port}`;
    const { ProductKey } = await served.must('CreateProduct', { ProductName: 'meters', NodeType: 0 });
    await served.must('RegisterDevice', { ProductKey, DeviceName: 'sh-meter-1' });

    const functions = spawn(
      process.execPath,
      [
        '--import',
        'tsx',
        'local/fc/main.ts',
        '--port',
        '0',
        '--no-timers',
        ...(limited ? ['--admin', address] : []),
      ],
      {
        cwd: fileURLToPath(new URL('../../..', import.meta.url)),
        env: { PATH: process.env['PATH'], IOT_ENDPOINT: served.url },
      },
    );
    onTestFinished(() => void functions.kill('SIGKILL'));
    const [line] = (await once(createInterface(functions.stdout), 'line')) as [string];
    const ready = JSON.parse(line);
    expect(ready.functions).toContain('fleetkeeper-test-group-devices');

    callers.clear();
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
    expect([...callers]).toEqual([expect.stringMatching(accessKeyId)]);
    const { GroupInfos } = await served.must('QueryDeviceGroupByDevice', {
      ProductKey,
      DeviceName: 'sh-meter-1',
    });
    expect(GroupInfos.GroupInfo).toMatchObject([{ GroupName: 'shanghai' }]);

    functions.kill('SIGTERM');
    const [code] = await once(functions, 'exit');
    expect(code).toBe(0);
  },
  60_000,
);

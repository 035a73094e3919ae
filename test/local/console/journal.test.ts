import { describe, expect, test } from 'vitest';
import { Journal } from '../../../local/console/journal.ts';
import type { Message } from '../../../local/platform/messages.ts';

let clock = 0;
const journal = () => {
  clock = 1_000;
  return new Journal(() => clock);
};

const offline: Message = {
  messageId: '77',
  topic: '/as/mqtt/status/a1B2c3D4e5F/sh-meter-0042',
  generateTime: 1_535_700_748_205,
  payload: Buffer.from(
    JSON.stringify({
      status: 'offline',
      productKey: 'a1B2c3D4e5F',
      deviceName: 'sh-meter-0042',
      time: '2018-08-31 15:32:28.205',
      utcTime: '2018-08-31T07:32:28.205Z',
      lastTime: '2018-08-31 15:32:28.195',
      utcLastTime: '2018-08-31T07:32:28.195Z',
    }),
  ),
};

const line = (fields: object) =>
  JSON.stringify({
    level: 'INFO',
    message: 'An action has its outcome.',
    action: 'tag',
    wanted: { tags: { disabledBecause: 'flapping' } },
    productKey: 'a1B2c3D4e5F',
    deviceName: 'sh-meter-0042',
    rule: 'flapping',
    eventId: '77',
    outcome: 'done',
    duration: 12,
    ...fields,
  });

describe('the journal', () => {
  test('tells an action with its reason: the rule, and the kind of the message', () => {
    const kept = journal();
    kept.message(offline);
    clock = 3_500;
    kept.log(line({}));
    expect(kept.last).toEqual([
      {
        at: 2_500,
        kind: 'tag',
        result: 'done',
        deviceName: 'sh-meter-0042',
        wanted: 'disabledBecause=flapping',
        rule: 'flapping',
        on: 'status.offline',
      },
    ]);
    expect(kept.actions).toEqual({ tag: { done: 1 } });
  });

  test.each([
    [{ action: 'group', wanted: { path: 'sites/shanghai' } }, 'sites/shanghai'],
    [{ action: 'tag', wanted: { tags: { a: '1', b: '2' } } }, 'a=1 b=2'],
    [{ action: 'disable', wanted: {} }, ''],
    [{ action: 'upgrade', wanted: { moduleName: 'default', firmware: { version: '2.0.0' } } }, '2.0.0'],
    [{ action: 'upgrade', wanted: { moduleName: 'radio', firmware: { name: 'third' } } }, 'radio third'],
  ])('says what %j wants', (fields, wanted) => {
    const kept = journal();
    kept.log(line(fields));
    expect(kept.last.map((action) => action.wanted)).toEqual([wanted]);
    expect(kept.last.map(({ on }) => on)).toEqual(['an earlier message']);
  });

  test('counts actions by kind and outcome, and keeps the last of each kind', () => {
    const kept = journal();
    for (let count = 0; count < 60; count += 1)
      kept.log(line({ outcome: count % 2 === 0 ? 'done' : 'failed' }));
    clock += 1;
    kept.log(line({ action: 'group', wanted: { path: 'gateways' } }));
    expect(kept.actions).toEqual({ tag: { done: 30, failed: 30 }, group: { done: 1 } });
    expect(kept.last.map(({ kind }) => kind)).toEqual(['group', ...Array.from({ length: 14 }, () => 'tag')]);
  });

  test('keeps what the functions complain of, and no other line', () => {
    const kept = journal();
    kept.log(JSON.stringify({ level: 'INFO', message: 'Receiving is over.' }));
    kept.log(
      JSON.stringify({ level: 'WARN', message: 'A rule matched and could not be followed.', rule: 'sites' }),
    );
    kept.log(JSON.stringify({ level: 'ERROR', message: 'receive-events failed.', reason: 'out of memory' }));
    kept.log('a stack trace, perhaps');
    expect(kept.troubles).toEqual([
      'a stack trace, perhaps',
      'receive-events failed. out of memory',
      'sites A rule matched and could not be followed.',
    ]);
  });

  test('counts the calls of the functions, not those of the fleet’s owner', () => {
    const kept = journal();
    kept.call({ operation: 'SaveDeviceProp', accessKeyId: 'STS.abc', code: '' });
    kept.call({ operation: 'SaveDeviceProp', accessKeyId: 'STS.abc', code: 'Throttling.User' });
    kept.call({ operation: 'CreateProduct', accessKeyId: 'testid', code: '' });
    expect([...kept.calls]).toEqual([['SaveDeviceProp', 2]]);
    expect([kept.totalCalls, kept.throttledCalls]).toEqual([2, 1]);
  });

  test('says how many messages came in each of the last seconds, as far back as it was there', () => {
    const kept = journal();
    expect(kept.rates(10)).toEqual([]);
    kept.message(offline);
    kept.message(offline);
    clock += 2_000;
    kept.message(offline);
    clock += 1_000;
    expect(kept.rates(10)).toEqual([2, 0, 1]);
    expect(kept.rates(2)).toEqual([0, 1]);
    expect(kept.sent).toBe(3);
  });
});

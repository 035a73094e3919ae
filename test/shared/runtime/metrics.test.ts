import { setImmediate } from 'node:timers/promises';
import { expect, onTestFinished, test, vi } from 'vitest';
import { Journal } from '../../../local/console/journal.ts';
import { QueryDeviceStatistics, QueryProduct } from '../../../shared/iot/index.ts';
import { equip } from '../../../shared/runtime/equipment.ts';
import type { Log } from '../../../shared/runtime/log.ts';
import { Metrics, measure } from '../../../shared/runtime/metrics.ts';
import { readFunctionSettings } from '../../../shared/runtime/settings.ts';
import { servePlatform } from '../../local/platform/api-caller.ts';
import { make } from '../fleet/events.ts';

/** A log that keeps the metrics written to it, as text in a fixed order. */
function metricLog() {
  const lines: string[] = [];
  const ignore = () => {};
  const info = (message: unknown, fields: unknown) => {
    expect(message).toBe('metric');
    const { metric, value, ...labels } = fields as Record<string, unknown>;
    lines.push([metric, ...Object.values(labels), value].join(' '));
  };
  return { log: { debug: ignore, info, warn: ignore, error: ignore } as Log, lines };
}

test('metrics are added up by their labels, and written once', () => {
  const { log, lines } = metricLog();
  const metrics = new Metrics();
  metrics.call({ operation: 'DisableThing', code: 'OK', milliseconds: 3, attempts: 1, throttled: 0 });
  metrics.call({ operation: 'DisableThing', code: 'OK', milliseconds: 3, attempts: 3, throttled: 2 });
  metrics.call({
    operation: 'DisableThing',
    code: 'Client.Timeout',
    milliseconds: 3,
    attempts: 0,
    throttled: 0,
  });
  metrics.highest('lag', 5, { channel: 'amqp' });
  metrics.highest('lag', 9, { channel: 'amqp' });
  metrics.highest('lag', 7, { channel: 'amqp' });
  metrics.write(log);
  expect(lines.sort()).toEqual([
    'calls DisableThing Client.Timeout 1',
    'calls DisableThing OK 2',
    'lag amqp 9',
    'retried DisableThing 2',
    'throttled DisableThing 2',
  ]);
  metrics.write(log);
  expect(lines).toHaveLength(5);
});

test('messages count by type and channel, their actions by kind and outcome, and the oldest tells the lag', () => {
  const { log, lines } = metricLog();
  const metrics = new Metrics();
  const status = make.status();
  const device = { productKey: 'a1', deviceName: 'meter-1' };
  const reason = { rule: 'r', eventId: '1', time: 1 };
  const letter = { id: '2', channel: 'mns', receivedTime: 1, payload: '', rule: 'broken' } as const;
  metrics.messages(
    [
      { event: { ...status, time: 900 }, channel: 'amqp' },
      { event: { ...status, time: 400 }, channel: 'amqp' },
      { event: { ...make.version(), time: 5_000 }, channel: 'mns' },
      { deadLetter: letter },
    ],
    [
      {
        settled: true,
        outcomes: [{ action: { kind: 'disable', device, reason }, result: 'done' }],
      },
      { settled: true, outcomes: [] },
    ],
    1_000,
  );
  metrics.write(log);
  expect(lines.sort()).toEqual([
    'actions disable done 1',
    'deadLetters mns 1',
    'events ota.version mns 1',
    'events status amqp 2',
    'lag amqp 600',
    'lag mns 0',
  ]);
});

test('invocations that share a client at the same time have their own metrics each', async () => {
  const served = await servePlatform();
  onTestFinished(() => served.close());
  const { iot, close } = equip(
    readFunctionSettings({ IOT_REGION_ID: 'cn-shanghai', IOT_ENDPOINT: served.url }),
    {
      functionName: 'example',
      codeFolder: '.',
      regionId: undefined,
      credentials: { accessKeyId: 'testid', accessKeySecret: 'testsecret' },
    },
  );
  onTestFinished(close);
  const [one, other] = [metricLog(), metricLog()];
  await Promise.all([
    measure(one.log, async (metrics) => {
      const own = iot.with({ onCall: (record) => metrics.call(record) });
      for (let call = 0; call < 5; call += 1) await own.call(QueryDeviceStatistics, {});
    }),
    measure(other.log, async (metrics) => {
      const own = iot.with({ onCall: (record) => metrics.call(record) });
      const missing = own.call(QueryProduct, { ProductKey: 'a1missing00' });
      await expect(missing).rejects.toMatchObject({ code: 'iot.prod.NotExistedProduct' });
    }),
  ]);
  expect(one.lines).toEqual(['calls QueryDeviceStatistics OK 5']);
  expect(other.lines).toEqual(['calls QueryProduct iot.prod.NotExistedProduct 1']);
});

test('work that goes on writes its metrics meanwhile, and the rest when it fails', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  onTestFinished(() => void vi.useRealTimers());
  const { log, lines } = metricLog();
  const work = measure(
    log,
    async (metrics) => {
      metrics.add('events', 1);
      vi.advanceTimersByTime(1_000);
      expect(lines).toEqual(['events 1']);
      metrics.add('events', 2);
      await setImmediate();
      throw new Error('broken');
    },
    1_000,
  );
  await expect(work).rejects.toThrow('broken');
  expect(lines).toEqual(['events 1', 'events 2']);
  expect(vi.getTimerCount()).toBe(0);
});

test('the console takes a metric for no action and no trouble', () => {
  const journal = new Journal(() => 0);
  const metric = {
    level: 'INFO',
    message: 'metric',
    metric: 'actions',
    kind: 'group',
    outcome: 'failed',
    value: 1,
  };
  journal.log(JSON.stringify(metric));
  expect([journal.actions, journal.troubles]).toEqual([{}, []]);
});

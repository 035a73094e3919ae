import { expect, onTestFinished, test, vi } from 'vitest';
import type { FunctionRunner } from '../../../local/fc/runner.ts';
import { CronExpressionError, startTimers } from '../../../local/fc/timers.ts';
import { defineFunction } from './functions.ts';

async function timersOf(cronExpression: string, enable = true) {
  const events: unknown[] = [];
  const definition = await defineFunction('', {
    triggers: [{ type: 'timer', name: 'tick', cronExpression, enable, payload: 'dry-run' }],
  });
  vi.useFakeTimers({ now: Date.parse('2026-03-01T19:59:30Z') });
  onTestFinished(() => void vi.useRealTimers());
  const runner = {
    functions: [definition],
    invokeAsynchronously: (_: string, payload: Buffer) => events.push(JSON.parse(payload.toString())),
  };
  onTestFinished(startTimers(runner as unknown as FunctionRunner));
  return events;
}

test('@every runs a function at that distance, with the documented event', async () => {
  const events = await timersOf('@every 5m');
  await vi.advanceTimersByTimeAsync(10 * 60_000);
  expect(events).toEqual([
    { triggerTime: '2026-03-01T20:04:30Z', triggerName: 'tick', payload: 'dry-run' },
    { triggerTime: '2026-03-01T20:09:30Z', triggerName: 'tick', payload: 'dry-run' },
  ]);
});

test('a cron expression has its seconds first and goes by its time zone', async () => {
  const events = await timersOf('CRON_TZ=Asia/Shanghai 0 0 4 * * *');
  await vi.advanceTimersByTimeAsync(60_000);
  expect(events).toMatchObject([{ triggerTime: '2026-03-01T20:00:00Z' }]);
});

test('a trigger that is not enabled does not run', async () => {
  const events = await timersOf('@every 1m', false);
  await vi.advanceTimersByTimeAsync(5 * 60_000);
  expect(events).toEqual([]);
});

test('an expression that Function Compute does not take is refused by name', async () => {
  await expect(timersOf('every now and then')).rejects.toThrow(CronExpressionError);
});

import { Cron } from 'croner';
import type { TimerTrigger } from './function-definition.ts';
import type { FunctionRunner } from './runner.ts';

const every = /^@every (\d+)([smh])$/;
const zone = /^CRON_TZ=(\S+)\s+(.+)$/;
const unitMilliseconds: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000 };

/** A timer trigger's cron expression is not one that Function Compute takes. */
export class CronExpressionError extends Error {
  constructor(trigger: TimerTrigger, cause: unknown) {
    super(
      `The timer trigger "${trigger.name}" has the cronExpression "${trigger.cronExpression}"; it has to be ` +
        '"@every 5m" or six fields with seconds first, such as "CRON_TZ=Asia/Shanghai 0 0 4 * * *".',
      { cause },
    );
    this.name = 'CronExpressionError';
  }
}

/**
 * Runs the timer triggers of all functions by their cron expressions.
 *
 * @returns ends them
 */
export function startTimers(runner: FunctionRunner): () => void {
  const stops = runner.functions.flatMap(({ functionName, triggers }) =>
    triggers
      .filter((trigger) => trigger.type === 'timer' && trigger.enable)
      .map((trigger) =>
        schedule(trigger as TimerTrigger, (at) => {
          runner.invokeAsynchronously(functionName, timerEvent(trigger as TimerTrigger, at));
        }),
      ),
  );
  return () => {
    for (const stop of stops) stop();
  };
}

/** What a timer trigger hands its function. */
export function timerEvent(trigger: Pick<TimerTrigger, 'name' | 'payload'>, at: Date): Buffer {
  const triggerTime = at.toISOString().replace(/\.\d+Z$/, 'Z');
  return Buffer.from(JSON.stringify({ triggerTime, triggerName: trigger.name, payload: trigger.payload }));
}

function schedule(trigger: TimerTrigger, run: (at: Date) => void): () => void {
  const [, count, unit = ''] = every.exec(trigger.cronExpression) ?? [];
  if (count !== undefined) {
    const timer = setInterval(() => run(new Date()), Number(count) * (unitMilliseconds[unit] ?? 0));
    return () => clearInterval(timer);
  }
  const [, timezone = 'UTC', pattern = trigger.cronExpression] = zone.exec(trigger.cronExpression) ?? [];
  try {
    const job = new Cron(pattern, { timezone, mode: '6-part' }, () => run(new Date()));
    return () => job.stop();
  } catch (error) {
    throw new CronExpressionError(trigger, error);
  }
}

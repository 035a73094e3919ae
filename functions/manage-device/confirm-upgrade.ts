import { codeOf } from '../../shared/fleet/apply/verdict.ts';
import type { DeviceName } from '../../shared/fleet/device-name.ts';
import { ConfirmOTATask } from '../../shared/iot/operations/ota.ts';
import { Problem } from '../../shared/runtime/http/problem.ts';
import type { HookCall } from '../../shared/runtime/http/route.ts';
import { tasksIn } from './unfinished-tasks.ts';

/** So many tasks one ConfirmOTATask takes. */
const tasksPerCall = 10;

/**
 * Confirms update tasks of a device that wait for it.
 *
 * @param taskIds which; all of them when left out
 * @returns those that are confirmed now
 * @throws Problem with status 409 when one of them does not wait to be confirmed, or is another device's
 */
export async function confirmUpgrade(
  device: DeviceName,
  taskIds: readonly string[] | undefined,
  { iot, log }: HookCall,
): Promise<string[]> {
  const waiting = await waitingTasks();
  const wanted = [...new Set(taskIds ?? waiting)];
  const other = wanted.filter((taskId) => !waiting.has(taskId));
  if (other.length > 0) {
    const detail = `No update task of the device that waits to be confirmed is ${other.join(', ')}.`;
    throw new Problem(409, 'Nothing to confirm', detail, { members: { code: 'TaskNotWaiting' } });
  }
  for (let from = 0; from < wanted.length; from += tasksPerCall) {
    const part = wanted.slice(from, from + tasksPerCall);
    try {
      await iot.call(ConfirmOTATask, { TaskId: part });
    } catch (error) {
      // When an answer is lost, the call that is made again finds the tasks confirmed.
      if (codeOf(error) !== 'iot.firmware.InvalidTaskStatus') throw error;
      const still = await waitingTasks();
      if (part.some((taskId) => still.has(taskId))) throw error;
    }
  }
  log.info('Update tasks are confirmed.', { ...device, taskIds: wanted });
  return wanted;

  async function waitingTasks(): Promise<Set<string>> {
    return new Set((await tasksIn('CONFIRM', device, iot)).map(({ taskId }) => taskId));
  }
}

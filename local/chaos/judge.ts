import type { DeadLetter } from '../../events/dead-letter.ts';
import type { Message } from '../platform/messages.ts';
import type { Platform } from '../platform/platform.ts';
import type { UpdateTask } from '../platform/state/update-task.ts';
import type { Ledger } from './ledger.ts';

/** What no device shows by itself, and must not be either. */

/** No device gets a package twice, and no two batches come of one intent. */
export function doubledUpdates({ state }: Platform): string[] {
  const sentences: string[] = [];
  const batchOfTag = new Map<string, string>();
  const taskOf = new Map<string, UpdateTask>();
  for (const { plan, tasks } of state.ota.batches()) {
    for (const { key, value } of plan.tags) {
      const other = batchOfTag.get(`${key}=${value}`);
      if (other !== undefined)
        sentences.push(`The batches ${other} and ${plan.jobId} both have the tag ${key}=${value}.`);
      batchOfTag.set(`${key}=${value}`, plan.jobId);
    }
    for (const task of tasks) {
      const { deviceName, product } = task.device;
      const what = `${product.productKey}/${deviceName} ${plan.firmware.content.firmwareId}`;
      if (taskOf.has(what))
        sentences.push(`${deviceName} has ${plan.firmware.content.destVersion} in two batches.`);
      taskOf.set(what, task);
    }
  }
  return sentences;
}

/** Every message was acknowledged in the end. */
export function lostMessages(sent: readonly Message[], ledger: Ledger): string[] {
  return sent
    .filter((message) => !ledger.wasConsumed(message))
    .map(({ messageId, topic }) => `Message ${messageId} on ${topic} was never acknowledged.`);
}

/** The dead letters are the broken messages, each once, and no other. */
export function wrongDeadLetters(broken: readonly Message[], letters: readonly DeadLetter[]): string[] {
  const kept = new Set(letters.map(({ id }) => id));
  const wanted = new Set(broken.map(({ messageId }) => messageId));
  return [
    ...[...wanted]
      .filter((id) => !kept.has(id))
      .map((id) => `The broken message ${id} is not among the dead letters.`),
    ...letters
      .filter(({ id }) => !wanted.has(id))
      .map(
        ({ id, topic, rule }) =>
          `Message ${id} on ${topic} is a dead letter, though nothing is wrong with it: ${rule}`,
      ),
    ...(letters.length > kept.size
      ? [`There are ${letters.length} dead letters, and only ${kept.size} ids.`]
      : []),
  ];
}

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Clock } from '../../../../local/platform/clock.ts';
import { createPlatform, type LocalPlatform } from '../../../../local/platform/create-platform.ts';
import { dropAllLines } from '../../../../local/platform/device/line.ts';
import { loadState, saveState } from '../../../../local/platform/state-file/state-file.ts';
import { answersOf } from './answers.ts';

/** Ends a platform, begins another one with what it saved, and wants every question to have the same answer. */
export async function expectToOutlive(ended: LocalPlatform, clock: Clock): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'outlives-'));
  const begun = createPlatform({ clock });
  try {
    dropAllLines('The platform ends.', ended.platform);
    for (const group of ended.platform.state.consumerGroups.values()) {
      for (const client of [...group.consumers.keys()]) group.detach(client);
    }
    saveState(ended, join(folder, 'state.jsonl'));
    begun.platform.objectStore.origin = 'http://127.0.0.1:2';
    await loadState(begun, join(folder, 'state.jsonl'));
    const { answers } = await answersOf(ended.platform, ended.platform);
    expect((await answersOf(begun.platform, ended.platform)).answers).toEqual(answers);
  } finally {
    await begun.platform.objectStore.clear();
    rmSync(folder, { recursive: true });
  }
}

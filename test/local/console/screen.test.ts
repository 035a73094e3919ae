import { PassThrough } from 'node:stream';
import { expect, test, vi } from 'vitest';
import { openScreen } from '../../../local/console/screen.ts';
import type { Snapshot } from '../../../local/console/snapshot.ts';
import { snapshot } from './snapshots.ts';

function opened(terminal: object) {
  vi.useFakeTimers();
  let seen: Snapshot = snapshot;
  const stream = Object.assign(new PassThrough(), terminal);
  const chunks: string[] = [];
  stream.on('data', (chunk: Buffer) => chunks.push(chunk.toString('utf8')));
  const screen = openScreen(stream as unknown as NodeJS.WriteStream, () => seen);
  return {
    chunks,
    screen,
    see(change: Partial<Snapshot>) {
      seen = { ...seen, ...change };
    },
    /** The timers as they were; nothing may be left. */
    end() {
      screen.close();
      expect(vi.getTimerCount()).toBe(0);
      vi.useRealTimers();
    },
  };
}

test('what is no terminal gets a line a second, when there is news, and a frame at the end', () => {
  const { chunks, see, end } = opened({});
  vi.advanceTimersByTime(5_000);
  expect(chunks).toHaveLength(1);
  see({ elapsed: 65_300 });
  vi.advanceTimersByTime(1_000);
  expect(chunks).toHaveLength(2);
  end();
  expect(chunks.at(-1)).toMatch(/^\n fleetkeeper .+\n\n$/s);
  expect(chunks.join('')).not.toContain('\u001B');
});

test('a terminal gets frames in place: only what has changed is drawn anew', () => {
  const { chunks, see, end } = opened({ isTTY: true, columns: 80, rows: 30 });
  expect(chunks.join('')).toContain('fleetkeeper');
  vi.advanceTimersByTime(2_000);
  const before = chunks.length;
  see({ calls: { ...snapshot.calls, total: 313 } });
  vi.advanceTimersByTime(100);
  const drawn = chunks.slice(before).join('');
  expect(drawn).toContain('313 in all');
  expect(drawn).not.toContain('fleetkeeper');
  // The whole of it is one write, which the terminal shows at once.
  expect([drawn.startsWith('\u001B[?2026h'), drawn.endsWith('\u001B[?2026l')]).toEqual([true, true]);
  end();
});

test('a frame never has more lines than the terminal', () => {
  const { chunks, end } = opened({ isTTY: true, columns: 80, rows: 12 });
  expect(chunks.join('').split('\n').length).toBeLessThanOrEqual(12);
  end();
});

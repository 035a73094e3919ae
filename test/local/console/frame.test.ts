import { Chalk } from 'chalk';
import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { frame } from '../../../local/console/frame.ts';
import { progressLine } from '../../../local/console/progress-line.ts';
import type { Snapshot } from '../../../local/console/snapshot.ts';
import { action, snapshot } from './snapshots.ts';

const plain = new Chalk({ level: 0 });
const drawn = (seen: Snapshot, width: number, height = 40) => frame(seen, { width, height, chalk: plain });

describe('a frame', () => {
  test('of 80 columns shows all that matters', () => {
    const bar = `${'█'.repeat(54)}${'▓'.repeat(3)}${'▒'.repeat(7)}${'░'.repeat(3)}`;
    expect(drawn(snapshot, 80)).toEqual([
      ' fleetkeeper  The fleet comes online           200 devices · cn-shanghai · 1:04',
      ` ${'─'.repeat(78)}`,
      '',
      ` Devices    ${bar}`,
      '            █ 160 online   ▓ 10 offline   ▒ 20 disabled   ░ 10 never seen',
      ' Groups     sites/beijing 98   sites/shanghai 82   gateways 20',
      ' Messages   1,731 sent   12 waiting   36 in hand   ▁▃█▅   20/s',
      ' Updates    9 batches   62 succeeded   10 failed   3 under way',
      '',
      ' Actions          done unchanged   refused    failed',
      '   group           200        20         0         0',
      '   tag             352         0         0         3',
      '   disable           0         0         0         0',
      '   upgrade           0         0         1         0',
      '',
      ' API calls  312 in all   SaveDeviceProp 282   DisableThing 30',
      '',
      ' Last actions                                    rule ← message',
      ' ✓ tag      sh-meter-0042   firmware=2.0.0       firmware ← ota.version',
      ' ✓ disable  sh-meter-0042                        flapping ← status.offline',
      ' ✗ upgrade  sh-meter-0042   2.0.0                meters-to-2.0.0 ← ota.version',
    ]);
  });

  test('of 120 columns has actions and calls side by side', () => {
    const lines = drawn(snapshot, 120);
    expect(lines).toContainEqual(expect.stringMatching(/^ Actions .+ failed {4}API calls {2,}312 in all$/));
    expect(lines).toContainEqual(expect.stringMatching(/^ {3}group .+ 0 {6}SaveDeviceProp +282$/));
  });

  test('is never wider than the terminal, whatever there is to show', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 60 });
    const count = fc.nat(10 ** 7);
    const seen = fc.record({
      phase: text,
      groups: fc.array(fc.tuple(text, count), { maxLength: 12 }),
      devices: fc.record({ ONLINE: count, OFFLINE: count, UNACTIVE: count, DISABLE: count }),
      messages: fc.record({
        sent: count,
        waiting: count,
        inHand: count,
        rates: fc.array(count, { maxLength: 30 }),
      }),
      last: fc.array(
        fc
          .record({ deviceName: text, wanted: text, rule: text, on: text })
          .map((some) => ({ ...action, ...some })),
        { maxLength: 20 },
      ),
      troubles: fc.array(text, { maxLength: 3 }),
      calls: fc.record({
        byOperation: fc.array(fc.tuple(text, count), { maxLength: 8 }),
        total: count,
        throttled: count,
      }),
    });
    fc.assert(
      fc.property(seen, fc.integer({ min: 60, max: 160 }), (some, width) => {
        for (const line of drawn({ ...snapshot, ...some }, width)) {
          expect(stringWidth(line)).toBeLessThanOrEqual(width);
        }
      }),
    );
  });

  test('shows as many of the last actions as the terminal has lines for', () => {
    const many = { ...snapshot, last: Array.from({ length: 40 }, () => ({ ...action })) };
    expect(drawn(many, 80, 25)).toHaveLength(25);
    expect(drawn(many, 80, 200).filter((line) => line.includes('firmware=2.0.0'))).toHaveLength(14);
  });

  test('shows rare actions beside frequent ones, in the order of time', () => {
    const rare = { ...action, kind: 'disable', rule: 'flapping' } as const;
    const last = [...Array.from({ length: 30 }, () => action), rare].map((one, index) => ({
      ...one,
      at: 60_000 - index,
    }));
    const lines = drawn({ ...snapshot, last }, 80, 26).slice(-8);
    expect(lines.map((line) => line.includes('flapping'))).toEqual([
      ...Array.from({ length: 7 }, () => false),
      true,
    ]);
    expect(drawn({ ...snapshot, last }, 120).at(-1)).toMatch(/^ 0:59 {2}✓ disable/);
  });

  test('shows what the functions complain of, and calls that were throttled', () => {
    const lines = drawn(
      { ...snapshot, troubles: ['receive-events failed.'], calls: { ...snapshot.calls, throttled: 2 } },
      80,
    );
    expect(lines.at(-1)).toBe(' ! receive-events failed.');
    expect(lines).toContainEqual(expect.stringContaining('312 in all, 2 throttled'));
  });

  test('gives each state of devices a part of the bar, however few they are', () => {
    const [, , , bar = ''] = drawn(
      { ...snapshot, devices: { ONLINE: 5_000, OFFLINE: 1, UNACTIVE: 0, DISABLE: 2 } },
      80,
    );
    expect(bar.replace(/^ Devices +/, '')).toMatch(/^█{65}▓▒$/);
  });
});

test('a progress line has it all in one', () => {
  expect(progressLine(snapshot)).toBe(
    '  64.3 s  The fleet comes online · 160 online · 1731 messages, 48 not settled · actions: group 220, tag 355, upgrade 1 · updated 62',
  );
});

import type { ChalkInstance } from 'chalk';
import { cell, cut, inLine, type Piece, type Style } from './cells.ts';
import type { ActionKind, ActionResult, SeenAction, Snapshot } from './snapshot.ts';

/** What a frame is drawn with. */
export interface Canvas {
  /** In columns; at least 60 are used. */
  readonly width: number;
  /** In lines, at most so many. */
  readonly height: number;
  readonly chalk: ChalkInstance;
}

const narrowest = 60;
const widest = 132;
/** From this width on, actions and calls stand side by side. */
const twoColumns = 100;
const labelWidth = 11;
const kinds: readonly ActionKind[] = ['group', 'tag', 'disable', 'upgrade'];
const results: readonly ActionResult[] = ['done', 'unchanged', 'refused', 'failed'];
const fewestLast = 3;
const mostLast = 14;

/** Draws a snapshot as lines of text, none wider than the canvas. */
export function frame(snapshot: Snapshot, { width: given, height, chalk }: Canvas): string[] {
  const width = Math.max(narrowest, Math.min(widest, given)) - 2;
  const above = [
    ...head(snapshot, width, chalk),
    '',
    ...devices(snapshot, width, chalk),
    ...summary(snapshot, width, chalk),
    '',
    ...(width + 2 >= twoColumns
      ? sideBySide(actions(snapshot, chalk), calls(snapshot, width - actionsWidth - 4, chalk))
      : [...actions(snapshot, chalk), '', callsLine(snapshot, width, chalk)]),
    '',
  ];
  const troubles = snapshot.troubles.map((trouble) => chalk.yellow(cut(`! ${trouble}`, width)));
  const room = height - above.length - troubles.length - 1;
  const below = lastActions(snapshot, width, Math.max(fewestLast, Math.min(mostLast, room)), chalk);
  return [...above, ...below, ...troubles].map((line) => ` ${line}`.trimEnd());
}

function head(
  { phase, elapsed, regionId, devices: byState }: Snapshot,
  width: number,
  chalk: ChalkInstance,
): string[] {
  const total = Object.values(byState).reduce((sum, count) => sum + count, 0);
  const right = `${number(total)} devices · ${regionId} · ${clock(elapsed)}`;
  const left = cell(phase, width - 'fleetkeeper  '.length - right.length);
  return [`${chalk.bold.cyan('fleetkeeper')}  ${left}${chalk.dim(right)}`, chalk.dim('─'.repeat(width))];
}

function devices({ devices: byState, groups }: Snapshot, width: number, chalk: ChalkInstance): string[] {
  const states = [
    { count: byState.ONLINE, word: 'online', mark: '█', style: chalk.green },
    { count: byState.OFFLINE, word: 'offline', mark: '▓', style: chalk.yellow },
    { count: byState.DISABLE, word: 'disabled', mark: '▒', style: chalk.red },
    { count: byState.UNACTIVE, word: 'never seen', mark: '░', style: chalk.gray },
  ];
  const legend = states.map(
    ({ count, word, mark, style }): Piece => ({ text: `${mark} ${number(count)} ${word}`, style }),
  );
  const inGroups = groups.map(([path, count]): Piece => ({ text: `${path} ${number(count)}` }));
  return [
    row('Devices', bar(states, width - labelWidth), chalk),
    row('', inLine(legend, width - labelWidth), chalk),
    row('Groups', inLine(inGroups, width - labelWidth), chalk),
  ];
}

function summary({ messages, updates }: Snapshot, width: number, chalk: ChalkInstance): string[] {
  const room = width - labelWidth;
  const ofMessages: readonly Piece[] = [
    { text: `${number(messages.sent)} sent` },
    { text: `${number(messages.waiting)} waiting`, style: messages.waiting > 0 ? chalk.yellow : chalk.reset },
    { text: `${number(messages.inHand)} in hand` },
    { text: sparkline(messages.rates), style: chalk.cyan },
    { text: `${number(messages.rates.at(-1) ?? 0)}/s`, style: chalk.dim },
  ];
  const ofUpdates: readonly Piece[] = [
    { text: `${number(updates.batches)} batches` },
    { text: `${number(updates.succeeded)} succeeded`, style: chalk.green },
    { text: `${number(updates.failed)} failed`, style: updates.failed > 0 ? chalk.red : chalk.reset },
    { text: `${number(updates.underWay)} under way`, style: chalk.cyan },
    { text: `${number(updates.waiting)} waiting for their device`, style: chalk.dim },
  ];
  return [row('Messages', inLine(ofMessages, room), chalk), row('Updates', inLine(ofUpdates, room), chalk)];
}

const resultWidth = 10;
const actionsWidth = labelWidth + results.length * resultWidth;

function actions({ actions: counts }: Snapshot, chalk: ChalkInstance): string[] {
  const words = results.map((result) => cell(result, resultWidth, 'right')).join('');
  return [
    row('Actions', chalk.dim(words), chalk),
    ...kinds.map((kind) => {
      const cells = results.map((result) => {
        const count = counts[kind]?.[result] ?? 0;
        const style = count === 0 ? chalk.dim : styleOf(result, chalk);
        return style(cell(number(count), resultWidth, 'right'));
      });
      return cell(`  ${kind}`, labelWidth) + cells.join('');
    }),
  ];
}

function calls(
  { calls: { byOperation, total, throttled } }: Snapshot,
  width: number,
  chalk: ChalkInstance,
): string[] {
  const title = chalk.bold('API calls') + chalk.dim(cell(callTotals(total, throttled), width - 9, 'right'));
  return [
    title,
    ...byOperation
      .slice(0, kinds.length)
      .map(([operation, count]) => `${cell(`  ${operation}`, width - 8)}${cell(number(count), 8, 'right')}`),
  ];
}

function callsLine(
  { calls: { byOperation, total, throttled } }: Snapshot,
  width: number,
  chalk: ChalkInstance,
): string {
  const pieces = [
    { text: callTotals(total, throttled) },
    ...byOperation.map(([operation, count]) => ({ text: `${operation} ${number(count)}`, style: chalk.dim })),
  ];
  return row('API calls', inLine(pieces, width - labelWidth), chalk);
}

function callTotals(total: number, throttled: number): string {
  return throttled === 0
    ? `${number(total)} in all`
    : `${number(total)} in all, ${number(throttled)} throttled`;
}

/** The columns of a line about an action: when, if there is room, glyph and kind, device, what was wanted, why. */
const timeWidth = 6;
const kindWidth = 10;
const deviceWidth = 15;
const roomForTime = 88;

function lastActions({ last }: Snapshot, width: number, most: number, chalk: ChalkInstance): string[] {
  const whenWidth = width < roomForTime ? 0 : timeWidth;
  const whyWidth = Math.max(30, Math.floor(width * 0.38));
  const wantedWidth = width - whenWidth - kindWidth - deviceWidth - whyWidth - 3;
  const line = ({ at, kind, result, deviceName, wanted, rule, on }: SeenAction): string =>
    [
      chalk.dim(cell(clock(at), whenWidth)) +
        styleOf(result, chalk)(cell(`${glyphs[result]} ${kind}`, kindWidth)),
      cell(deviceName, deviceWidth),
      cell(wanted, wantedWidth),
      chalk.dim(cell(`${rule} ← ${on}`, whyWidth)),
    ].join(' ');
  const title =
    chalk.bold(cell('Last actions', width - whyWidth)) + chalk.dim(cell('rule ← message', whyWidth));
  return [title, ...ofEachKind(last, most).map(line)];
}

/** The newest, but some of each kind: else the frequent ones would leave nothing to be seen of the rare. */
function ofEachKind(last: readonly SeenAction[], most: number): readonly SeenAction[] {
  const chosen = new Set(
    kinds.flatMap((kind) =>
      last.filter((action) => action.kind === kind).slice(0, Math.floor(most / kinds.length)),
    ),
  );
  for (const action of last) {
    if (chosen.size >= most) break;
    chosen.add(action);
  }
  return last.filter((action) => chosen.has(action));
}

const glyphs: Readonly<Record<ActionResult, string>> = {
  done: '✓',
  unchanged: '=',
  refused: '✗',
  failed: '↻',
};

function styleOf(result: ActionResult, chalk: ChalkInstance): Style {
  return { done: chalk.green, unchanged: chalk.reset, refused: chalk.red, failed: chalk.yellow }[result];
}

function row(label: string, text: string, chalk: ChalkInstance): string {
  return chalk.bold(cell(label, labelWidth)) + text;
}

function sideBySide(left: readonly string[], right: readonly string[]): string[] {
  // The left column's lines are all as wide as the column.
  return left.map((line, index) => `${line}    ${right[index] ?? ''}`);
}

interface Share {
  readonly count: number;
  readonly mark: string;
  readonly style: Style;
}

/** Shares a width out by counts: what is there at all gets one column at least, the largest what is left. */
function bar(shares: readonly Share[], width: number): string {
  const total = shares.reduce((sum, { count }) => sum + count, 0);
  if (total === 0) return ' '.repeat(width);
  const columns = shares.map(({ count }) =>
    count === 0 ? 0 : Math.max(1, Math.round((count * width) / total)),
  );
  const largest = columns.indexOf(Math.max(...columns));
  columns[largest] = (columns[largest] ?? 0) + width - columns.reduce((sum, some) => sum + some, 0);
  return shares.map(({ mark, style }, index) => style(mark.repeat(columns[index] ?? 0))).join('');
}

const levels = '▁▂▃▄▅▆▇█';

/** One column a number; the greatest is as high as a line. */
function sparkline(numbers: readonly number[]): string {
  const greatest = Math.max(1, ...numbers);
  return numbers.map((value) => levels[Math.round((value / greatest) * (levels.length - 1))] ?? '').join('');
}

const grouped = new Intl.NumberFormat('en-US');

function number(value: number): string {
  return grouped.format(value);
}

/** `1:04` */
function clock(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

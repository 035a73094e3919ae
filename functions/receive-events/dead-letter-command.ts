import { isUtf8 } from 'node:buffer';
import { Command, CommanderError } from 'commander';
import { keptLetter } from '../../events/channels/kept.ts';
import type { DeadLetter } from '../../events/dead-letter.ts';
import { brokenRules, isObject, type Reading } from '../../events/message.ts';
import type { Reaction } from '../../shared/fleet/react.ts';
import type { Store } from '../../shared/store/store.ts';
import { type Replayed, replay } from './replay.ts';

/** What the command works with; each is made when it is needed. */
export interface DeadLetterMeans {
  /** The store that the functions share; undefined when each has its own in memory. */
  readonly store: () => Pick<Store, 'deadLetters' | 'dropDeadLetters'> | undefined;
  readonly react: (readings: readonly Reading[]) => Promise<Reaction[]>;
  /** All of standard input. */
  readonly input: () => Promise<string>;
  readonly print: (text: string) => void;
}

/** Something that the user has to set right; its message says all. */
export class DeadLetterError extends Error {
  override readonly name = 'DeadLetterError';
}

const noSharedStore = `REDIS_URL is not set. Dead letters of a store in memory end with its process; they are in its log as well,
each in the field deadLetter of a line that says "A message breaks a rule and is kept as a dead letter.".
Such lines can be replayed from standard input:
  grep '"deadLetter"' receive.log | npm run --silent dead-letters -- replay -`;

/**
 * `npm run dead-letters`: looks at messages that broke a rule or failed too often, and deals with them again.
 *
 * @throws DeadLetterError from its actions
 */
export function deadLetterCommand({ store, react, input, print }: DeadLetterMeans): Command {
  const shared = () => {
    const opened = store();
    if (opened === undefined) throw new DeadLetterError(noSharedStore);
    return opened;
  };

  const command = new Command('dead-letters')
    .description('Messages that broke a rule or failed too often: lists, shows, replays and drops them.')
    .exitOverride();

  command
    .command('list')
    .description('all of them, the oldest first: id, time of receipt, channel, topic, rule')
    .option('--json', 'as JSON, one letter a line')
    .action(async ({ json }: { json?: boolean }) => {
      const letters = await shared().deadLetters();
      for (const letter of letters) print(json ? JSON.stringify(letter) : lineOf(letter));
      if (letters.length === 0 && !json) print('There are no dead letters.');
    });

  command
    .command('show')
    .argument('<id>')
    .description('one of them, whole')
    .option('--json', 'as JSON, as replay - takes it')
    .action(async (id: string, { json }: { json?: boolean }) => {
      const [letter] = pick(await shared().deadLetters(), [id]);
      if (letter !== undefined) print(json ? JSON.stringify(letter) : whole(letter));
    });

  command
    .command('replay')
    .argument('[ids...]', 'which, or - for letters and lines of the log on standard input')
    .option('--all', 'all of them')
    .description('lets the rules decide on them again, and drops those that are settled')
    .action(async (ids: string[], { all }: { all?: boolean }) => {
      if (ids.includes('-')) {
        if (ids.length > 1 || all) throw new DeadLetterError('replay - takes no ids beside it.');
        tell(await replay(lettersIn(await input()), react), 'settled');
        return;
      }
      const opened = shared();
      const replayed = await replay(chosen(await opened.deadLetters(), ids, all), react);
      const settled = replayed.filter((one) => one.settled).map(({ letter }) => letter.id);
      if (settled.length > 0) await opened.dropDeadLetters(settled);
      tell(replayed, 'settled and dropped');
    });

  command
    .command('drop')
    .argument('[ids...]')
    .option('--all', 'all of them')
    .description('drops them for good')
    .action(async (ids: string[], { all }: { all?: boolean }) => {
      const opened = shared();
      const letters = chosen(await opened.deadLetters(), ids, all);
      const dropped = letters.length > 0 ? await opened.dropDeadLetters(letters.map(({ id }) => id)) : [];
      for (const [index, { id }] of letters.entries())
        print(`${id}  ${dropped[index] ? 'dropped' : 'was gone already'}`);
    });

  function tell(replayed: readonly Replayed[], settledAs: string): void {
    for (const { letter, settled, told } of replayed)
      print(`${letter.id}  ${settled ? settledAs : 'not settled'}: ${told}`);
    const left = replayed.filter(({ settled }) => !settled).length;
    if (left > 0) throw new DeadLetterError(`${left} of ${replayed.length} are not settled.`);
  }

  return command;
}

/** Whether commander has said already what is wrong, or has shown its help; then its exit code. */
export function exitCodeOf(error: unknown): number | undefined {
  return error instanceof CommanderError ? error.exitCode : undefined;
}

function chosen(
  letters: readonly DeadLetter[],
  ids: readonly string[],
  all: boolean | undefined,
): readonly DeadLetter[] {
  if (all && ids.length > 0) throw new DeadLetterError('Give ids, or --all, not both.');
  if (!all && ids.length === 0) throw new DeadLetterError('Give the ids of dead letters, or --all.');
  return all ? letters : pick(letters, ids);
}

function pick(letters: readonly DeadLetter[], ids: readonly string[]): DeadLetter[] {
  const byId = new Map(letters.map((letter) => [letter.id, letter]));
  const missing = ids.filter((id) => !byId.has(id));
  if (missing.length > 0) throw new DeadLetterError(`There is no dead letter ${missing.join(', ')}.`);
  return [...new Set(ids)].flatMap((id) => byId.get(id) ?? []);
}

/** Letters as JSON, one or a list of them or one a line, each by itself or in the field `deadLetter` of a line of the log. */
function lettersIn(text: string): DeadLetter[] {
  const whole = parse(text);
  const values = Array.isArray(whole)
    ? whole.map((value, index) => [`letter ${index + 1}`, value] as const)
    : whole !== undefined
      ? [['the letter', whole] as const]
      : text
          .split('\n')
          .map((line, index) => [`line ${index + 1}`, line.trim()] as const)
          .filter(([, line]) => line !== '')
          .map(([name, line]) => [name, parse(line)] as const);
  if (values.length === 0) throw new DeadLetterError('Standard input holds no dead letter.');

  const mistakes: string[] = [];
  const letters = values.flatMap(([name, value]) => {
    const letter = isObject(value) && 'deadLetter' in value ? value['deadLetter'] : value;
    const checked = keptLetter.safeParse(letter);
    if (checked.success) return [checked.data];
    mistakes.push(
      value === undefined
        ? `${name}: must be JSON`
        : `${name}: ${brokenRules(checked.error.issues, letter, 'it')}`,
    );
    return [];
  });
  if (mistakes.length > 0) throw new DeadLetterError(`Nothing was replayed.\n${mistakes.join('\n')}`);
  return letters;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function lineOf({ id, receivedTime, channel, topic, rule }: DeadLetter): string {
  return inOneLine([id, new Date(receivedTime).toISOString(), channel, topic ?? '-', rule].join('  '));
}

function whole(letter: DeadLetter): string {
  const { id, channel, topic, generateTime, receivedTime, payload, rule } = letter;
  const bytes = Buffer.from(payload, 'base64');
  const isText = isUtf8(bytes) && !/[^\P{Cc}\t\n\r]/u.test(bytes.toString());
  return [
    `id            ${inOneLine(id)}`,
    `channel       ${channel}`,
    `topic         ${inOneLine(topic ?? 'not known')}`,
    `generateTime  ${generateTime === undefined ? 'not known' : new Date(generateTime).toISOString()}`,
    `receivedTime  ${new Date(receivedTime).toISOString()}`,
    `rule          ${inOneLine(rule)}`,
    `payload       ${bytes.length} bytes, as ${isText ? 'text' : 'base64, for they are no text'}:`,
    isText ? bytes.toString() : payload,
  ].join('\n');
}

/** Text of a message in a terminal must be no more than text. */
function inOneLine(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ');
}

import * as z from 'zod/mini';
import { kindsOf } from '../../events/device-event.ts';
import { readMessage } from '../../events/message.ts';
import { BoundedMap } from '../../shared/store/bounded-map.ts';
import type { AnsweredCall } from '../platform/api/gateway.ts';
import type { Message } from '../platform/messages.ts';
import type { ActionKind, ActionResult, SeenAction } from './snapshot.ts';

/** The functions' calls are known by their credentials: a role's, which are temporary. */
const ofRole = /^STS\./;

const keptMessages = 20_000;
/** Of each kind. */
const keptActions = 14;
const keptTroubles = 3;
const keptSeconds = 60;

/** A line of a function's log that tells the outcome of an action. */
const outcomeLine = z.object({
  action: z.enum(['group', 'tag', 'disable', 'enable', 'upgrade']),
  outcome: z.enum(['done', 'unchanged', 'refused', 'failed']),
  wanted: z.looseObject({}),
  deviceName: z.string(),
  rule: z.string(),
  eventId: z.string(),
});

/** Any other line. */
const logLine = z.object({
  level: z.optional(z.string()),
  message: z.string(),
  reason: z.optional(z.string()),
  rule: z.optional(z.string()),
});

const wantedFields = z.object({
  path: z.optional(z.string()),
  tags: z.optional(z.record(z.string(), z.string())),
  moduleName: z.optional(z.string()),
  firmware: z.optional(z.object({ name: z.optional(z.string()), version: z.optional(z.string()) })),
});

/** Keeps count of what happens: what the platform sends, what the functions log, which calls are answered. */
export class Journal {
  /** What the run is at, in a few words. */
  phase = 'Devices are being registered';
  readonly actions: Partial<Record<ActionKind, Partial<Record<ActionResult, number>>>> = {};
  readonly troubles: string[] = [];
  readonly calls = new Map<string, number>();
  totalCalls = 0;
  throttledCalls = 0;
  sent = 0;
  readonly #now: () => number;
  readonly #startedAt: number;
  readonly #messages = new BoundedMap<Message>(keptMessages);
  readonly #last = new Map<ActionKind, (Omit<SeenAction, 'on'> & { readonly eventId: string })[]>();
  readonly #perSecond = new Map<number, number>();

  /** @param now a clock in milliseconds; only differences matter */
  constructor(now: () => number) {
    this.#now = now;
    this.#startedAt = now();
  }

  /** Milliseconds since this was made. */
  get elapsed(): number {
    return this.#now() - this.#startedAt;
  }

  /** The last actions of each kind, the newest first. */
  get last(): readonly SeenAction[] {
    return [...this.#last.values()]
      .flat()
      .sort((one, other) => other.at - one.at)
      .map(({ eventId, ...action }) => ({ ...action, on: this.#kindOf(eventId) }));
  }

  /** How many messages were sent in each of the last so many whole seconds, as far as there were any yet. */
  rates(seconds: number): readonly number[] {
    const length = Math.min(seconds, this.#second);
    return Array.from({ length }, (_, place) => this.#perSecond.get(this.#second - length + place) ?? 0);
  }

  /** The platform has sent a message. */
  message(message: Message): void {
    this.sent += 1;
    this.#messages.set(message.messageId, message);
    const second = this.#second;
    this.#perSecond.set(second, (this.#perSecond.get(second) ?? 0) + 1);
    for (const earlier of this.#perSecond.keys()) {
      if (earlier > second - keptSeconds) break;
      this.#perSecond.delete(earlier);
    }
  }

  /** The platform has answered a call. */
  call({ operation, accessKeyId, code }: AnsweredCall): void {
    if (!ofRole.test(accessKeyId)) return;
    this.totalCalls += 1;
    this.calls.set(operation, (this.calls.get(operation) ?? 0) + 1);
    if (code.startsWith('Throttling')) this.throttledCalls += 1;
  }

  /** A function has written a line. */
  log(line: string): void {
    const value = parse(line);
    const outcome = outcomeLine.safeParse(value);
    if (outcome.success) {
      this.#outcome(outcome.data);
      return;
    }
    const { data = { level: 'ERROR', message: line } } = logLine.safeParse(value);
    if (data.level !== 'WARN' && data.level !== 'ERROR') return;
    const { message, reason, rule } = data;
    this.trouble([rule, message, reason].filter((part) => part !== undefined).join(' '));
  }

  /** Something went wrong. */
  trouble(what: string): void {
    keep(this.troubles, what, keptTroubles);
  }

  #outcome({
    action: kind,
    outcome: result,
    wanted,
    deviceName,
    rule,
    eventId,
  }: z.output<typeof outcomeLine>): void {
    const ofKind = this.actions[kind] ?? {};
    ofKind[result] = (ofKind[result] ?? 0) + 1;
    this.actions[kind] = ofKind;
    const action = { at: this.elapsed, kind, result, deviceName, wanted: wantedText(wanted), rule, eventId };
    const last = this.#last.get(kind) ?? [];
    this.#last.set(kind, last);
    keep(last, action, keptActions);
  }

  #kindOf(eventId: string): string {
    const message = this.#messages.get(eventId);
    if (message === undefined) return 'an earlier message';
    const reading = readMessage({ channel: 'amqp', receivedTime: message.generateTime, ...message });
    return 'event' in reading ? (kindsOf(reading.event).at(-1) ?? '') : 'a dead letter';
  }

  get #second(): number {
    return Math.floor(this.elapsed / 1000);
  }
}

/** Puts something first, and lets go of the last when there are more than so many. */
function keep<Item>(items: Item[], item: Item, most: number): void {
  items.unshift(item);
  if (items.length > most) items.pop();
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function wantedText(wanted: object): string {
  const { path, tags, moduleName, firmware } = wantedFields.safeParse(wanted).data ?? {};
  if (path !== undefined) return path;
  if (tags !== undefined)
    return Object.entries(tags)
      .map(([key, value]) => `${key}=${value}`)
      .join(' ');
  if (firmware === undefined) return '';
  const target = firmware.version ?? firmware.name ?? '';
  return moduleName === undefined || moduleName === 'default' ? target : `${moduleName} ${target}`;
}

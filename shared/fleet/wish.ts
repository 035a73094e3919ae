import type { DeviceEvent } from '../../events/device-event.ts';
import type { DeviceName } from './device-name.ts';
import { type Fleet, rulesFor } from './fleet.ts';
import { groupPathFault } from './group-path.ts';
import type { DisablingRule, GroupingRule, Rule, TaggingRule, TagTemplates, UpgradingRule } from './rules.ts';
import { fillTemplate } from './template.ts';

/**
 * What a rule wants done because of one event, before it is known whether the event counts: a newer one can stand
 * against it, or there can be too few of its kind.
 */
export type Wish = GroupingWish | TaggingWish | DisablingWish | UpgradingWish;

export interface GroupingWish {
  readonly rule: GroupingRule;
  readonly path: string;
}

export interface TaggingWish {
  readonly rule: TaggingRule;
  readonly tags: Tags;
}

export interface DisablingWish {
  readonly rule: DisablingRule;
  /** Missing when the rule has none, or when the event lacks a field for them: the device is disabled all the same. */
  readonly tags?: Tags;
}

export interface UpgradingWish {
  readonly rule: UpgradingRule;
  readonly moduleName: string;
}

export type Tags = Readonly<Record<string, string>>;

/** Why an event that a rule matched did not lead to what the rule says. */
export interface Skip {
  readonly rule: string;
  readonly eventId: string;
  /**
   * `missing`: the event lacks a field; `invalid`: the platform would not take what the event's fields make;
   * `older`: something newer is known; `overruled`: a later rule wants something else; `unchanged`: the event says
   * that it is so already.
   */
  readonly code: 'missing' | 'invalid' | 'older' | 'overruled' | 'unchanged';
  readonly message: string;
}

export interface Wishes {
  readonly wishes: readonly Wish[];
  readonly skipped: readonly Skip[];
}

/** The module that stands for a device's firmware as a whole, where none is named (guide, CreateOTAFirmware). */
const defaultModule = 'default';

/** As much as SaveDeviceProp takes, in bytes. */
const mostTagBytes = 5120;

const none: Wishes = { wishes: [], skipped: [] };

/** The device that an event is about; an event of an update batch is about none. */
export function deviceOf(event: DeviceEvent): DeviceName | undefined {
  return event.type === 'ota.batch' ? undefined : event;
}

/** The module that an event is about. */
export function moduleOf(event: DeviceEvent): string {
  return ('moduleName' in event ? event.moduleName : undefined) ?? defaultModule;
}

/** What the rules that an event matches want of its device. Pure. */
export function wishesOf(event: DeviceEvent, fleet: Fleet): Wishes {
  let wishes: Wish[] | undefined;
  let skipped: Skip[] | undefined;
  for (const rule of rulesFor(event, fleet)) {
    if (!rule.matches(event)) continue;
    wishes ??= [];
    skipped ??= [];
    const wish = wishOf(rule, event, skipped);
    if (wish !== undefined) wishes.push(wish);
  }
  return wishes !== undefined && skipped !== undefined ? { wishes, skipped } : none;
}

function wishOf(rule: Rule, event: DeviceEvent, skipped: Skip[]): Wish | undefined {
  const skip = (code: Skip['code'], message: string): undefined => {
    skipped.push({ rule: rule.name, eventId: event.id, code, message });
  };
  // Nothing can be done with a device that is gone.
  if (event.type === 'lifecycle' && event.action === 'delete') return undefined;

  switch (rule.kind) {
    case 'grouping': {
      const path = fillTemplate(rule.group, event);
      if (typeof path !== 'string') return skip('missing', `group: the message has no ${path.missing}`);
      const fault = groupPathFault(path.split('/'));
      return fault === undefined ? { rule, path } : skip('invalid', `group: ${fault}, but is ${path}`);
    }
    case 'tagging': {
      const tags = fillTags(rule.tags, event, skip);
      return tags && { rule, tags };
    }
    case 'disabling': {
      if (event.type === 'lifecycle' && event.action === 'enable')
        return skip('older', 'somebody has just enabled the device');
      const tags = rule.tags && fillTags(rule.tags, event, skip);
      return tags === undefined ? { rule } : { rule, tags };
    }
    case 'upgrading':
      return { rule, moduleName: rule.module ?? moduleOf(event) };
  }
}

function fillTags(
  templates: TagTemplates,
  event: DeviceEvent,
  skip: (code: Skip['code'], message: string) => undefined,
): Tags | undefined {
  const tags: Record<string, string> = {};
  for (const [key, template] of Object.entries(templates)) {
    const text = fillTemplate(template, event);
    if (typeof text !== 'string') return skip('missing', `tags.${key}: the message has no ${text.missing}`);
    if (text === '') return skip('invalid', `tags.${key}: must not be empty`);
    tags[key] = text;
  }
  const bytes = Buffer.byteLength(JSON.stringify(tags));
  return bytes > mostTagBytes
    ? skip('invalid', `tags: must be at most ${mostTagBytes} bytes together, but are ${bytes}`)
    : tags;
}

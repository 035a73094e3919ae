import { describe, expect, test } from 'vitest';
import { allows, ramPolicy } from '../../../local/platform/ram-policy.ts';

const read = (...statements: object[]) => ramPolicy.parse({ Version: '1', Statement: statements });
const allow = (Action: string | string[], Resource: string | string[] = '*') => ({
  Effect: 'Allow',
  Action,
  Resource,
});
const deny = (Action: string | string[]) => ({ ...allow(Action), Effect: 'Deny' });

describe('a policy', () => {
  test('allows what one of its statements names, and nothing else', () => {
    const policy = read(allow(['iot:QueryDevice', 'iot:EnableThing']), allow('iot:sub'));
    expect(allows(policy, 'iot:EnableThing')).toBe(true);
    expect(allows(policy, 'iot:sub')).toBe(true);
    expect(allows(policy, 'iot:DisableThing')).toBe(false);
    expect(allows(policy, 'iot:QueryDeviceProp')).toBe(false);
  });

  test.each([
    ['*', 'iot:DisableThing', true],
    ['iot:*', 'iot:DisableThing', true],
    ['iot:Query*', 'iot:QueryDevice', true],
    ['iot:Query*', 'iot:DisableThing', false],
    ['iot:*Thing', 'iot:DisableThing', true],
    ['iot:*Thing', 'iot:DisableThings', false],
    ['mns:*', 'iot:DisableThing', false],
  ])('%s for %s is %s', (pattern, action, allowed) => {
    expect(allows(read(allow(pattern)), action)).toBe(allowed);
  });

  test('denies whatever is denied, wherever that stands', () => {
    expect(allows(read(deny('iot:Disable*'), allow('iot:*')), 'iot:DisableThing')).toBe(false);
    expect(allows(read(allow('iot:*'), deny('iot:Disable*')), 'iot:DisableThing')).toBe(false);
    expect(allows(read(allow('iot:*'), deny('iot:Disable*')), 'iot:EnableThing')).toBe(true);
  });

  test('may name resources of other services', () => {
    const policy = read(allow('mns:SendMessage', 'acs:mns:*:*:/queues/q/messages'), allow('iot:sub', ['*']));
    expect(allows(policy, 'iot:sub')).toBe(true);
  });
});

test.each([
  ['a condition', { ...allow('iot:*'), Condition: { IpAddress: { 'acs:SourceIp': '10.0.0.0/8' } } }],
  ['the actions that it is not about', { Effect: 'Allow', NotAction: 'iot:DisableThing', Resource: '*' }],
  ['no resource', { Effect: 'Allow', Action: 'iot:*' }],
  ['another effect', { ...allow('iot:*'), Effect: 'allow' }],
  ['no action', allow([])],
  ['an action without a service', allow('DisableThing')],
  ['a pattern of another language', allow('iot:Query?evice')],
  ['a part of IoT Platform as resource', allow('iot:DisableThing', 'acs:iot:*:*:product/a1BwAGV')],
  ['a part of IoT Platform as resource of everything', allow('*', 'acs:iot:*:*:product/a1BwAGV')],
])('a statement with %s is refused rather than read past', (_, statement) => {
  expect(ramPolicy.safeParse({ Version: '1', Statement: [statement] }).success).toBe(false);
});

test.each([
  ['another version', { Version: '2', Statement: [allow('iot:*')] }],
  ['no statement', { Version: '1', Statement: [] }],
  ['something else beside', { Version: '1', Statement: [allow('iot:*')], Id: 'x' }],
])('a document with %s is refused', (_, document) => {
  expect(ramPolicy.safeParse(document).success).toBe(false);
});

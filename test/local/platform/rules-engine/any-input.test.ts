import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DrivenClock } from '../../../../local/platform/clock.ts';
import { createPlatform } from '../../../../local/platform/create-platform.ts';
import { Refusal } from '../../../../local/platform/refusal.ts';
import { compileRuleSql } from '../../../../local/platform/rule-sql/rule-sql.ts';
import {
  type DestinationType,
  readDestination,
} from '../../../../local/platform/rules-engine/destination.ts';
import { filled } from '../../../../local/platform/rules-engine/placeholders.ts';
import { readRuleTopic, topicTest } from '../../../../local/platform/rules-engine/rule-topic.ts';
import { newProduct } from '../api-caller.ts';
import { configurations } from '../operations/rules/forwarding.ts';

const clock = new DrivenClock(Date.UTC(2030, 0));
const { platform } = createPlatform({ clock, seed: 1 });
const types = Object.keys(configurations) as DestinationType[];

test('any configuration is read, or refused with a code and the key at fault', () => {
  const anyValue = fc.oneof(fc.jsonValue(), fc.constantFrom('', null, '${a}', '${', 0, 1, [], {}));
  const changed = fc.constantFrom(...types).chain((type) =>
    fc.tuple(
      fc.constant(type),
      fc
        .dictionary(fc.constantFrom(...Object.keys(configurations[type]), 'other'), anyValue, { maxKeys: 3 })
        .map((changes) => ({ ...configurations[type], ...changes })),
    ),
  );
  const any = fc.tuple(fc.constantFrom(...types), fc.dictionary(fc.string(), anyValue));
  fc.assert(
    fc.property(fc.oneof(changed, any), ([type, configuration]) => {
      try {
        expect(readDestination(type, configuration, platform).type).toBe(type);
      } catch (error) {
        if (!(error instanceof Refusal) || !error.code.startsWith('iot.')) throw error;
      }
    }),
    { numRuns: 300 },
  );
});

test('any topic is read, or refused', () => {
  const level = fc.constantFrom('lamp', '+', '#', 'user', 'thing', 'post', 'ota', 'job', 'a b', '');
  const ends = fc.constantFrom(
    '/user/get',
    '/user/#',
    '/thing/event/+/post',
    '/thing/lifecycle',
    '/job1/ota/job/status',
    '',
  );
  const topics = fc
    .tuple(
      fc.constantFrom('/a1pk/', '/sys/a1pk/', '/as/mqtt/status/a1pk/', '', '/'),
      fc.oneof(
        fc.constantFrom('lamp', '+'),
        fc.array(level, { maxLength: 2 }).map((levels) => levels.join('/')),
      ),
      fc.oneof({ arbitrary: ends, weight: 3 }, { arbitrary: fc.string({ maxLength: 10 }), weight: 1 }),
    )
    .map((parts) => parts.join(''));
  let read = 0;
  fc.assert(
    fc.property(topics, fc.constantFrom(0, 1, 2, undefined), fc.boolean(), (text, topicType, isComplete) => {
      const given = isComplete ? { topic: text } : { productKey: 'a1pk', shortTopic: text, topicType };
      let found: ReturnType<typeof readRuleTopic>;
      try {
        found = readRuleTopic(given);
      } catch (error) {
        if (error instanceof Refusal) return;
        throw error;
      }
      const { productKey = '', shortTopic = '', topicType: type = 0, topic = '' } = found;
      read += 1;
      const fits = topicTest(productKey, shortTopic, type);
      const one = topic
        .replace(/^\/sys\//, '/')
        .replaceAll('+', 'x')
        .replace('#', 'y/z');
      expect(fits(one)).toBe(true);
      expect(fits(`${one}/more`)).toBe(topic.endsWith('#'));
      expect(fits(one.replace(productKey, 'other'))).toBe(false);
    }),
    { numRuns: 1_000 },
  );
  expect(read).toBeGreaterThan(50);
});

test('any text with placeholders is filled from any data, or lacks something', () => {
  const text = fc
    .array(fc.constantFrom('${', '}', '${a}', '${a.b}', '${}', '$', 'x'), { maxLength: 6 })
    .map((parts) => parts.join(''));
  fc.assert(
    fc.property(text, fc.jsonValue(), (pattern, data) => {
      expect(() => filled(pattern, { a: data })).not.toThrow();
      expect(() => filled(pattern, data)).not.toThrow();
    }),
  );
  expect(filled('${a}', { a: 7 })).toBe(7);
  expect(filled('x-${a}-${b.c}', { a: 7, b: { c: true } })).toBe('x-7-true');
  expect(filled('x-${a}', {})).toBeUndefined();
  expect(filled('${b.c}', { 'b.c': 1, b: { c: 2 } })).toBe(1);
  expect(filled('plain', undefined)).toBe('plain');
});

test('any bytes that a device sends are forwarded, given up or left alone', () => {
  const product = newProduct(platform);
  const { rules } = platform.state;
  const topic = `/${product.productKey}/lamp/user/update`;
  for (const dataType of ['JSON', 'BINARY'] as const) {
    for (const select of dataType === 'JSON' ? ['*', 'a, a.b as c, payload() as d'] : ['*']) {
      const rule = rules.create(`${dataType} ${select}`, dataType, undefined, clock.now());
      for (const [type, configuration] of Object.entries(configurations)) {
        const ofProduct = { ...configuration, topic: `/${product.productKey}/\${a}/user/get` };
        const destination = readDestination(
          type as DestinationType,
          type === 'REPUBLISH' ? ofProduct : configuration,
          platform,
        );
        rules.createAction({ rule, forErrors: false, destination, configuration });
      }
      const { destination, configuration } = rule.actions[2] ?? {};
      if (destination === undefined || configuration === undefined)
        throw new Error('The rule has no actions.');
      rules.createAction({ rule, forErrors: true, destination, configuration });
      const fits = topicTest(product.productKey, '+/user/update', 1);
      const sql = compileRuleSql({ select, dataType });
      rules.start(rule, { productKey: product.productKey, fits, sql });
    }
  }
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 50 }).map((array) => Buffer.from(array)),
    fc.json().map((json) => Buffer.from(json)),
    fc.jsonValue().map((a) => Buffer.from(JSON.stringify({ a, tt: a, msgTime: a }))),
  );
  fc.assert(
    fc.property(bytes, (payload) => {
      platform.messages.send(product, 'DeviceDataFlag', topic, payload);
      clock.advance(60_000);
    }),
    { numRuns: 300 },
  );
  const outcomes = new Set(rules.deliveries.map(({ type, error }) => `${type} ${error === undefined}`));
  for (const type of types) expect(outcomes).toContain(`${type} ${type !== 'REPUBLISH'}`);
});

import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readInvocation } from '../../events/channels/invocation.ts';
import { messageTypes } from '../../events/device-event.ts';
import { inferTopic } from '../../events/infer-topic.ts';

const folder = new URL('../../events/examples/', import.meta.url);
const typeOfFile: Readonly<Record<string, string>> = {
  'custom.json': 'custom',
  'downlink-reply.json': 'downlink.reply',
  'event-history.json': 'event.history',
  'event.json': 'event',
  'lifecycle.json': 'lifecycle',
  'ota-batch-status.json': 'ota.batch',
  'ota-status.json': 'ota.status',
  'ota-version.json': 'ota.version',
  'property-history.json': 'property.history',
  'property.json': 'property',
  'status.json': 'status',
  'sub-devices-found.json': 'sub-devices.found',
  'tags.json': 'tags',
  'topology.json': 'topology',
};

function readExample(name: string) {
  return readInvocation(readFileSync(new URL(name, folder)), 1720000001000);
}

describe('the example messages', () => {
  test('cover every type of message', () => {
    const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
    expect(files.sort()).toEqual(Object.keys(typeOfFile).sort());
    expect(Object.values(typeOfFile).sort()).toEqual(Object.keys(messageTypes).sort());
  });

  test.each(Object.entries(typeOfFile))('%s holds events of the type %s', (name, type) => {
    const saved: unknown[] = JSON.parse(readFileSync(new URL(name, folder), 'utf8'));
    const readings = readExample(name);
    expect(readings).toHaveLength(saved.length);
    for (const reading of readings) expect(reading).toMatchObject({ event: { type } });
  });

  test.each(Object.entries(typeOfFile))(
    '%s is told by its body alone exactly where its type has marks',
    (name, type) => {
      const saved: { topic: string; payload: Record<string, unknown> }[] = JSON.parse(
        readFileSync(new URL(name, folder), 'utf8'),
      );
      const marked = Object.values(messageTypes).some(
        (known) => known.type === type && known.marks !== undefined,
      );
      for (const { topic, payload } of saved) expect(inferTopic(payload)).toBe(marked ? topic : undefined);
    },
  );
});

describe('the example invocations', () => {
  test.each([
    ['rules-engine.json', ['status']],
    ['rules-engine-body-only.json', ['status']],
    ['mns.json', ['status', 'lifecycle', 'property']],
    ['mns-base64.json', ['ota.status']],
  ])('%s holds events of the types %j', (name, types) => {
    const readings = readExample(`invocations/${name}`);
    expect(
      readings.map((reading) => ('event' in reading ? reading.event.type : reading.deadLetter.rule)),
    ).toEqual(types);
  });
});

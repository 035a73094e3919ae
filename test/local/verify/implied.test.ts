import fc from 'fast-check';
import { expect, test } from 'vitest';
import { deleteDevice, disableDevice, enableDevice } from '../../../local/platform/device/lifecycle.ts';
import type { Message } from '../../../local/platform/messages.ts';
import { impliedBy } from '../../../local/verify/implied.ts';
import { loadFleetFile } from '../../../shared/fleet/fleet-file.ts';
import { Fleet } from '../platform/ota/fleet.ts';

const rules = loadFleetFile(
  `
grouping:
  - { name: seen, on: status.online, group: sites/seen }
tagging:
  - { name: firmware, on: ota.version, tags: { firmware: "\${moduleVersion}" } }
disabling:
  - { name: flapping, on: status.offline, when: { count: 3, within: 10m }, tags: { because: flapping } }
upgrading:
  - { name: old, on: ota.version, match: { moduleVersion: [{ version: "<2.0.0" }] }, firmware: { version: 2.0.0 } }
`,
  'fleet.yaml',
);

/** A device that comes online with its version, and goes offline and back so many times. */
function lifeOf(flaps: number, then: (fleet: Fleet, device: ReturnType<Fleet['device']>) => void = () => {}) {
  const fleet = new Fleet();
  const messages: Message[] = [];
  fleet.platform.messages.listen((message) => messages.push(message));
  const device = fleet.device('sh-1').connect();
  device.inform('1.0.0');
  fleet.advance(10);
  for (let flap = 0; flap < flaps; flap += 1) {
    device.disconnect();
    fleet.advance(1_000);
    device.connect();
    fleet.advance(1_000);
  }
  device.inform('1.5.0');
  then(fleet, device);
  return messages;
}

const implied = async (messages: readonly Message[]) => {
  const { devices, faults } = await impliedBy(messages, rules);
  expect(faults).toEqual([]);
  return devices.get('a1product01/sh-1');
};

test('groups, the newest tags, the firmware that is wanted and the state are implied by messages', async () => {
  expect(await implied(lifeOf(2))).toEqual({
    name: { productKey: 'a1product01', deviceName: 'sh-1' },
    groups: new Set(['sites/seen']),
    tags: new Map([['firmware', '1.5.0']]),
    disabled: false,
    online: true,
    firmware: new Map([['default', [{ version: '2.0.0' }, { version: '2.0.0' }]]]),
    updateEnds: new Map(),
  });
});

test('whatever the order in which messages are kept, they imply the same', async () => {
  const messages = lifeOf(4);
  const usual = await implied(messages);
  await fc.assert(
    fc.asyncProperty(fc.shuffledSubarray(messages, { minLength: messages.length }), async (shuffled) => {
      expect(await implied(shuffled)).toEqual(usual);
    }),
    { numRuns: 30 },
  );
});

test('a device that flaps is shut out, and stays so whatever else it does', async () => {
  const device = await implied(lifeOf(3));
  expect(device?.disabled).toBe(true);
  expect(device?.tags.get('because')).toBe('flapping');
});

test('a device that was let in again is not shut out, until it flaps anew', async () => {
  const letIn = (fleet: Fleet, { device }: ReturnType<Fleet['device']>) => {
    fleet.advance(1_000);
    disableDevice(device, fleet.platform);
    fleet.advance(1_000);
    enableDevice(device, fleet.platform);
    fleet.advance(1_000);
  };
  expect((await implied(lifeOf(3, letIn)))?.disabled).toBe(false);
  const again = lifeOf(3, (fleet, device) => {
    letIn(fleet, device);
    for (let flap = 0; flap < 3; flap += 1) {
      device.connect();
      fleet.advance(10);
      device.disconnect();
      fleet.advance(10);
    }
  });
  expect((await implied(again))?.disabled).toBe(true);
});

test('nothing is implied for a device that is deleted', async () => {
  const messages = lifeOf(0, (fleet, { device }) => {
    fleet.advance(1_000);
    deleteDevice(device, fleet.platform);
  });
  expect(await implied(messages)).toBeUndefined();
});

test('what is told of a device after it was deleted is of none, until one of its name is made', async () => {
  const messages = lifeOf(0, (fleet, { device }) => {
    deleteDevice(device, fleet.platform);
  });
  const late = messages.find(({ topic }) => topic.startsWith('/as/mqtt/status'));
  if (late === undefined) throw new Error('there is no status message');
  const body = { ...JSON.parse(late.payload.toString()), utcLastTime: '2030-01-02T00:00:00.000Z' };
  const after = { ...late, messageId: '9', payload: Buffer.from(JSON.stringify(body)) };
  expect(await implied([...messages, after])).toBeUndefined();
});

test('a message that breaks a rule is told', async () => {
  const [message] = lifeOf(0);
  if (message === undefined) throw new Error('there has to be a message');
  const { faults } = await impliedBy([{ ...message, payload: Buffer.from('{') }], rules);
  expect(faults).toEqual([
    expect.stringContaining(`Message ${message.messageId} on ${message.topic} breaks a rule: `),
  ]);
});

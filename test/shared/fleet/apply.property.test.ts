import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Action, Outcome } from '../../../shared/fleet/action.ts';
import { type ApplyClient, apply } from '../../../shared/fleet/apply.ts';
import { deviceKey } from '../../../shared/fleet/device-name.ts';
import { itemsOf } from '../../../shared/iot/paginate.ts';
import type { Store } from '../../../shared/store/store.ts';
import { disable, enable, group, tag, upgrade } from './apply/actions.ts';
import type { Fault } from './apply/platform.ts';
import { carriers, minutes, setup } from './apply/setup.ts';

/** What goes wrong with a call or a command of the store; `killed` ends the process, before or after the effect. */
type Mishap = Fault | 'killed' | 'killedAfter' | undefined;

const devices = ['p1/d1', 'p1/d2', 'p1/d3', 'p1/d4', 'p2/d1'];
const gone = 'p1/gone';

/**
 * Actions that do not contradict each other: whatever is wanted of a device always is the same, as it is when an
 * old message comes late and what it wants is left out.
 */
const anyAction = fc
  .record({
    device: fc.constantFrom(...devices, gone),
    kind: fc.constantFrom('group', 'tag', 'enablement', 'upgrade', 'upgrade'),
    variant: fc.constantFrom('one', 'two'),
    time: fc.nat(5),
  })
  .map(({ device, kind, variant, time }): Action => {
    switch (kind) {
      case 'group':
        return group(device, variant === 'one' ? 'sites/shanghai' : 'sites/beijing', { time });
      case 'tag':
        return tag(device, { [variant]: device }, { time });
      case 'enablement':
        return device.endsWith('d2') ? disable(device, { time }) : enable(device, { time });
      default:
        return upgrade(device, { version: '2.0.0' }, { time });
    }
  });

const anyMishap = fc.oneof(
  { weight: 5, arbitrary: fc.constant(undefined) },
  {
    weight: 5,
    arbitrary: fc.constantFrom<Mishap>('throttled', 'lost', 'answerLost', 'crashed', 'killed', 'killedAfter'),
  },
);

/** A process between its start and its end: after that, nothing that it waits for ever comes. */
class Process {
  readonly ended: Promise<void>;
  #end = () => {};
  #isOver = false;

  constructor() {
    this.ended = new Promise((resolve) => {
      this.#end = resolve;
    });
  }

  async step<Result>(mishap: Mishap, run: () => Promise<Result>): Promise<Result> {
    if (this.#isOver || mishap === 'killed') return this.kill();
    const result = await run();
    return this.#isOver || mishap === 'killedAfter' ? this.kill() : result;
  }

  kill(): Promise<never> {
    this.#isOver = true;
    this.#end();
    return new Promise(() => {});
  }
}

test('each action has one outcome, and what failed can be applied again until all is as wanted, and nothing twice', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.scheduler(),
      fc.array(fc.array(anyAction, { maxLength: 12 }), { minLength: 1, maxLength: 4 }),
      fc.array(anyMishap, { maxLength: 40 }),
      fc.array(
        fc.constantFrom<Mishap | 'fails'>(undefined, undefined, undefined, undefined, 'fails', 'killed'),
        {
          maxLength: 40,
        },
      ),
      fc.boolean(),
      async (scheduler, batches, mishaps, storeMishaps, refusesUnknownDevices) => {
        const { platform, store, clock } = setup(devices);
        platform.refusesUnknownDevices = refusesUnknownDevices;
        platform.addPackage({ FirmwareId: 'f1' });
        platform.addPackage({ FirmwareId: 'f2', ProductKey: 'p2' });
        let faults: Fault[] = [];
        platform.before = () => faults.shift();

        const applyIn = async (process: Process, actions: readonly Action[]): Promise<Outcome[]> => {
          const iot: ApplyClient = {
            async call(operation, parameters) {
              await scheduler.schedule(Promise.resolve(), operation.name);
              const mishap = mishaps.shift();
              const fault = mishap === 'killed' || mishap === 'killedAfter' ? undefined : mishap;
              return process.step(mishap, () => {
                faults = fault === undefined ? [] : [fault];
                return platform.call(operation, parameters);
              });
            },
            paginate(operation, parameters) {
              return itemsOf(operation, parameters, (request) => iot.call(operation, request));
            },
          };
          const step = async <Result>(command: string, run: () => Promise<Result>): Promise<Result> => {
            await scheduler.schedule(Promise.resolve(), command);
            const mishap = storeMishaps.shift();
            if (mishap === 'fails') throw new Error('the store is gone');
            return process.step(mishap, run);
          };
          const through: Store = {
            ...store,
            claim: (...given) => step('claim', () => store.claim(...given)),
            release: (...given) => step('release', () => store.release(...given)),
            remember: (...given) => step('remember', () => store.remember(...given)),
            recall: (...given) => step('recall', () => store.recall(...given)),
            forget: (...given) => step('forget', () => store.forget(...given)),
          };
          const applied = apply(actions, { carriers, iot, store: through, now: () => clock.time });
          // A killed process tells nothing, so its messages come again.
          const outcomes = await Promise.race([applied, process.ended]);
          return outcomes ?? actions.map((action) => ({ action, result: 'failed' }));
        };

        let unfinished = batches;
        for (let round = 0; round < 200 && unfinished.length > 0; round++) {
          const applied = unfinished.map((actions) => applyIn(new Process(), actions));
          const outcomes = await scheduler.waitFor(Promise.all(applied));
          for (const [index, actions] of unfinished.entries()) {
            expect(outcomes[index]?.map(({ action }) => action)).toEqual(actions);
            for (const { action, result } of outcomes[index] ?? []) {
              const isGone = deviceKey(action.device) === gone;
              expect(isGone ? ['refused', 'failed', 'unchanged'] : ['done', 'unchanged', 'failed']).toContain(
                result,
              );
            }
          }
          unfinished = outcomes
            .map((batch) => batch.filter(({ result }) => result === 'failed').map(({ action }) => action))
            .filter(({ length }) => length > 0);
          clock.time += minutes(2);
        }
        expect(unfinished).toEqual([]);

        const wanted = batches.flat().filter(({ device }) => deviceKey(device) !== gone);
        const tasks = platform.batches.flatMap((batch) => batch.tasks.map(({ device }) => device));
        expect(new Set(tasks).size).toBe(tasks.length);
        for (const action of wanted) {
          const key = deviceKey(action.device);
          const device = platform.devices.get(key);
          switch (action.kind) {
            case 'group':
              expect(platform.membersOf(action.path)).toContain(key);
              break;
            case 'tag':
              expect(Object.fromEntries(device?.tags ?? [])).toMatchObject(action.tags);
              break;
            case 'disable':
            case 'enable':
              expect(device?.enabled).toBe(action.kind === 'enable');
              break;
            case 'upgrade':
              expect(tasks).toContain(key);
              break;
          }
        }
        expect([...platform.groups.values()].map(({ name }) => name).sort()).toEqual(
          [...new Set([...platform.groups.values()].map(({ name }) => name))].sort(),
        );
      },
    ),
    { numRuns: 300 },
  );
});

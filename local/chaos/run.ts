import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { DeadLetter } from '../../events/dead-letter.ts';
import { environmentCredentials } from '../../shared/iot/credentials.ts';
import { equip } from '../../shared/runtime/equipment.ts';
import { readFunctionSettings } from '../../shared/runtime/settings.ts';
import { arrive } from '../simulation/opening.ts';
import { Restless, untilQuiet } from '../simulation/quiet.ts';
import type { SimulatedDevice } from '../simulation/simulated-device.ts';
import { verify } from '../verify/verify.ts';
import { Course } from './course.ts';
import { doubledUpdates, lostMessages, wrongDeadLetters } from './judge.ts';
import { Operator } from './operator.ts';
import { type Plan, planOf, type Size } from './plan.ts';
import { Receivers } from './receivers.ts';
import { type Stage, setStage } from './stage.ts';

export interface RunOptions extends Size {
  readonly seed: number;
  /** Told of what happens, in a line. */
  readonly onProgress: (what: string) => void;
  /** Where the receivers' logs stay; without it, they go with the run. */
  readonly keepLogsIn?: string | undefined;
}

/** What a run came to. */
export interface Report {
  readonly seed: number;
  readonly devices: number;
  /** How often each kind of fault happened. */
  readonly faults: Readonly<Record<string, number>>;
  /** Receivers killed with SIGKILL, and those that were let finish, each followed by another. */
  readonly kills: number;
  readonly restarts: number;
  readonly redisRestarts: number;
  readonly cuts: number;
  /** Devices that were deleted. */
  readonly retired: number;
  /** How many times an operator let a device in. */
  readonly enabled: number;
  readonly messages: number;
  /** How often a message was handed to a receiver. */
  readonly deliveries: number;
  readonly deadLetters: number;
  readonly calls: number;
  /** A sentence each. */
  readonly mismatches: readonly string[];
  readonly seconds: number;
}

/** How long it may take until all is quiet when nothing goes wrong any more; what killed receivers claimed is theirs for two minutes. */
const quietWithin = 240_000;

const startWithin = 60_000;

/**
 * One run: a fleet, receivers over one Redis, and all that can go wrong, until it ends, all is quiet, and what came of
 * it is held against what the rules imply.
 */
export async function run(options: RunOptions): Promise<Report> {
  const startedAt = performance.now();
  const { seed, devices, onProgress } = options;
  const folder = await mkdtemp(join(tmpdir(), 'fleetkeeper-chaos-'));
  const closings: (() => unknown)[] = [() => rm(folder, { recursive: true, force: true })];
  try {
    const plan = planOf(seed, options);
    const stage = await setStage(folder, seed, plan.yesterday.ago, closings);
    onProgress(`${devices} devices, some of them ${(plan.yesterday.ago / 3_600_000).toFixed(1)} h ago`);
    const everyone = await registerAll(plan, stage, devices);

    onProgress(`${stage.group.accumulated} messages wait, and ${options.receivers} receivers start`);
    const receivers = new Receivers({
      ...stage.receiver,
      count: options.receivers,
      logFolder: options.keepLogsIn ?? folder,
    });
    closings.push(() => receivers.close());
    const operator = new Operator(stage.fleet, stage.gate, stage.ledger, receivers);
    closings.push(() => operator.close());
    const course = courseOf(stage, everyone, receivers, operator, onProgress);
    await untilReceiving(stage, receivers, options.receivers);
    const restless = await follow(plan, stage, course, operator, onProgress);

    onProgress('what came of it is looked at');
    const sent = sentIn(stage);
    const broken = new Set(course.broken.map(({ messageId }) => messageId));
    const { mismatches } = await verify(
      stage.cloud.iot,
      Object.values(stage.setUp.productKeys),
      sent.filter(({ messageId }) => !broken.has(messageId)),
      stage.rules,
    );
    await receivers.close();
    const letters = await deadLettersIn(stage);
    return {
      seed,
      devices,
      ...course.counts,
      enabled: operator.enabled,
      messages: sent.length,
      deliveries: stage.ledger.deliveries,
      deadLetters: letters.length,
      calls: stage.calls(),
      mismatches: [
        ...restless,
        ...mismatches,
        ...doubledUpdates(stage.cloud.running.platform),
        ...lostMessages(sent, stage.ledger),
        ...wrongDeadLetters(course.broken, letters),
        ...receivers.complaints,
        ...stage.failures,
      ],
      seconds: Math.round((performance.now() - startedAt) / 100) / 10,
    };
  } finally {
    for (const close of closings.reverse()) await close();
  }
}

/** Registers devices and lets them live, while nobody receives; then it is today, and the others are registered. */
async function registerAll(
  { yesterday }: Plan,
  { fleet, clock }: Stage,
  devices: number,
): Promise<readonly SimulatedDevice[]> {
  for (const device of await fleet.register(yesterday.devices)) arrive(device, fleet.agenda);
  while (fleet.agenda.size > 0) await pause(20);
  clock.catchUp();
  await fleet.register(devices - yesterday.devices);
  return fleet.devices;
}

function courseOf(
  { cloud, fleet, redis }: Stage,
  devices: readonly SimulatedDevice[],
  receivers: Receivers,
  operator: Operator,
  onProgress: RunOptions['onProgress'],
): Course {
  const { platform } = cloud.running;
  const cut = () => cloud.running.cutConnections();
  return new Course({ platform, fleet, devices, receivers, redis, operator, cut, onProgress });
}

/** Starting takes a while, and what goes wrong is to go wrong with receivers that work. */
async function untilReceiving({ group }: Stage, { complaints }: Receivers, count: number): Promise<void> {
  const last = performance.now() + startWithin;
  while (group.consumers.size < count) {
    if (complaints.length > 0 || performance.now() > last)
      throw new Error(`The receivers did not start. ${complaints.join(' ')}`);
    await pause(20);
  }
}

/** @returns why it was not quiet in the end, a sentence; none when it was */
async function follow(
  { happenings, afterwards }: Plan,
  { cloud, fleet }: Stage,
  course: Course,
  operator: Operator,
  onProgress: RunOptions['onProgress'],
): Promise<string[]> {
  const quiet = () =>
    untilQuiet(cloud.running.platform, fleet.agenda, quietWithin, new AbortController().signal);
  try {
    await course.follow(happenings);
    onProgress('nothing goes wrong any more');
    await quiet();
    onProgress('all is quiet, and all devices are let in again');
    await operator.letAllIn();
    await course.follow(afterwards);
    await quiet();
    return [];
  } catch (error) {
    if (error instanceof Restless) return [error.message];
    throw error;
  }
}

/** Every message once, however often it came. */
function sentIn({ history: { messages } }: Stage) {
  return [...new Map(messages.map((message) => [message.messageId, message])).values()];
}

/** What the receivers have put aside, where they have. */
async function deadLettersIn({ receiver: { environment } }: Stage): Promise<readonly DeadLetter[]> {
  const { store, close } = equip(readFunctionSettings(environment), {
    functionName: 'chaos',
    codeFolder: '.',
    regionId: undefined,
    credentials: environmentCredentials(environment),
  });
  try {
    return await store.deadLetters();
  } finally {
    await close();
  }
}

import type { Server } from 'node:http';
import { AccessKeys } from './access-keys.ts';
import type { AnsweredCall } from './api/gateway.ts';
import { createApiServer } from './api/server.ts';
import { ClearableClock, type Clock, DrivenClock, machineClock } from './clock.ts';
import { type ConsumerGroupLimits, generousLimits } from './consumer-group.ts';
import { dropAllLines } from './device/line.ts';
import { createDeviceSide } from './device-side/index.ts';
import { Faults } from './faults/faults.ts';
import { createIdentifiers, type Identifiers } from './identifiers.ts';
import { Messages } from './messages.ts';
import { ObjectStore } from './object-store/object-store.ts';
import { createObjectStoreServer } from './object-store/server.ts';
import { documentedOperations, servedOperations } from './operations/index.ts';
import type { Platform } from './platform.ts';
import type { InvokeFunction } from './rules-engine/forward.ts';
import { startRulesEngine } from './rules-engine/rules-engine.ts';
import { ConsumerGroups } from './state/consumer-groups.ts';
import { State } from './state/state.ts';
import { routePublished } from './topics/route.ts';

/** What a local platform is made of; every part has a default. */
export interface PlatformOptions {
  readonly clock?: Clock | undefined;
  /** The clock of those who call, by which time stamps and quotas go; the platform's own unless given. */
  readonly callersClock?: Clock | undefined;
  /** With the same seed, a run makes the same identifiers. */
  readonly seed?: number | undefined;
  readonly accountId?: string | undefined;
  readonly regionId?: string | undefined;
  readonly accessKeyId?: string | undefined;
  readonly accessKeySecret?: string | undefined;
  /** The instance's ID, which each call must then name; left out, the instance is a public one without an ID. */
  readonly instanceId?: string | undefined;
  /** Whether the operations' quotas hold; they do unless this is false. */
  readonly quota?: boolean | undefined;
  /** How fast and how much the consumer groups take and give, where not as fast as they can. */
  readonly consumerGroups?: Partial<ConsumerGroupLimits> | undefined;
  /** Runs the functions that rules forward to; without it, those messages are only kept among the deliveries. */
  readonly onFunctionInvocation?: InvokeFunction | undefined;
  /** Told of what the platform itself got wrong while it answered to an operation. */
  readonly onInternalError?: ((error: unknown, operation: string) => void) | undefined;
  /** Told of every call of the API when it is answered. */
  readonly onCall?: ((call: AnsweredCall) => void) | undefined;
}

/** A local platform, and its API and its object store as HTTP servers that do not listen yet. */
export interface LocalPlatform {
  readonly platform: Platform;
  readonly api: Server;
  /** Where update packages are uploaded and fetched; what it holds is deleted by `platform.objectStore.clear()`. */
  readonly objectStore: Server;
  readonly identifiers: Identifiers;
  /** The clock that the platform goes by, when it is one to advance. */
  readonly drivenClock: DrivenClock | undefined;
  /**
   * Forgets all that the platform knows but its account and the faults that are set, ends all lines to devices and
   * clients, and calls off all that is to come.
   */
  reset(): Promise<void>;
}

/**
 * Makes a local platform.
 *
 * @example
 * const { platform, api } = createPlatform({ clock: new DrivenClock(Date.UTC(2030, 0)), seed: 1 });
 * api.listen(0, '127.0.0.1');
 */
export function createPlatform(options: PlatformOptions = {}): LocalPlatform {
  const runningClock = options.clock ?? machineClock;
  const callersClock = options.callersClock ?? runningClock;
  const clock = new ClearableClock(runningClock);
  const identifiers = createIdentifiers(options.seed);
  const { newId, newMessageId } = identifiers;
  const accessKeys = new AccessKeys(callersClock);
  accessKeys.add(options.accessKeyId ?? 'testid', options.accessKeySecret ?? 'testsecret');
  const newState = () =>
    new State(new ConsumerGroups(clock, { ...generousLimits, ...options.consumerGroups }));
  let state = newState();
  const faults = new Faults(options.seed);
  const messages = new Messages(clock, newMessageId, faults);
  messages.listen((message, flag, product) => state.subscriptions.deliver(message, flag, product));
  const platform: Platform = {
    account: {
      accountId: options.accountId ?? '1234567890123456',
      regionId: options.regionId ?? 'cn-shanghai',
      accessKeys,
      instanceId: options.instanceId,
    },
    clock,
    faults,
    get state() {
      return state;
    },
    messages,
    get devices() {
      return devices;
    },
    objectStore: new ObjectStore(clock, newId),
    newId,
  };
  const devices = createDeviceSide(platform);
  routePublished(platform);
  startRulesEngine(platform, options.onFunctionInvocation);
  const api = createApiServer(platform, {
    operations: servedOperations,
    documented: documentedOperations,
    quota: options.quota,
    callersClock,
    onInternalError: options.onInternalError,
    onCall: options.onCall,
  });
  return {
    platform,
    api,
    objectStore: createObjectStoreServer(platform.objectStore),
    identifiers,
    drivenClock: runningClock instanceof DrivenClock ? runningClock : undefined,
    async reset() {
      dropAllLines('The platform was reset.', platform);
      for (const group of state.consumerGroups.values()) group.close('The platform was reset.');
      messages.late.drop();
      clock.clear();
      state = newState();
      await platform.objectStore.clear();
    },
  };
}

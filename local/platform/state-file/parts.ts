import type { State } from '../state/state.ts';
import { applicationsPart } from './applications.ts';
import { clientIdsPart } from './client-ids.ts';
import { consumerGroupsPart } from './consumer-groups.ts';
import { deviceFilesPart } from './device-files.ts';
import { devicesPart } from './devices.ts';
import { groupsPart } from './groups.ts';
import { halfOpenPart } from './half-open.ts';
import { objectsPart } from './objects.ts';
import { otaPart } from './ota.ts';
import { productsPart } from './products.ts';
import { rulesPart } from './rules.ts';
import { shadowsPart } from './shadows.ts';
import type { StatePart } from './state-part.ts';
import { subscriptionsPart } from './subscriptions.ts';
import { thingDataPart } from './thing-data.ts';
import { thingModelsPart } from './thing-models.ts';
import { topicRoutesPart } from './topic-routes.ts';
import { topicsPart } from './topics.ts';

/** What ends with the connections and calls that it belongs to, and is not saved. */
export const endingParts = [
  'broadcastTopics',
  'mailboxes',
  'rrpcRequests',
] as const satisfies readonly (keyof State)[];

/**
 * How each part of the state is saved, in the order in which they are saved: what needs others comes after them. A part
 * of the state that is not here is an error.
 */
export const stateParts: Readonly<Record<Exclude<keyof State, (typeof endingParts)[number]>, StatePart>> = {
  products: productsPart,
  thingModels: thingModelsPart,
  topics: topicsPart,
  consumerGroups: consumerGroupsPart,
  subscriptions: subscriptionsPart,
  devices: devicesPart,
  groups: groupsPart,
  clientIds: clientIdsPart,
  deviceFiles: deviceFilesPart,
  shadows: shadowsPart,
  thingData: thingDataPart,
  halfOpenUntil: halfOpenPart,
  topicRoutes: topicRoutesPart,
  applications: applicationsPart,
  ota: otaPart,
  rules: rulesPart,
};

export const parts: readonly StatePart[] = [...Object.values(stateParts), objectsPart];

import * as z from 'zod/mini';
import type { Route, RoutedTopic } from '../state/topic-routes.ts';
import { type FieldsOf, text } from './fields.ts';
import { statePart } from './state-part.ts';

const routedTopic = z.strictObject({ topic: text(), device: text() } satisfies FieldsOf<RoutedTopic>);
const topicRoute = z.strictObject({ source: routedTopic, destination: routedTopic } satisfies FieldsOf<
  Route,
  'number'
>);

const lineOf = ({ topic, device }: RoutedTopic) => ({ topic, device: device.iotId });

export const topicRoutesPart = statePart(
  { topicRoute },
  function* ({ platform }) {
    for (const { source, destination } of platform.state.topicRoutes.all()) {
      yield ['topicRoute', { source: lineOf(source), destination: lineOf(destination) }] as const;
    }
  },
  {
    topicRoute({ source, destination }, loading) {
      loading.platform.state.topicRoutes.add(
        { topic: source.topic, device: loading.device(source.device) },
        { topic: destination.topic, device: loading.device(destination.device) },
      );
    },
  },
);

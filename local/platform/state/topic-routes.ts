import type { Device } from './device.ts';

/** A custom topic of a device. */
export interface RoutedTopic {
  readonly topic: string;
  readonly device: Device;
}

/** Messages of the source go to the destination, too. */
export interface Route {
  readonly source: RoutedTopic;
  readonly destination: RoutedTopic;
  /** How many routes there had been before it. */
  readonly number: number;
}

/** Which topics get the messages of which other topics. Routes from and to devices that are gone are gone. */
export class TopicRoutes {
  /** By the source's topic, then by the destination's, and the other way round. */
  readonly #forward = new Map<string, Map<string, Route>>();
  readonly #backward = new Map<string, Map<string, Route>>();
  #made = 0;

  /** All routes, the oldest first. */
  all(): readonly Route[] {
    return [...this.#forward.values()].flatMap((routes) => this.#alive(routes)).sort(byAge);
  }

  /** Where the messages of a topic go to, the oldest route first. */
  destinations(topic: string): readonly RoutedTopic[] {
    return this.#alive(this.#forward.get(topic)).map(({ destination }) => destination);
  }

  /** Where the messages that a topic gets come from, the oldest route first. */
  sources(topic: string): readonly RoutedTopic[] {
    return this.#alive(this.#backward.get(topic)).map(({ source }) => source);
  }

  /** Lets the messages of one topic go to another. A route that is there already stays. */
  add(source: RoutedTopic, destination: RoutedTopic): void {
    if (this.destinations(source.topic).some(({ topic }) => topic === destination.topic)) return;
    const route = { source, destination, number: this.#made };
    this.#made += 1;
    enter(this.#forward, source.topic, destination.topic, route);
    enter(this.#backward, destination.topic, source.topic, route);
  }

  /** @returns whether there was such a route */
  remove(source: string, destination: string): boolean {
    const known = this.destinations(source).some(({ topic }) => topic === destination);
    leave(this.#forward, source, destination);
    leave(this.#backward, destination, source);
    return known;
  }

  #alive(routes: ReadonlyMap<string, Route> | undefined): Route[] {
    const alive: Route[] = [];
    for (const route of [...(routes?.values() ?? [])]) {
      const { source, destination } = route;
      if (source.device.deleted || destination.device.deleted) {
        leave(this.#forward, source.topic, destination.topic);
        leave(this.#backward, destination.topic, source.topic);
      } else alive.push(route);
    }
    return alive;
  }
}

const byAge = (one: Route, other: Route): number => one.number - other.number;

function enter(index: Map<string, Map<string, Route>>, from: string, to: string, route: Route): void {
  const routes = index.get(from);
  if (routes === undefined) index.set(from, new Map([[to, route]]));
  else routes.set(to, route);
}

function leave(index: Map<string, Map<string, Route>>, from: string, to: string): void {
  const routes = index.get(from);
  routes?.delete(to);
  if (routes?.size === 0) index.delete(from);
}

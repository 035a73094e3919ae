import type * as z from 'zod/mini';
import type { IotClient } from '../../iot/client.ts';
import type { Store } from '../../store/store.ts';
import type { Log } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import { readJsonBody } from './json-body.ts';
import { checked, Problem } from './problem.ts';
import type { HttpRequest } from './request.ts';

/** What a route's work is done with, and which delivery asked for it. */
export interface HookCall {
  /** The delivery's `webhook-id`. */
  readonly id: string;
  /** The delivery's `webhook-timestamp`, in epoch milliseconds. */
  readonly sentAt: number;
  /** Bound by the deadline already. */
  readonly iot: IotClient;
  readonly store: Store;
  readonly log: Log;
  /** Where the outcomes of actions are counted. */
  readonly metrics: Metrics;
  /** The time in epoch milliseconds. */
  readonly now: () => number;
  /** When the work has to be over, in epoch milliseconds. */
  readonly deadline: number;
}

/** What a route is by its documentation. */
interface RouteDescription {
  readonly method: 'GET' | 'POST';
  /** `/devices/{productKey}/{deviceName}` */
  readonly path: string;
  /** The name of the operation in the OpenAPI document. */
  readonly name: string;
  readonly summary: string;
  readonly description?: string;
  /** Of the path's parameters, decoded. */
  readonly parameters: z.ZodMiniObject;
  /** Of the body's JSON; a GET has none. */
  readonly body?: z.ZodMiniType;
  readonly answer: {
    readonly status: 200 | 202;
    readonly description: string;
    readonly schema: z.ZodMiniType;
  };
}

/** One thing that a hook does, with the types of its input left out. */
export interface Route extends RouteDescription {
  /**
   * Checks what the request says, and does it.
   *
   * @param parameters the texts in the path's places
   * @throws Problem with status 400 or 422 when the request is not right, and whatever the work throws
   */
  run(parameters: Readonly<Record<string, string>>, request: HttpRequest, call: HookCall): Promise<object>;
}

/** Makes a route whose work gets its input checked and typed. */
export function route<
  Parameters extends z.ZodMiniObject,
  Body extends z.ZodMiniType,
  Answer extends z.ZodMiniType,
>(
  description: RouteDescription & {
    readonly parameters: Parameters;
    readonly body?: Body;
    readonly answer: { readonly schema: Answer };
    readonly work: (
      parameters: z.output<Parameters>,
      body: z.output<Body>,
      call: HookCall,
    ) => Promise<z.input<Answer> & object>;
  },
): Route {
  const { work, ...described } = description;
  return {
    ...described,
    async run(parameters, request, call) {
      const inPath = checked(description.parameters, parameters, 422);
      const { body } = description;
      // A GET says nothing in its body, whatever stands there.
      const said = body === undefined ? undefined : checked(body, readJsonBody(request), 422);
      return work(inPath, said as z.output<Body>, call);
    },
  };
}

/** A route and what stands in its path's places. */
export interface Found<Kind> {
  readonly route: Kind;
  readonly parameters: Readonly<Record<string, string>>;
}

/**
 * Finds the route for a request.
 *
 * @throws Problem with status 404 when none has the path, and 405 with `Allow` when those that have it are for other
 *   methods
 */
export function findRoute<Kind extends Pick<Route, 'method' | 'path'>>(
  routes: readonly Kind[],
  { method, path }: HttpRequest,
): Found<Kind> {
  const there = routes.flatMap((route) => {
    const parameters = match(route.path, path);
    return parameters === undefined ? [] : [{ route, parameters }];
  });
  const found = there.find(({ route }) => route.method === method);
  if (found !== undefined) return found;
  if (there.length === 0) throw new Problem(404, 'Not found', 'There is nothing at this path.');
  const allow = there.map(({ route }) => route.method).join(', ');
  throw new Problem(405, 'Method not allowed', `This path is for ${allow}.`, { headers: { allow } });
}

/** The texts in a template's places, decoded; `undefined` when the path is another. */
function match(template: string, path: string): Record<string, string> | undefined {
  const wanted = template.split('/');
  const segments = path.split('/');
  if (segments.length !== wanted.length) return undefined;
  const parameters: Record<string, string> = {};
  for (const [index, segment] of segments.entries()) {
    const [, name] = /^\{(\w+)\}$/.exec(wanted[index] ?? '') ?? [];
    if (name === undefined) {
      if (segment !== wanted[index]) return undefined;
      continue;
    }
    const text = decoded(segment);
    if (text === undefined || text === '') return undefined;
    parameters[name] = text;
  }
  return parameters;
}

function decoded(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}

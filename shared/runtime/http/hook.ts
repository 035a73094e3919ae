import { Verdicted } from '../../fleet/apply/verdict.ts';
import { contextCredentials } from '../../iot/credentials.ts';
import { IotError } from '../../iot/errors.ts';
import { isStoreUnavailable } from '../../store/store.ts';
import { deadlineOf, type FunctionContext } from '../context.ts';
import { type Equipment, equip, surroundingsOf } from '../equipment.ts';
import type { Log } from '../log.ts';
import { type Metrics, measure } from '../metrics.ts';
import { readFunctionSettings, readHookSettings } from '../settings.ts';
import { type HttpAnswer, jsonAnswer, problemAnswer } from './answer.ts';
import { Authentication, type Delivery, unauthenticatedStatus } from './authentication.ts';
import { checkSize } from './json-body.ts';
import { platformProblem, verdictProblem } from './platform-problem.ts';
import { Problem } from './problem.ts';
import { type HttpRequest, readRequest } from './request.ts';
import { findRoute, type Route } from './route.ts';

/** What Function Compute calls of a function with an HTTP trigger. */
export interface Hook {
  /** Reads the settings; a mistake in them keeps the instance from starting, and is what is said. */
  initialize(context: FunctionContext): Promise<void>;
  /** Takes the event of an HTTP trigger, and gives the answer. */
  handler(payload: Uint8Array, context: FunctionContext): Promise<HttpAnswer>;
  preStop(): Promise<void>;
}

interface Started {
  readonly equipment: Equipment;
  readonly authentication: Authentication;
}

/** Where the description of all hooks is to be had, by anybody. */
export const descriptionPath = '/openapi.json';

/** For so long after the function's timeout an id stays claimed by an instance that was killed. */
const claimMargin = 5_000;

/**
 * Makes a function that is called by HTTP. Who calls is authenticated before anything is looked at but the path, the
 * method and the body's size; and always the answer is one that the description has.
 *
 * @param description the OpenAPI document
 *
 * @example
 * export const { initialize, handler, preStop } = hook(routes, description, process.env, import.meta.dirname);
 */
export function hook(
  routes: readonly Route[],
  description: object,
  environment: NodeJS.ProcessEnv,
  codeFolder: string,
): Hook {
  const paths = [...routes, { method: 'GET', path: descriptionPath } as const];
  let started: Started | undefined;
  const start = (context: FunctionContext): Started => {
    if (started !== undefined) return started;
    const { secrets } = readHookSettings(environment);
    const equipment = equip(readFunctionSettings(environment), surroundingsOf(context, codeFolder));
    const { store } = equipment;
    started = { equipment, authentication: new Authentication({ secrets, store, now: Date.now }) };
    return started;
  };

  async function answer(
    request: HttpRequest,
    { equipment, authentication }: Started,
    context: FunctionContext,
    log: Log,
    metrics: Metrics,
  ): Promise<HttpAnswer> {
    const startedAt = Date.now();
    const { route, parameters } = findRoute(paths, request);
    if (!('run' in route)) return jsonAnswer(200, description);
    checkSize(request);
    const until = startedAt + context.function.timeout * 1_000 + claimMargin;
    const delivery = await authentication.admit(request, until, log);
    const deadline = deadlineOf(context, startedAt);
    try {
      const { id, sentAt } = delivery;
      const iot = equipment.iot.with({
        credentials: contextCredentials(context),
        deadline,
        onCall: (record) => metrics.call(record),
      });
      const { store } = equipment;
      const body = await route.run(parameters, request, {
        id,
        sentAt,
        iot,
        store,
        log,
        metrics,
        now: Date.now,
        deadline,
      });
      await settle(delivery, true, log);
      return jsonAnswer(route.answer.status, body);
    } catch (error) {
      const problem = problemOf(error, log);
      await settle(delivery, problem.status < 500, log);
      throw problem;
    }
  }

  return {
    async initialize(context) {
      start(context);
    },
    async handler(payload, context) {
      const startedAt = Date.now();
      const running = start(context);
      const log = running.equipment.log(context.requestId);
      let about: { method?: string; path?: string; webhookId?: string | undefined } = {};
      let answered: HttpAnswer;
      try {
        const request = readRequest(payload);
        about = {
          method: request.method.slice(0, 20),
          path: request.path.slice(0, 200),
          webhookId: request.headers['webhook-id']?.slice(0, 256),
        };
        answered = await measure(log, (metrics) => answer(request, running, context, log, metrics));
      } catch (error) {
        answered = problemAnswer(problemOf(error, log));
      }
      const { statusCode } = answered;
      // What an unknown sender calls an id can be anything, a secret at the wrong place among it.
      if (statusCode === unauthenticatedStatus) delete about.webhookId;
      log.info('A request is answered.', { ...about, statusCode, duration: Date.now() - startedAt });
      return answered;
    },
    async preStop() {
      await started?.equipment.close();
      started = undefined;
    },
  };
}

/** What is not done with the id now ends with the claim. */
async function settle(delivery: Delivery, final: boolean, log: Log): Promise<void> {
  try {
    await (final ? delivery.useUp() : delivery.giveBack());
  } catch (error) {
    log.warn('What became of a webhook-id could not be noted.', { webhookId: delivery.id, error });
  }
}

function problemOf(error: unknown, log: Log): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof IotError || error instanceof Verdicted) {
    const problem = platformProblem(error);
    if (problem.status >= 500) log.warn('A call of IoT Platform failed.', { error });
    return problem;
  }
  if (isStoreUnavailable(error)) {
    log.error('The store cannot be reached.', { error });
    return verdictProblem({ result: 'failed' });
  }
  log.error('A request could not be answered.', { error });
  return new Problem(500, 'Internal error', 'The function failed; its log says how.');
}

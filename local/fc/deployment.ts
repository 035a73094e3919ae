import { dirname, resolve } from 'node:path';
import parseSpec from '@serverless-devs/parse-spec';
import * as z from 'zod/mini';
import type { FunctionDefinition, Trigger } from './function-definition.ts';

const hook = z.object({ handler: z.string(), timeout: z._default(z.number(), 3) });

/** What the runner takes from a resource's props, with the defaults of the fc3 component. */
const properties = z.object({
  functionName: z.string(),
  code: z.string(),
  handler: z.string(),
  memorySize: z._default(z.number(), 512),
  timeout: z._default(z.number(), 3),
  instanceConcurrency: z._default(z.number(), 1),
  environmentVariables: z._default(z.record(z.string(), z.coerce.string()), {}),
  instanceLifecycleConfig: z.optional(z.object({ initializer: z.optional(hook), preStop: z.optional(hook) })),
  asyncInvokeConfig: z.optional(
    z.object({
      maxAsyncRetryAttempts: z.optional(z.number()),
      maxAsyncEventAgeInSeconds: z.optional(z.number()),
      destinationConfig: z.optional(
        z.object({ onFailure: z.optional(z.object({ destination: z.optional(z.string()) })) }),
      ),
    }),
  ),
  triggers: z._default(
    z.array(z.object({ triggerName: z.string(), triggerType: z.string(), triggerConfig: z.looseObject({}) })),
    [],
  ),
});

const timerConfig = z.object({
  cronExpression: z.string(),
  enable: z.boolean(),
  payload: z._default(z.string(), ''),
});
const httpConfig = z.object({ methods: z.array(z.string()) });

/** A function of a Serverless Devs file. */
export interface Resource {
  /** Its key in the file: the name of the folder in `functions/`. */
  readonly name: string;
  readonly props: Readonly<Record<string, unknown>>;
}

/**
 * Reads the functions of a Serverless Devs file as they would be deployed: its variables filled in by Serverless
 * Devs' own reader, from the environment where the file says so.
 *
 * @param file the path of an `s.yaml`
 */
export async function readResources(file: string): Promise<Resource[]> {
  const { steps } = await new parseSpec.default(file, { logger: silent, argv: ['preview'] }).start();
  return steps
    .filter(({ component }) => component === 'fc3')
    .map(({ projectName, props }) => ({ name: projectName, props }));
}

/** What the local Function Compute needs of them. */
export async function readDeployment(file: string): Promise<FunctionDefinition[]> {
  return (await readResources(file)).map((resource) => {
    const props = properties.parse(resource.props);
    const asynchronous = props.asyncInvokeConfig;
    return {
      functionName: props.functionName,
      codeFolder: resolve(dirname(file), props.code),
      handler: props.handler,
      memorySize: props.memorySize,
      timeout: props.timeout,
      instanceConcurrency: props.instanceConcurrency,
      environmentVariables: props.environmentVariables,
      initializer: props.instanceLifecycleConfig?.initializer,
      preStop: props.instanceLifecycleConfig?.preStop,
      asynchronous: {
        maxAsyncRetryAttempts: asynchronous?.maxAsyncRetryAttempts ?? 3,
        maxAsyncEventAge: asynchronous?.maxAsyncEventAgeInSeconds ?? 18_000,
        onFailure: asynchronous?.destinationConfig?.onFailure?.destination,
      },
      triggers: props.triggers.map(readTrigger),
    };
  });
}

function readTrigger({
  triggerName: name,
  triggerType,
  triggerConfig,
}: {
  triggerName: string;
  triggerType: string;
  triggerConfig: object;
}): Trigger {
  if (triggerType === 'timer') return { type: 'timer', name, ...timerConfig.parse(triggerConfig) };
  if (triggerType === 'http') return { type: 'http', name, ...httpConfig.parse(triggerConfig) };
  return { type: 'other', name, triggerType };
}

const ignore = () => {};
/** Serverless Devs' reader says which access it would deploy with, which is of no interest here. */
const silent = { debug: ignore, info: ignore, warn: ignore, error: ignore, log: ignore, write: ignore };

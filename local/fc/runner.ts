import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { FunctionDefinition, LifecycleHook } from './function-definition.ts';
import type { FunctionError, InstanceAnswer, InstanceCall, InstanceData } from './instance.ts';

export interface RunnerOptions {
  readonly functions: readonly FunctionDefinition[];
  /** The built `local/instance.js`. */
  readonly instanceFile: string;
  readonly regionId: string;
  readonly accountId: string;
  /** The temporary credentials that an invocation of the function gets in its context; without them, it fails. */
  readonly credentialsFor: (functionName: string) => RoleCredentials | Promise<RoleCredentials>;
  /** Takes what functions print, a line at a time. */
  readonly onLog?: (functionName: string, line: string) => void;
  /** How long to wait before the asynchronous retry with this number, from 1, in milliseconds. */
  readonly retryDelay?: (retry: number) => number;
}

export interface RoleCredentials {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  /** Of an AccessKey that is not a role's there is none. */
  readonly securityToken: string | undefined;
}

/** What an invocation ended with: the answer's bytes, or what went wrong in the function. */
export interface Invocation {
  readonly requestId: string;
  readonly body: Buffer;
  readonly error?: FunctionError;
}

/** An event that failed as often as its function allows, as its failure destination would get it. */
export interface AbandonedEvent {
  readonly functionName: string;
  readonly requestId: string;
  readonly destination: string | undefined;
  readonly attempts: number;
  readonly payload: Buffer;
  readonly error: FunctionError;
}

/** There is no function with the name that was asked for. */
export class FunctionNotFound extends Error {
  constructor(name: string, known: Iterable<string>) {
    super(`There is no function "${name}"; there are ${[...known].join(', ')}.`);
    this.name = 'FunctionNotFound';
  }
}

/** Runs functions as Function Compute does: instances made as needed and used again, timeouts, asynchronous retries. */
export class FunctionRunner {
  /** Events that were given up. */
  readonly abandoned: AbandonedEvent[] = [];
  readonly #options: RunnerOptions;
  readonly #pools = new Map<string, Pool>();
  readonly #underWay = new Set<Promise<unknown>>();
  readonly #stopping = new AbortController();

  constructor(options: RunnerOptions) {
    this.#options = options;
    for (const definition of options.functions) {
      this.#pools.set(definition.functionName, { definition, instances: new Set() });
    }
  }

  get functions(): readonly FunctionDefinition[] {
    return this.#options.functions;
  }

  /** Invokes a function and waits for its answer. */
  invoke(functionName: string, payload: Uint8Array): Promise<Invocation> {
    const pool = this.#pool(functionName);
    return this.#track(this.#run(pool, randomUUID(), payload, 0));
  }

  /**
   * Accepts an event for a function: it runs by itself, is tried again when it fails, and goes to `abandoned` in the
   * end when it failed each time.
   *
   * @returns the request's ID
   */
  invokeAsynchronously(functionName: string, payload: Uint8Array): string {
    const pool = this.#pool(functionName);
    const requestId = randomUUID();
    this.#track(this.#runUntilDone(pool, requestId, payload));
    return requestId;
  }

  /** When nothing runs and nothing waits to be tried again. */
  async quiet(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.all(this.#underWay);
  }

  /** Ends waiting retries, lets what runs come to its end, runs each instance's preStop, and ends the instances. */
  async close(): Promise<void> {
    this.#stopping.abort();
    await this.quiet();
    await Promise.all(this.#instances().map((instance) => instance.stop()));
  }

  /** Ends the instances at once, whatever they do; what runs fails. */
  async terminate(): Promise<void> {
    this.#stopping.abort();
    await Promise.all(this.#instances().map((instance) => instance.terminate()));
    await this.quiet();
  }

  #instances(): Instance[] {
    return [...this.#pools.values()].flatMap((pool) => [...pool.instances]);
  }

  #pool(functionName: string): Pool {
    const pool = this.#pools.get(functionName);
    if (pool === undefined) throw new FunctionNotFound(functionName, this.#pools.keys());
    return pool;
  }

  #track<Result>(work: Promise<Result>): Promise<Result> {
    this.#underWay.add(work);
    const done = () => this.#underWay.delete(work);
    work.then(done, done);
    return work;
  }

  async #runUntilDone(pool: Pool, requestId: string, payload: Uint8Array): Promise<void> {
    const { functionName, asynchronous } = pool.definition;
    const delay = this.#options.retryDelay ?? ((retry) => 1_000 * 2 ** (retry - 1));
    const acceptedAt = Date.now();
    for (let retry = 0; ; retry += 1) {
      const { error } = await this.#run(pool, requestId, payload, retry);
      if (error === undefined) return;
      const wait = delay(retry + 1);
      const tooOld = Date.now() + wait - acceptedAt > asynchronous.maxAsyncEventAge * 1_000;
      if (retry >= asynchronous.maxAsyncRetryAttempts || tooOld || this.#stopping.signal.aborted) {
        this.abandoned.push({
          functionName,
          requestId,
          destination: asynchronous.onFailure,
          attempts: retry + 1,
          payload: Buffer.from(payload),
          error,
        });
        return;
      }
      await pause(wait, this.#stopping.signal);
    }
  }

  async #run(pool: Pool, requestId: string, payload: Uint8Array, retryCount: number): Promise<Invocation> {
    const { definition } = pool;
    const instance = this.#instance(pool);
    instance.busy += 1;
    try {
      const credentials = await this.#credentials(definition.functionName);
      if ('errorType' in credentials) return failed(requestId, credentials);
      const answer = await instance.invoke(payload, {
        requestId,
        credentials,
        function: {
          name: definition.functionName,
          handler: definition.handler,
          memory: definition.memorySize,
          timeout: definition.timeout,
        },
        service: { logProject: '', logStore: '', qualifier: 'LATEST', versionId: '' },
        region: this.#options.regionId,
        accountId: this.#options.accountId,
        retryCount,
      });
      return 'error' in answer
        ? failed(requestId, answer.error)
        : { requestId, body: Buffer.from(answer.body) };
    } finally {
      instance.busy -= 1;
    }
  }

  async #credentials(functionName: string): Promise<RoleCredentials | FunctionError> {
    try {
      return await this.#options.credentialsFor(functionName);
    } catch (reason) {
      return failure('AccessDenied', reason instanceof Error ? reason.message : String(reason));
    }
  }

  #instance(pool: Pool): Instance {
    for (const instance of pool.instances) {
      if (instance.alive && instance.busy < pool.definition.instanceConcurrency) return instance;
      if (!instance.alive) pool.instances.delete(instance);
    }
    const instance = new Instance(pool.definition, this.#options);
    pool.instances.add(instance);
    return instance;
  }
}

interface Pool {
  readonly definition: FunctionDefinition;
  readonly instances: Set<Instance>;
}

/** A worker thread that holds a function's code. */
class Instance {
  busy = 0;
  alive = true;
  readonly #definition: FunctionDefinition;
  readonly #worker: Worker;
  readonly #waiting = new Map<number, (answer: InstanceAnswer) => void>();
  readonly #online: Promise<unknown>;
  #initialized: Promise<InstanceAnswer> | undefined;
  #lastContext: object = {};
  #lastId = 0;

  constructor(definition: FunctionDefinition, options: RunnerOptions) {
    this.#definition = definition;
    const data: InstanceData = { codeFolder: definition.codeFolder, handler: definition.handler };
    this.#worker = new Worker(options.instanceFile, {
      workerData: data,
      execArgv: [],
      env: { TZ: 'UTC', NODE_ENV: 'production', ...definition.environmentVariables },
      resourceLimits: { maxOldGenerationSizeMb: definition.memorySize },
      stdout: true,
      stderr: true,
    });
    this.#online = new Promise((resolve) => this.#worker.once('online', resolve));
    this.#worker.on('message', (answer: InstanceAnswer) => this.#settle(answer));
    this.#worker.on('error', (error) => this.#die('FunctionUnhandledError', error.message));
    this.#worker.on('exit', (code) =>
      this.#die('FunctionUnhandledError', `The instance ended with exit code ${code}.`),
    );
    for (const stream of [this.#worker.stdout, this.#worker.stderr]) {
      let rest = '';
      stream.setEncoding('utf8').on('data', (text: string) => {
        const lines = (rest + text).split('\n');
        rest = lines.pop() ?? '';
        for (const line of lines) options.onLog?.(definition.functionName, line);
      });
    }
  }

  async invoke(event: Uint8Array, context: object): Promise<InstanceAnswer> {
    this.#lastContext = context;
    const { initializer, handler, timeout } = this.#definition;
    if (initializer !== undefined) {
      this.#initialized ??= this.#callHook(initializer, context);
      const initialized = await this.#initialized;
      if ('error' in initialized) {
        await this.terminate(); // an instance that could not be initialized is of no use to the next invocation
        return initialized;
      }
    }
    return this.#call(handler, event, context, timeout);
  }

  async stop(): Promise<void> {
    if (!this.alive) return;
    const { preStop } = this.#definition;
    if (preStop !== undefined) await this.#callHook(preStop, this.#lastContext);
    await this.terminate();
  }

  #callHook(hook: LifecycleHook, context: object): Promise<InstanceAnswer> {
    return this.#call(hook.handler, undefined, context, hook.timeout);
  }

  #call(
    entry: string,
    event: Uint8Array | undefined,
    context: object,
    timeout: number,
  ): Promise<InstanceAnswer> {
    const id = ++this.#lastId;
    const call: InstanceCall = { id, entry, event, context };
    return new Promise((resolve) => {
      let timer: NodeJS.Timeout | undefined;
      this.#waiting.set(id, (answer) => {
        clearTimeout(timer);
        resolve(answer);
      });
      // Starting an instance takes none of the function's time.
      this.#online.then(() => {
        if (!this.#waiting.has(id)) return;
        timer = setTimeout(() => {
          this.#die('FunctionTimeoutError', `Function timed out after ${timeout} seconds (${entry}).`);
          this.#worker.terminate();
        }, timeout * 1_000);
      });
      if (this.alive) this.#worker.postMessage(call);
      else this.#settle({ id, error: failure('FunctionUnhandledError', 'The instance has ended.') });
    });
  }

  #settle(answer: InstanceAnswer): void {
    this.#waiting.get(answer.id)?.(answer);
    this.#waiting.delete(answer.id);
  }

  #die(errorType: string, errorMessage: string): void {
    this.alive = false;
    for (const id of [...this.#waiting.keys()]) this.#settle({ id, error: failure(errorType, errorMessage) });
  }

  /** What it was doing ends with it. */
  async terminate(): Promise<void> {
    this.alive = false;
    await this.#worker.terminate();
  }
}

function failed(requestId: string, error: FunctionError): Invocation {
  return { requestId, body: Buffer.from(JSON.stringify(error)), error };
}

function failure(errorType: string, errorMessage: string): FunctionError {
  return { errorMessage, errorType, stackTrace: [] };
}

/** Waits so long, or until the signal. */
function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return wait(milliseconds, undefined, { signal }).catch(() => {});
}

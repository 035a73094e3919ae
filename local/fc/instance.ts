/**
 * One instance of a function, in a worker thread of its own: loads the code as Function Compute's standard Node.js
 * runtime would, and answers what the runner sends. Bundled by itself, for a worker runs no TypeScript.
 */

import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';

/** What the runner tells a new instance. */
export interface InstanceData {
  readonly codeFolder: string;
  /** `index.handler`, as `handler` in s.yaml. */
  readonly handler: string;
}

/** What the runner asks of an instance. */
export interface InstanceCall {
  readonly id: number;
  /** An export of the code's module: the handler, the initializer or preStop. */
  readonly entry: string;
  /** The event's bytes; undefined for a lifecycle hook, which takes the context alone. */
  readonly event: Uint8Array | undefined;
  readonly context: object;
}

export type InstanceAnswer =
  | { readonly id: number; readonly body: Uint8Array }
  | { readonly id: number; readonly error: FunctionError };

/** A failed invocation, as Function Compute answers it. */
export interface FunctionError {
  readonly errorMessage: string;
  readonly errorType: string;
  readonly stackTrace: readonly string[];
}

type Entry = (...parameters: unknown[]) => unknown;

const { codeFolder, handler } = workerData as InstanceData;
const [moduleName = 'index'] = handler.split('.');
// Loading begins at once, so that an instance that is kept warm has its code ready.
const loaded = load();
loaded.catch(() => {}); // told to whoever calls

parentPort?.on('message', (call: InstanceCall) => {
  answer(call).then((message) => parentPort?.postMessage(message));
});

async function load(): Promise<Record<string, unknown>> {
  const esModule = join(codeFolder, `${moduleName}.mjs`);
  if (existsSync(esModule)) return import(pathToFileURL(esModule).href);
  return createRequire(join(codeFolder, 'package.json'))(`./${moduleName}.js`);
}

async function answer({ id, entry, event, context }: InstanceCall): Promise<InstanceAnswer> {
  try {
    const module = await loaded;
    const name = entry.split('.')[1] ?? entry;
    const run = module[name];
    if (typeof run !== 'function') {
      throw new Error(
        `${moduleName}.js has no function "${name}" for ${entry}: it exports ${Object.keys(module).join(', ')}`,
      );
    }
    const whole = { ...context, logger: console };
    const result = await (event === undefined
      ? (run as Entry)(whole)
      : (run as Entry)(Buffer.from(event.buffer, event.byteOffset, event.byteLength), whole));
    return { id, body: bytesOf(result) };
  } catch (error) {
    return { id, error: describe(error) };
  }
}

/** A Buffer goes out as it is, an object as JSON, anything else as text. */
function bytesOf(result: unknown): Uint8Array {
  if (result instanceof Uint8Array) return result;
  if (result === undefined || result === null) return new Uint8Array();
  return Buffer.from(typeof result === 'object' ? JSON.stringify(result) : String(result));
}

function describe(error: unknown): FunctionError {
  if (!(error instanceof Error)) return { errorMessage: String(error), errorType: 'Error', stackTrace: [] };
  return {
    errorMessage: error.message,
    errorType: error.name,
    stackTrace: (error.stack ?? '')
      .split('\n')
      .slice(1)
      .map((line) => line.trim()),
  };
}

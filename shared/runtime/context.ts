/**
 * What Function Compute 3.0 hands a handler beside the event, in a standard Node.js runtime. Only what the
 * functions use; the rest is left alone.
 */
export interface FunctionContext {
  readonly requestId: string;
  /** The temporary credentials of the function's RAM role, good for this invocation. */
  readonly credentials: {
    readonly accessKeyId: string;
    readonly accessKeySecret: string;
    readonly securityToken: string;
  };
  readonly function: {
    readonly name: string;
    readonly handler: string;
    /** In MB. */
    readonly memory: number;
    /** In seconds. */
    readonly timeout: number;
  };
  readonly region: string;
  readonly accountId: string;
  /** How often this asynchronous invocation was tried before. */
  readonly retryCount?: number;
}

/** How long before the function's timeout work has to end, so that what is under way can finish and be said. */
const marginMilliseconds = 2_000;

/**
 * When an invocation has to be done, in epoch milliseconds.
 *
 * @param startedAt when the invocation began, in epoch milliseconds
 */
export function deadlineOf(context: FunctionContext, startedAt: number): number {
  const timeout = context.function.timeout * 1_000;
  return startedAt + Math.max(timeout - marginMilliseconds, timeout / 2);
}

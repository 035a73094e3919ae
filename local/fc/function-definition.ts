/** A function as `s.yaml` deploys it: what the local Function Compute needs of a resource's `props`. */
export interface FunctionDefinition {
  readonly functionName: string;
  readonly codeFolder: string;
  readonly handler: string;
  /** In MB. */
  readonly memorySize: number;
  /** In seconds. */
  readonly timeout: number;
  /** How many invocations one instance takes at a time. */
  readonly instanceConcurrency: number;
  readonly environmentVariables: Readonly<Record<string, string>>;
  readonly initializer: LifecycleHook | undefined;
  readonly preStop: LifecycleHook | undefined;
  readonly asynchronous: {
    /** How often a failed asynchronous invocation is tried again. */
    readonly maxAsyncRetryAttempts: number;
    /** In seconds; an event that is older is not tried again. */
    readonly maxAsyncEventAge: number;
    /** Where an event goes that still failed, as the resource name of the destination. */
    readonly onFailure: string | undefined;
  };
  readonly triggers: readonly Trigger[];
}

export interface LifecycleHook {
  readonly handler: string;
  /** In seconds. */
  readonly timeout: number;
}

export type Trigger = TimerTrigger | HttpTrigger | OtherTrigger;

export interface TimerTrigger {
  readonly type: 'timer';
  readonly name: string;
  readonly cronExpression: string;
  readonly enable: boolean;
  readonly payload: string;
}

export interface HttpTrigger {
  readonly type: 'http';
  readonly name: string;
  readonly methods: readonly string[];
}

/** A trigger whose source is not on this machine; the function is invoked by hand instead. */
export interface OtherTrigger {
  readonly type: 'other';
  readonly name: string;
  readonly triggerType: string;
}

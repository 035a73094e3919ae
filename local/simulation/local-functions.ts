import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { build } from '../../scripts/build.ts';
import type { FunctionDefinition, TimerTrigger } from '../fc/function-definition.ts';
import { readPolicies } from '../fc/policies.ts';
import { credentialsOf } from '../fc/role-credentials.ts';
import { FunctionRunner } from '../fc/runner.ts';
import { timerEvent } from '../fc/timers.ts';
import type { RunningPlatform } from '../platform/start-platform.ts';
import { receiverEnvironment } from './receiver-environment.ts';

export interface FunctionsOptions {
  readonly running: RunningPlatform;
  readonly consumerGroupId: string;
  /** Takes what the functions log, a line at a time. */
  readonly onLog: (line: string) => void;
}

/** The functions of s.yaml at work on this machine. */
export interface LocalFunctions {
  /** Ends them, whatever they do. What they had in hand is handed out again. */
  close(): Promise<void>;
}

const deploymentFile = fileURLToPath(new URL('../../s.yaml', import.meta.url));

/** Which of the functions is run: the one that needs nobody to invoke it with each message. */
const receiver = 'receive-events';

const retryAfter = 1_000;

/**
 * Builds the functions as they are deployed, and runs the receiver of the consumer group on a local Function Compute:
 * invoked by its timer, and again whenever an invocation is over, as in the cloud there is always one under way.
 */
export async function startFunctions({
  running,
  consumerGroupId,
  onLog,
}: FunctionsOptions): Promise<LocalFunctions> {
  const { platform, ready } = running;
  // Built into a place of its own: a build in dist/ may be in use by others.
  const folder = await mkdtemp(join(tmpdir(), 'fleetkeeper-functions-'));
  try {
    const [deployed] = await Promise.all([deployment(), build(folder)]);
    const functions = deployed.map(
      (definition): FunctionDefinition => ({
        ...definition,
        codeFolder: join(folder, 'functions', basename(definition.codeFolder)),
        environmentVariables: {
          ...definition.environmentVariables,
          ...receiverEnvironment(running, consumerGroupId),
        },
      }),
    );
    const runner = new FunctionRunner({
      functions,
      instanceFile: join(folder, 'local', 'instance.js'),
      regionId: ready.regionId,
      accountId: ready.accountId,
      credentialsFor: credentialsOf(platform.account.accessKeys, await readPolicies(functions)),
      onLog: (_name, line) => onLog(line),
    });
    const stopping = new AbortController();
    const receiving = keepReceiving(runner, receiverOf(functions), onLog, stopping.signal);
    return {
      async close() {
        stopping.abort();
        await runner.terminate();
        await receiving;
        await rm(folder, { recursive: true, force: true });
      },
    };
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

function receiverOf(functions: readonly FunctionDefinition[]): {
  functionName: string;
  trigger: TimerTrigger;
} {
  const definition = functions.find(({ codeFolder }) => basename(codeFolder) === receiver);
  const trigger = definition?.triggers.find(({ type }) => type === 'timer');
  if (definition === undefined || trigger?.type !== 'timer')
    throw new Error(`s.yaml has no function ${receiver} with a timer trigger.`);
  return { functionName: definition.functionName, trigger };
}

/** What reads it takes long to load, which is better done while the platform registers devices. */
async function deployment(): Promise<readonly FunctionDefinition[]> {
  const { readDeployment } = await import('../fc/deployment.ts');
  return readDeployment(deploymentFile);
}

async function keepReceiving(
  runner: FunctionRunner,
  { functionName, trigger }: ReturnType<typeof receiverOf>,
  onLog: (line: string) => void,
  stopping: AbortSignal,
): Promise<void> {
  while (!stopping.aborted) {
    const { error } = await runner.invoke(functionName, timerEvent(trigger, new Date()));
    if (error === undefined || stopping.aborted) continue;
    onLog(JSON.stringify({ level: 'ERROR', message: `${receiver} failed.`, reason: error.errorMessage }));
    await pause(retryAfter, undefined, { signal: stopping }).catch(() => {});
  }
}

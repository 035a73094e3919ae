import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import type { FunctionDefinition } from '../../../local/fc/function-definition.ts';
import { readPolicies } from '../../../local/fc/policies.ts';
import { type CredentialsFor, credentialsOf } from '../../../local/fc/role-credentials.ts';
import { FunctionRunner, type RunnerOptions } from '../../../local/fc/runner.ts';
import type { Platform } from '../../../local/platform/platform.ts';

/** Puts a function's code into a folder of its own, gone with the test. */
export async function defineFunction(
  code: string,
  settings: Partial<FunctionDefinition> = {},
): Promise<FunctionDefinition> {
  const codeFolder = await mkdtemp(join(tmpdir(), 'fleetkeeper-function-'));
  onTestFinished(() => rm(codeFolder, { recursive: true, force: true }));
  await writeFile(join(codeFolder, 'index.js'), code);
  return {
    functionName: 'example',
    codeFolder,
    handler: 'index.handler',
    memorySize: 128,
    timeout: 10,
    instanceConcurrency: 1,
    environmentVariables: {},
    initializer: undefined,
    preStop: undefined,
    asynchronous: { maxAsyncRetryAttempts: 3, maxAsyncEventAge: 60, onFailure: undefined },
    triggers: [],
    ...settings,
  };
}

/** A runner of the given functions that ends with the test. */
export function startRunner(
  functions: readonly FunctionDefinition[],
  options: Partial<RunnerOptions> = {},
): FunctionRunner {
  const runner = new FunctionRunner({
    functions,
    instanceFile: fileURLToPath(new URL('../../../dist/local/instance.js', import.meta.url)),
    regionId: 'cn-shanghai',
    accountId: '1000000000000001',
    credentialsFor: (name) => ({
      accessKeyId: `STS.${name}`,
      accessKeySecret: 'temporary-secret',
      securityToken: 'temporary-token',
    }),
    retryDelay: () => 0,
    ...options,
  });
  onTestFinished(() => runner.close());
  return runner;
}

/** Gives each of the functions of s.yaml credentials of the platform that its policy in ram/ limits. */
export async function ownCredentials(
  platform: Platform,
  functions: readonly FunctionDefinition[],
): Promise<CredentialsFor> {
  return credentialsOf(platform.account.accessKeys, await readPolicies(functions));
}

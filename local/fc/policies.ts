import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ramPolicy } from '../platform/ram-policy.ts';
import type { FunctionDefinition } from './function-definition.ts';
import type { Policies } from './role-credentials.ts';

const folder = fileURLToPath(new URL('../../ram', import.meta.url));

/**
 * The policies of the functions' roles, which `npm run rights` writes.
 *
 * @throws Error when a function has no policy, or one that is not right
 */
export async function readPolicies(
  functions: readonly Pick<FunctionDefinition, 'functionName' | 'codeFolder'>[],
): Promise<Policies> {
  const read = functions.map(async ({ functionName, codeFolder }) => {
    const file = join(folder, `${basename(codeFolder)}.json`);
    try {
      return [functionName, ramPolicy.parse(JSON.parse(await readFile(file, 'utf8')))] as const;
    } catch (cause) {
      throw new Error(`${file} is no policy for ${functionName}; npm run rights writes it.`, { cause });
    }
  });
  return new Map(await Promise.all(read));
}

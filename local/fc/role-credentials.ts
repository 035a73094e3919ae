import * as z from 'zod/mini';
import type { AccessKeys } from '../platform/access-keys.ts';
import type { RamPolicy } from '../platform/ram-policy.ts';
import type { RoleCredentials } from './runner.ts';

/** The policies of the functions' roles, by the names of the functions. */
export type Policies = ReadonlyMap<string, RamPolicy>;

/** Gives a function the credentials of its role, a minute old at most. */
export type CredentialsFor = (functionName: string) => Promise<RoleCredentials>;

/** Longer than any invocation takes that begins with them. */
const lifetimeSeconds = 3600;
/** In milliseconds. So soon, because a platform that was started anew knows none of those it issued before. */
const renewAfter = 60_000;
const answerWithin = 5_000;

/** Has a platform in this process issue each function credentials that its policy limits. */
export function credentialsOf(accessKeys: AccessKeys, policies: Policies): CredentialsFor {
  return renewed(policies, async (policy) => {
    const { expiresAt: _, ...credentials } = accessKeys.issue(policy, lifetimeSeconds * 1000);
    return credentials;
  });
}

/**
 * Has a platform in another process issue each function credentials that its policy limits.
 *
 * @param admin the address of the platform's admin API
 *
 * @example
 * const credentialsFor = credentialsFrom('http://127.0.0.1:8121', await readPolicies(functions));
 */
export function credentialsFrom(admin: string, policies: Policies): CredentialsFor {
  const address = new URL('/credentials', admin);
  return renewed(policies, async (policy) => {
    try {
      const response = await fetch(address, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ policy, durationSeconds: lifetimeSeconds }),
        signal: AbortSignal.timeout(answerWithin),
      });
      if (!response.ok) throw new Error(`HTTP ${response.status} ${await response.text()}`);
      return issued.parse(await response.json());
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new Error(`There are no credentials from ${address}: ${reason}`, { cause });
    }
  });
}

const issued = z.object({ accessKeyId: z.string(), accessKeySecret: z.string(), securityToken: z.string() });

function renewed(policies: Policies, issue: (policy: RamPolicy) => Promise<RoleCredentials>): CredentialsFor {
  const kept = new Map<string, { readonly since: number; readonly credentials: Promise<RoleCredentials> }>();
  return async (functionName) => {
    const policy = policies.get(functionName);
    if (policy === undefined) throw new Error(`The function ${functionName} has no policy.`);
    const now = Date.now();
    const last = kept.get(functionName);
    if (last !== undefined && now - last.since < renewAfter) return last.credentials;
    const credentials = issue(policy);
    kept.set(functionName, { since: now, credentials });
    // The next invocation asks again.
    credentials.catch(() => kept.delete(functionName));
    return credentials;
  };
}

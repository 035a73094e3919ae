import * as z from 'zod/mini';
import { StoreError } from './store-error.ts';

/** What a policy says of an upload: how long it may come, and what its fields and its size must be. */
export interface Policy {
  /** Epoch milliseconds. */
  readonly expiration: number;
  readonly conditions: readonly Condition[];
}

type Condition =
  | { readonly kind: 'eq' | 'starts-with'; readonly field: string; readonly value: string }
  | { readonly kind: 'content-length-range'; readonly least: number; readonly most: number };

/** The policy for one object under one key, as text that goes into the form. */
export function policyFor(key: string, mostBytes: number, expiration: number): string {
  const policy = {
    expiration: new Date(expiration).toISOString(),
    conditions: [
      ['eq', '$key', key],
      ['content-length-range', 0, mostBytes],
    ],
  };
  return Buffer.from(JSON.stringify(policy)).toString('base64');
}

const condition = z.union([
  z.pipe(
    z.tuple([z.enum(['eq', 'starts-with']), z.string(), z.string()]),
    z.transform(([kind, field, value]): Condition => ({ kind, field: fieldName(field), value })),
  ),
  z.pipe(
    z.tuple([z.literal('content-length-range'), z.number(), z.number()]),
    z.transform(([kind, least, most]): Condition => ({ kind, least, most })),
  ),
]);

const policySchema = z.object({
  expiration: z.pipe(z.iso.datetime(), z.transform(Date.parse)),
  conditions: z.array(condition),
});

/** @throws StoreError when the text is no policy */
export function readPolicy(text: string): Policy {
  try {
    return policySchema.parse(JSON.parse(Buffer.from(text, 'base64').toString('utf8')));
  } catch {
    throw new StoreError(400, 'InvalidPolicyDocument', 'The policy is not base64 of a policy document.');
  }
}

/**
 * Checks the fields of a form.
 *
 * @param fields by name in lower case
 * @throws StoreError when it comes too late, or a field is not what the policy asks for
 */
export function checkFields(policy: Policy, fields: ReadonlyMap<string, string>, now: number): void {
  if (now > policy.expiration) {
    throw new StoreError(403, 'AccessDenied', 'Invalid according to Policy: Policy expired.');
  }
  for (const rule of policy.conditions) {
    if (rule.kind === 'content-length-range') continue;
    const value = fields.get(rule.field) ?? '';
    if (rule.kind === 'eq' ? value === rule.value : value.startsWith(rule.value)) continue;
    const words = `["${rule.kind}", "$${rule.field}", "${rule.value}"]`;
    throw new StoreError(
      403,
      'AccessDenied',
      `Invalid according to Policy: Policy Condition failed: ${words}.`,
    );
  }
}

/** The sizes in bytes that a policy allows. */
export function sizesAllowed(policy: Policy): { least: number; most: number } {
  const sizes = { least: 0, most: Infinity };
  for (const rule of policy.conditions) {
    if (rule.kind !== 'content-length-range') continue;
    sizes.least = Math.max(sizes.least, rule.least);
    sizes.most = Math.min(sizes.most, rule.most);
  }
  return sizes;
}

function fieldName(variable: string): string {
  return variable.replace(/^\$/, '').toLowerCase();
}

import type { ServedOperation } from '../operation.ts';
import { ruleActionOperations } from './rules/actions.ts';
import { ruleOperations } from './rules/rules.ts';

/** The operations on data forwarding rules and their actions: the guide's section 4.13. */
export const rulesOperations: readonly ServedOperation[] = [...ruleOperations, ...ruleActionOperations];

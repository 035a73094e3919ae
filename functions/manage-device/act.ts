import type { Action, Outcome } from '../../shared/fleet/action.ts';
import type { Carriers } from '../../shared/fleet/apply/carriers.ts';
import { disable, enable } from '../../shared/fleet/apply/enablement.ts';
import { addToGroups } from '../../shared/fleet/apply/groups.ts';
import { saveTags } from '../../shared/fleet/apply/tags.ts';
import { createUpgrades } from '../../shared/fleet/apply/upgrades.ts';
import { isAboutTheAccount } from '../../shared/fleet/apply/verdict.ts';
import { apply } from '../../shared/fleet/apply.ts';
import type { DeviceName } from '../../shared/fleet/device-name.ts';
import { verdictProblem } from '../../shared/runtime/http/platform-problem.ts';
import type { HookCall } from '../../shared/runtime/http/route.ts';
import { logOutcome } from '../../shared/runtime/log.ts';

const carriers: Carriers = { enable, disable, groups: addToGroups, tags: saveTags, upgrades: createUpgrades };

/** An action without whom it is for and why. */
type Wanted = Action extends infer One
  ? One extends Action
    ? Omit<One, 'device' | 'reason'>
    : never
  : never;

/**
 * Does what is wanted with a device, as a rule would have it done.
 *
 * @returns what became of each
 * @throws Problem when something was not done; the document has all outcomes
 */
export async function act(device: DeviceName, wanted: readonly Wanted[], call: HookCall) {
  const { id, sentAt, iot, store, log, metrics, now, deadline } = call;
  const reason = { rule: 'manage-device', eventId: id, time: sentAt };
  const actions = wanted.map((one): Action => ({ ...one, device, reason }));
  const startedAt = now();
  const outcomes = await apply(actions, { carriers, iot, store, now, deadline });
  metrics.outcomes(outcomes);
  for (const outcome of outcomes) logOutcome(log, outcome, now() - startedAt);

  const told = outcomes.map(tell);
  const gravest = outcomes.reduce((one, other) => (gravity(other) > gravity(one) ? other : one));
  if (gravity(gravest) > 0) throw verdictProblem(gravest, { outcomes: told });
  return { ...device, outcomes: told };
}

function tell({ action, result, code, message }: Outcome) {
  const { kind, device, reason, ...wanted } = action;
  return {
    action: kind,
    wanted,
    result,
    ...(code !== undefined && { code }),
    // Without a code it tells of something behind the function, which the log has.
    ...(message !== undefined && (code !== undefined || result !== 'failed') && { message }),
  };
}

/** What decides how the request is answered: what nobody outside can mend, then what may pass, then what will not. */
function gravity({ result, code }: Outcome): number {
  if (result === 'done' || result === 'unchanged') return 0;
  if (code !== undefined && isAboutTheAccount(code)) return 3;
  return result === 'failed' ? 2 : 1;
}

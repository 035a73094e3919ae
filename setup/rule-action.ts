import { isDeepStrictEqual } from 'node:util';
import { readJson } from '../events/json.ts';
import { isObject } from '../events/message.ts';
import {
  CreateRuleAction,
  ListRuleActions,
  type ListRuleActionsRuleActionInfo,
  UpdateRuleAction,
} from '../shared/iot/operations/rules.ts';
import type { Account } from './account.ts';

/** Where the deployed functions are, and whose. */
export interface Deployed {
  readonly stage: string;
  readonly regionId: string;
  readonly accountId: string;
  /** Function Compute 3.0 has no services, but a rule's action has to name one. */
  readonly serviceName: string;
}

/** An action as it is in the account. */
export type PresentAction = ListRuleActionsRuleActionInfo;

/** @throws IotError when the call fails */
export async function readActions(RuleId: number, { iot }: Account): Promise<readonly PresentAction[]> {
  const { RuleActionList } = await iot.call(ListRuleActions, { RuleId });
  return RuleActionList?.RuleActionInfo ?? [];
}

/**
 * Sees to it that a rule has an action that invokes a function.
 *
 * @param ruleId undefined in a dry run that would make the rule
 * @param present the actions that the rule has
 * @param name the function's name in the project: `group-devices`, …
 * @throws IotError when a call fails
 */
export async function ensureAction(
  ruleId: number | undefined,
  present: readonly PresentAction[],
  name: string,
  { stage, regionId, accountId, serviceName }: Deployed,
  account: Account,
): Promise<void> {
  const functionName = `fleetkeeper-${stage}-${name}`;
  const what = `  its action: ${functionName}`;
  const wanted = {
    regionName: regionId,
    serviceName,
    functionName,
    role: {
      roleArn: `acs:ram::${accountId}:role/aliyuniotaccessingfcrole`,
      roleName: 'AliyunIOTAccessingFCRole',
    },
  };
  const found = present.find(
    ({ Type, ErrorActionFlag, Configuration }) =>
      Type === 'FC' && ErrorActionFlag !== true && configured(Configuration)['functionName'] === functionName,
  );
  if (found?.Id == null) {
    await account.take('make', what, async () => {
      if (ruleId === undefined) throw new Error('the rule was made, but its ID did not come: run this again');
      await account.iot.call(CreateRuleAction, { RuleId: ruleId, Type: 'FC', Configuration: wanted });
    });
    return;
  }
  // The platform adds keys of its own, such as the account's ID.
  const held = configured(found.Configuration);
  const different = Object.entries(wanted).flatMap(([key, value]) =>
    isDeepStrictEqual(held[key], value) ? [] : [key],
  );
  const ActionId = found.Id;
  if (different.length === 0) account.unchanged(what);
  else
    await account.take('change', `${what}, ${different.join(', ')}`, () =>
      account.iot.call(UpdateRuleAction, { ActionId, Type: 'FC', Configuration: wanted }),
    );
}

function configured(configuration: string | null | undefined): Readonly<Record<string, unknown>> {
  const json = readJson(configuration ?? '');
  return 'value' in json && isObject(json.value) ? json.value : {};
}

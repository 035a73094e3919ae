import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod/mini';
import {
  CreateRuleAction,
  DeleteRuleAction,
  GetRuleAction,
  ListRuleActions,
  UpdateRuleAction,
} from '../../../../shared/iot/operations/rules.ts';
import { type ParameterRefusals, type ServedOperation, serve } from '../../operation.ts';
import type { Platform } from '../../platform.ts';
import { Refusal } from '../../refusal.ts';
import { type Destination, type DestinationType, readDestination } from '../../rules-engine/destination.ts';
import type { Rule, RuleAction } from '../../state/rules.ts';
import { readJson } from '../json-parameter.ts';
import { actionWithId, ruleWithId } from './find.ts';

/** The guide's limit: section 4.13.2. */
const mostActions = 10;

const configurationRefusals: ParameterRefusals = {
  Type: { missing: 'iot.ruleng.NullRuleActionType', other: 'iot.rule.IncorrentRuleActionType' },
  Configuration: {
    missing: 'iot.ruleng.NullRuleActionConfig',
    other: 'iot.ruleng.RuleActionConfigurationIsNotJson',
  },
};
const actionIdRefusals: ParameterRefusals = { ActionId: { malformed: 'iot.rule.IncorrentRuleActionId' } };

/** The operations on the actions of data forwarding rules. */
export const ruleActionOperations: readonly ServedOperation[] = [
  serve(
    CreateRuleAction,
    configurationRefusals,
    ({ RuleId, Type, Configuration, ErrorActionFlag = false }, platform) => {
      const { rules } = platform.state;
      const rule = ruleWithId(platform.state, RuleId);
      if (rule.actions.length >= mostActions) throw new Refusal('iot.rule.TooManyRuleAction');
      const read = readAction(rule, Type, Configuration, platform);
      const isSame = (action: RuleAction) =>
        action.forErrors === ErrorActionFlag && isDeepStrictEqual(action.destination, read.destination);
      if (rule.actions.some(isSame)) throw new Refusal('iot.rule.RuleActionIsAlreadyCreated');
      if (ErrorActionFlag && rule.actions.some(({ forErrors }) => forErrors)) {
        throw new Refusal('iot.ruleng.OnlyAllowOneErrorAction');
      }
      return { ActionId: rules.createAction({ rule, forErrors: ErrorActionFlag, ...read }).actionId };
    },
  ),

  serve(
    UpdateRuleAction,
    { ...actionIdRefusals, ...configurationRefusals },
    ({ ActionId, Type, Configuration }, platform) => {
      const action = actionWithId(platform.state, ActionId);
      Object.assign(action, readAction(action.rule, Type, Configuration, platform));
      return {};
    },
  ),

  serve(DeleteRuleAction, actionIdRefusals, ({ ActionId }, { state }) => {
    state.rules.deleteAction(actionWithId(state, ActionId));
    return {};
  }),

  serve(GetRuleAction, actionIdRefusals, ({ ActionId }, platform) => ({
    RuleActionInfo: described(actionWithId(platform.state, ActionId), platform),
  })),

  serve(ListRuleActions, {}, ({ RuleId }, platform) => ({
    RuleActionList: {
      RuleActionInfo: ruleWithId(platform.state, RuleId).actions.map((action) => described(action, platform)),
    },
  })),
];

function readAction(
  { dataType }: Rule,
  type: DestinationType,
  parameter: string | object,
  platform: Platform,
): Pick<RuleAction, 'destination' | 'configuration'> {
  if (type === 'OTS' && dataType === 'BINARY') {
    const message = 'A rule with DataType BINARY cannot forward to Tablestore (OTS).';
    throw new Refusal('iot.rule.IncorrentRuleActionType', message);
  }
  const notJson = 'iot.ruleng.RuleActionConfigurationIsNotJson';
  const configuration = readJson('Configuration', parameter, z.looseObject({}), notJson);
  return { destination: readDestination(type, configuration, platform), configuration };
}

function described(
  { actionId, rule, forErrors, destination, configuration }: RuleAction,
  { account }: Platform,
) {
  return {
    Id: actionId,
    RuleId: rule.ruleId,
    Type: destination.type,
    Configuration: JSON.stringify({ ...configuration, ...added(destination), uid: account.accountId }),
    ErrorActionFlag: forErrors,
  };
}

/** What the guide's samples have in a configuration besides what was given. */
function added(destination: Destination): { endPoint?: string } {
  if (destination.type !== 'OTS') return {};
  const { instanceName, regionName } = destination;
  return { endPoint: `http://${instanceName}.${regionName}.ots.aliyuncs.com` };
}

import type { Message } from '../messages.ts';
import type { Platform } from '../platform.ts';
import type { RuleSql, SqlResult } from '../rule-sql/rule-sql.ts';
import type { SqlMessage } from '../rule-sql/sql-message.ts';
import type { Rule, RuleAction } from '../state/rules.ts';
import type { Destination } from './destination.ts';
import { type Forwarding, forwarding, type InvokeFunction } from './forward.ts';
import { hidden } from './source.ts';

/** The message that rules are run on. */
export interface SourceMessage {
  readonly message: Message;
  readonly seen: SqlMessage;
  /** The same as it may be kept: without the secret. */
  readonly shown: SqlMessage;
  readonly secret: string | undefined;
}

/** What is forwarded, and how it is kept among the deliveries. */
interface Cargo {
  readonly data: SqlResult;
  readonly kept: SqlResult;
}

const nothing: SqlResult = { payload: Buffer.alloc(0), json: undefined };

/**
 * How long after a failure the next attempt to forward comes, in milliseconds. The guide says that there are retries,
 * not when.
 */
const retryDelays: readonly number[] = [1_000, 3_000, 10_000];

/** Where to a rule's data could not be forwarded, in the words of the vendor's error data. */
interface Failure {
  readonly actionType: string;
  readonly actionRegion: string;
  readonly actionResource: string;
  readonly errorMessage: string;
}

/** One rule's work on one message: forwards to each action, and what fails in the end to the action for error data. */
export class Run {
  readonly #rule: Rule;
  readonly #source: SourceMessage;
  readonly #platform: Platform;
  readonly #invokeFunction: InvokeFunction | undefined;
  readonly #failures: Failure[] = [];
  #open = 0;

  constructor(
    rule: Rule,
    source: SourceMessage,
    platform: Platform,
    invokeFunction: InvokeFunction | undefined,
  ) {
    this.#rule = rule;
    this.#source = source;
    this.#platform = platform;
    this.#invokeFunction = invokeFunction;
  }

  start(sql: RuleSql): void {
    const { seen, shown } = this.#source;
    const data = sql.evaluate(seen);
    if (data === undefined) return;
    const kept = shown === seen ? data : (sql.evaluate(shown) ?? nothing);
    const actions = this.#rule.actions.filter(({ forErrors }) => !forErrors);
    this.#open = actions.length;
    for (const action of actions) this.#attempt(action, { data, kept }, 1);
  }

  #attempt(action: RuleAction, cargo: Cargo, attempts: number): void {
    const succeeded = () => {
      this.#record(action, cargo.kept, attempts, undefined);
      this.#closed(action);
    };
    const failed = (error: unknown) => {
      const delay = action.forErrors ? undefined : retryDelays[attempts - 1];
      if (delay !== undefined) {
        this.#platform.clock.after(delay, () => this.#attempt(action, cargo, attempts + 1));
        return;
      }
      const problem = error instanceof Error ? error.message : String(error);
      const errorMessage = hidden(problem, this.#source.secret);
      this.#record(action, cargo.kept, attempts, errorMessage);
      this.#failures.push({ ...placeOf(action.destination, this.#platform), errorMessage });
      this.#closed(action);
    };
    let sending: unknown;
    try {
      sending = this.#forwarding(action, cargo.data).send();
    } catch (error) {
      failed(error);
      return;
    }
    if (sending instanceof Promise) sending.then(succeeded, failed);
    else succeeded();
  }

  /** When all actions are through, the failures of all of them go out as one. */
  #closed({ forErrors }: RuleAction): void {
    if (forErrors) return;
    this.#open -= 1;
    if (this.#open > 0 || this.#failures.length === 0) return;
    const action = this.#rule.actions.find((one) => one.forErrors);
    if (action === undefined) return;
    const { seen, shown } = this.#source;
    this.#attempt(action, { data: this.#errorData(seen), kept: this.#errorData(shown) }, 1);
  }

  #errorData({ topic, productKey, deviceName = '', messageId, payload }: SqlMessage): SqlResult {
    const json = {
      ruleName: this.#rule.name,
      topic,
      productKey,
      deviceName,
      messageId,
      base64OriginalPayload: payload.toString('base64'),
      failures: this.#failures,
    };
    return { payload: Buffer.from(JSON.stringify(json)), json };
  }

  #forwarding({ destination }: RuleAction, data: SqlResult): Forwarding {
    const { message } = this.#source;
    return forwarding(destination, data, message, this.#platform, this.#invokeFunction);
  }

  /** Where data went, or would have gone if they could. */
  #aimOf(action: RuleAction, data: SqlResult): object {
    try {
      return this.#forwarding(action, data).to;
    } catch {
      return {};
    }
  }

  #record(action: RuleAction, kept: SqlResult, attempts: number, error: string | undefined): void {
    const { state, clock } = this.#platform;
    const { messageId, topic } = this.#source.message;
    const { actionId, destination, forErrors } = action;
    state.rules.record({
      ruleId: this.#rule.ruleId,
      actionId,
      type: destination.type,
      forErrors,
      to: this.#aimOf(action, kept),
      messageId,
      topic,
      time: clock.now(),
      attempts,
      payload: kept.payload,
      error,
    });
  }
}

function placeOf(destination: Destination, { account }: Platform): Omit<Failure, 'errorMessage'> {
  const actionType = destination.type;
  const actionRegion = 'regionName' in destination ? destination.regionName : account.regionId;
  return { actionType, actionRegion, actionResource: resourceOf(destination) };
}

function resourceOf(destination: Destination): string {
  switch (destination.type) {
    case 'REPUBLISH':
    case 'ONS':
      return destination.topic;
    case 'AMQP':
      return destination.groupId;
    case 'MNS':
      return destination.themeName;
    case 'FC':
      return `${destination.serviceName}/${destination.functionName}`;
    case 'OTS':
      return destination.tableName;
    case 'DATAHUB':
      return destination.topicName;
  }
}

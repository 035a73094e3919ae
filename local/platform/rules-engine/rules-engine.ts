import type { Message } from '../messages.ts';
import type { Platform } from '../platform.ts';
import type { SqlResult } from '../rule-sql/rule-sql.ts';
import type { SqlMessage } from '../rule-sql/sql-message.ts';
import type { Value } from '../rule-sql/values.ts';
import type { Product } from '../state/products.ts';
import type { Rule, RuleAction } from '../state/rules.ts';
import type { Destination } from './destination.ts';
import { type Forwarding, forwarding, type InvokeFunction } from './forward.ts';

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

/**
 * Runs the rules that are started on the platform's messages from now on.
 *
 * @param invokeFunction runs functions; without it, what goes to Function Compute is only kept among the deliveries
 */
export function startRulesEngine(platform: Platform, invokeFunction?: InvokeFunction | undefined): void {
  platform.messages.listen((message, _flag, product) => {
    let asSeen: SqlMessage | undefined;
    for (const rule of platform.state.rules.running(product.productKey)) {
      if (rule.running?.fits(message.topic) !== true) continue;
      asSeen ??= sqlMessage(message, product, platform);
      const data = rule.running.sql.evaluate(asSeen);
      if (data !== undefined) new Run(rule, data, message, asSeen, platform, invokeFunction).start();
    }
  });
}

/** One rule's work on one message: forwards to each action, and what fails in the end to the action for error data. */
class Run {
  readonly #rule: Rule;
  readonly #data: SqlResult;
  readonly #message: Message;
  readonly #source: SqlMessage;
  readonly #platform: Platform;
  readonly #invokeFunction: InvokeFunction | undefined;
  readonly #failures: Failure[] = [];
  #open = 0;

  constructor(
    rule: Rule,
    data: SqlResult,
    message: Message,
    source: SqlMessage,
    platform: Platform,
    invokeFunction: InvokeFunction | undefined,
  ) {
    this.#rule = rule;
    this.#data = data;
    this.#message = message;
    this.#source = source;
    this.#platform = platform;
    this.#invokeFunction = invokeFunction;
  }

  start(): void {
    const actions = this.#rule.actions.filter(({ forErrors }) => !forErrors);
    this.#open = actions.length;
    for (const action of actions) this.#attempt(action, this.#data, 1);
  }

  #attempt(action: RuleAction, data: SqlResult, attempts: number): void {
    let to: object = {};
    const succeeded = () => {
      this.#record(action, data, to, attempts, undefined);
      this.#closed(action);
    };
    const failed = (error: unknown) => {
      const delay = action.forErrors ? undefined : retryDelays[attempts - 1];
      if (delay !== undefined) {
        this.#platform.clock.after(delay, () => this.#attempt(action, data, attempts + 1));
        return;
      }
      const errorMessage = error instanceof Error ? error.message : String(error);
      this.#record(action, data, to, attempts, errorMessage);
      this.#failures.push({ ...placeOf(action.destination, this.#platform), errorMessage });
      this.#closed(action);
    };
    try {
      const forwarded: Forwarding = forwarding(
        action.destination,
        data,
        this.#message,
        this.#platform,
        this.#invokeFunction,
      );
      to = forwarded.to;
      const sending = forwarded.send();
      if (sending instanceof Promise) sending.then(succeeded, failed);
      else succeeded();
    } catch (error) {
      failed(error);
    }
  }

  /** When all actions are through, the failures of all of them go out as one. */
  #closed({ forErrors }: RuleAction): void {
    if (forErrors) return;
    this.#open -= 1;
    if (this.#open > 0 || this.#failures.length === 0) return;
    const action = this.#rule.actions.find((one) => one.forErrors);
    if (action === undefined) return;
    const { topic, productKey, deviceName = '', messageId, payload } = this.#source;
    const json = {
      ruleName: this.#rule.name,
      topic,
      productKey,
      deviceName,
      messageId,
      base64OriginalPayload: payload.toString('base64'),
      failures: this.#failures,
    };
    this.#attempt(action, { payload: Buffer.from(JSON.stringify(json)), json }, 1);
  }

  #record(
    { actionId, destination, forErrors }: RuleAction,
    { payload }: SqlResult,
    to: object,
    attempts: number,
    error: string | undefined,
  ): void {
    const { state, clock } = this.#platform;
    state.rules.record({
      ruleId: this.#rule.ruleId,
      actionId,
      type: destination.type,
      forErrors,
      to,
      messageId: this.#message.messageId,
      topic: this.#message.topic,
      time: clock.now(),
      attempts,
      payload,
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

function sqlMessage(
  { topic, messageId, payload }: Message,
  product: Product,
  { clock, account, newId }: Platform,
): SqlMessage {
  const deviceName = deviceNameIn(topic);
  let json: Value;
  let isRead = false;
  return {
    payload,
    get json() {
      if (!isRead) {
        json = readJson(payload);
        isRead = true;
      }
      return json;
    },
    topic,
    messageId,
    productKey: product.productKey,
    deviceName,
    tagValue: (key) =>
      deviceName === undefined ? undefined : product.devices.get(deviceName)?.tagValue(key),
    now: clock.now(),
    regionId: account.regionId,
    newId,
  };
}

/** `/as/mqtt/status/{productKey}/{deviceName}`, or `/{productKey}/{deviceName}/…`; a batch's status names none. */
function deviceNameIn(topic: string): string | undefined {
  if (topic.endsWith('/ota/job/status')) return undefined;
  return topic.split('/')[topic.startsWith('/as/mqtt/status/') ? 5 : 2];
}

function readJson(payload: Buffer): Value {
  try {
    return JSON.parse(payload.toString('utf8'));
  } catch {
    return undefined;
  }
}

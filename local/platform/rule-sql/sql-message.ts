import type { Value } from './values.ts';

/** A message as a rule's SQL sees it. */
export interface SqlMessage {
  readonly payload: Buffer;
  /** The payload as JSON; undefined when it is none. */
  readonly json: Value;
  readonly topic: string;
  readonly messageId: string;
  readonly productKey: string;
  /** Undefined when the message is about no one device: the status of an update batch. */
  readonly deviceName: string | undefined;
  /** The value of one of the device's tags. */
  tagValue(key: string): string | undefined;
  /** When the rule runs, in epoch milliseconds. */
  readonly now: number;
  readonly regionId: string;
  /** So many random letters and digits. */
  newId(length: number): string;
}

/** Gives an expression's value for a message. */
export type Evaluate = (message: SqlMessage) => Value;

/** A value that a function cannot take. The rule is not run for the message. */
export class EvaluationError extends Error {
  override readonly name = 'EvaluationError';
}

import { errorHint } from '../../shared/iot/error-codes.ts';

/** Why the platform does not do what a call asks: an operation's own failure, with a code of the guide. */
export class Refusal extends Error {
  readonly code: string;
  /** What the answer carries besides the code and the message, by the operation's own response. */
  readonly fields: object | undefined;

  /** @param message what the caller is told; left out, it is the guide's description of the code */
  constructor(code: string, message?: string, fields?: object) {
    super(message ?? errorHint(code)?.description ?? code);
    this.name = 'Refusal';
    this.code = code;
    this.fields = fields;
  }
}

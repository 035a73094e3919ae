/** Why the platform does not do what a call asks: an operation's own failure, with a code of the guide. */
export class Refusal extends Error {
  readonly code: string;

  /** @param message what the caller is told; left out, it is the guide's description of the code */
  constructor(code: string, message?: string) {
    super(message ?? code);
    this.name = 'Refusal';
    this.code = code;
    this.described = message !== undefined;
  }

  /** Whether the message is more than the code. */
  readonly described: boolean;
}

/** A call that the gateway turns away before any operation sees it: an HTTP status of 4xx or 5xx, a code, a message. */
export class GatewayError extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.name = 'GatewayError';
    this.status = status;
    this.code = code;
  }
}

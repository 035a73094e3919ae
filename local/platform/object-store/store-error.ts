/** Why the object store does not do what a request asks, with a code as OSS gives it. */
export class StoreError extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.name = 'StoreError';
    this.status = status;
    this.code = code;
  }
}

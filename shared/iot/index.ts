/**
 * A client of IoT Platform's API, version 2018-01-20.
 *
 * @example
 * import { createIotClient, DisableThing, environmentCredentials } from 'fleetkeeper';
 *
 * const iot = createIotClient({ regionId: 'cn-shanghai', credentials: environmentCredentials(process.env) });
 * await iot.call(DisableThing, { ProductKey: 'a1BwAGV', DeviceName: 'light' });
 */

export { type CallOptions, createIotClient, type IotClient, type ViewOptions } from './client.ts';
export type { Clock } from './clock.ts';
export {
  type Credentials,
  type CredentialsSource,
  contextCredentials,
  environmentCredentials,
  MissingCredentials,
} from './credentials.ts';
export type { ErrorCodeHint } from './error-codes.ts';
export { type ClientCode, IotError } from './errors.ts';
export type { Operation, OperationFamily, PagedOperation, Pages } from './operation.ts';
export * from './operations/index.ts';
export type { CallRecord, IotClientOptions, IotLogger, Timeouts } from './options.ts';
export type { PagedRequest } from './paging.ts';
export type { LimitedOperation, Quota } from './quota.ts';
export type { RetryPolicy } from './retry.ts';

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { TokenBucket } from '../local/platform/token-bucket.ts';

/**
 * Answers the calls of grouping and tagging rules as the platform does, in which every group exists and every device
 * is new to its group, and counts them. It checks no signature and keeps next to nothing, so that it costs less than
 * its caller. The parent process says which quotas hold, and hears what was called when it asks.
 */

/** What the parent asks: to begin anew with these quotas (calls a second by operation), or what was called since. */
export type Asking = { readonly quotas: Readonly<Record<string, number>> } | 'what was called';

export interface Called {
  /** Calls that were carried out, by operation. */
  readonly calls: Readonly<Record<string, number>>;
  readonly throttled: number;
  /** How many devices were put into a group, and how many were given tags; each counts once. */
  readonly grouped: number;
  readonly tagged: number;
  /** When the first call was answered, in epoch milliseconds. */
  readonly firstAt: number | undefined;
  /** From the first call to the last, in milliseconds. */
  readonly milliseconds: number;
}

let calls: Record<string, number> = {};
let throttled = 0;
let buckets = new Map<string, TokenBucket>();
let first: number | undefined;
let last = 0;
const grouped = new Set<string>();
const tagged = new Set<string>();

const answers: Readonly<Record<string, (body: string) => object>> = {
  QueryDeviceGroupList: (body) => {
    const GroupName = /(?:^|&)GroupName=([^&]*)/.exec(body)?.[1] ?? '';
    const GroupId = Buffer.from(GroupName).toString('hex').padEnd(16, '0');
    const GroupInfo = [{ GroupId, GroupName, UtcCreate: '2024-07-03T09:46:40.000Z' }];
    return { PageCount: 1, PageSize: 200, CurrentPage: 1, Total: 1, Data: { GroupInfo } };
  },
  QuerySuperDeviceGroup: () => ({ Data: { GroupInfo: [] } }),
  BatchAddDeviceGroupRelations: (body) => {
    let count = 0;
    for (const [, name = ''] of body.matchAll(/(?:^|&)Device\.\d+\.DeviceName=([^&]*)/g)) {
      grouped.add(name);
      count += 1;
    }
    return {
      ValidDeviceCount: count,
      AlreadyRelatedGroupDeviceCount: 0,
      ExceedTenGroupDeviceCount: 0,
      SuccessAddedDeviceCount: count,
    };
  },
  SaveDeviceProp: (body) => {
    tagged.add(/(?:^|&)DeviceName=([^&]*)/.exec(body)?.[1] ?? '');
    return {};
  },
};

function answer(body: string): { readonly status: number; readonly fields: object } {
  const action = /(?:^|&)Action=(\w+)/.exec(body)?.[1] ?? '';
  const now = performance.now();
  if (buckets.get(action)?.take(now) === false) {
    throttled += 1;
    return { status: 400, fields: { Code: 'Throttling.User', Message: 'too many calls a second' } };
  }
  first ??= now;
  last = now;
  calls[action] = (calls[action] ?? 0) + 1;
  const fields = answers[action]?.(body);
  if (fields === undefined)
    return { status: 404, fields: { Code: 'InvalidAction.NotFound', Message: action } };
  return { status: 200, fields: { Success: true, ...fields } };
}

if (process.send !== undefined) {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      // The vendor's newer signature has the action in a header, and parameters in the address.
      const action = request.headers['x-acs-action'];
      const asked = [
        action === undefined ? '' : `Action=${action}`,
        request.url?.split('?')[1],
        Buffer.concat(chunks),
      ];
      const { status, fields } = answer(asked.join('&'));
      const text = JSON.stringify({ RequestId: '57B144CF-09FC-4916-A272-A62902D5B207', ...fields });
      response.writeHead(status, {
        'content-type': 'application/json;charset=utf-8',
        'content-length': Buffer.byteLength(text),
      });
      response.end(text);
    });
  });
  server.keepAliveTimeout = 60_000;
  server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
  process.on('message', (asking: Asking) => {
    if (typeof asking === 'object') {
      const now = performance.now();
      buckets = new Map(
        Object.entries(asking.quotas).map(([action, perSecond]) => [action, new TokenBucket(perSecond, now)]),
      );
      calls = {};
      throttled = 0;
      first = undefined;
      grouped.clear();
      tagged.clear();
    }
    process.send?.({
      calls,
      throttled,
      grouped: grouped.size,
      tagged: tagged.size,
      firstAt: first === undefined ? undefined : performance.timeOrigin + first,
      milliseconds: first === undefined ? 0 : last - first,
    } satisfies Called);
  });
  process.on('disconnect', () => process.exit());
}

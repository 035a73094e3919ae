import { describe, expect, it } from 'vitest';
import type { Pages } from '../../../shared/iot/operation.ts';
import {
  GetThingTopo,
  ListOTATaskByJob,
  ListProductByTags,
  ListRule,
  QueryDevice,
  QueryDeviceByStatus,
  QueryDeviceEventData,
  QueryDeviceListByDeviceGroup,
  QueryDeviceOriginalPropertyData,
  QueryDevicePropertiesData,
  QueryProductList,
} from '../../../shared/iot/operations/index.ts';

/** Calls page after page as a client does, and gives each request with what was asked. */
function walk<Request extends object, Response extends object, Item>(
  pages: Pages<Request, Response, Item>,
  request: Request,
  answer: (request: Request) => Response,
): { requests: Request[]; items: Item[] } {
  const requests: Request[] = [];
  const items: Item[] = [];
  let next: Partial<Request> | undefined = { ...pages.first, ...request };
  while (next !== undefined && requests.length < 20) {
    const asked: Request = { ...pages.first, ...request, ...requests.at(-1), ...next };
    const answered = answer(asked);
    requests.push(asked);
    items.push(...pages.items(answered));
    next = pages.next(asked, answered);
  }
  return { requests, items };
}

/** One page of devices that are all there is. */
const page = (all: readonly number[], number = 1, size = 10) =>
  all.slice((number - 1) * size, number * size).map((index) => ({ DeviceName: `device${index}` }));

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);

describe('pages by number', () => {
  it('ask for the largest page where the caller names none', () => {
    expect(QueryDevice.pages.first).toEqual({ CurrentPage: 1, PageSize: 50 });
    expect(GetThingTopo.pages.first).toEqual({ PageNo: 1, PageSize: 50 });
    expect(QueryProductList.pages.first).toEqual({ CurrentPage: 1, PageSize: 200 });
  });

  it('go on as long as the answer counts more pages', () => {
    const all = numbers(25);
    const { requests, items } = walk(
      QueryDeviceListByDeviceGroup.pages,
      { GroupId: 'g', PageSize: 10 },
      (request) => ({
        Data: { SimpleDeviceInfo: page(all, request.CurrentPage, 10) },
        PageCount: 3,
      }),
    );
    expect(requests.map(({ CurrentPage }) => CurrentPage)).toEqual([1, 2, 3]);
    expect(items.map(({ DeviceName }) => DeviceName)).toEqual(
      page(all, 1, 25).map(({ DeviceName }) => DeviceName),
    );
  });

  it('go by the number of all items where the answer does not count pages', () => {
    const { requests } = walk(ListRule.pages, { CurrentPage: 1, PageSize: 10 }, (request) => ({
      Data: { RuleInfo: numbers(10).map((Id) => ({ Id })) },
      Page: request.CurrentPage,
      Total: 20,
    }));
    expect(requests).toHaveLength(2);
  });

  it('end with a page that is not full where the answer counts nothing', () => {
    const { requests, items } = walk(
      ListProductByTags.pages,
      { ProductTag: [{ TagKey: 'room' }], PageSize: 10 },
      (request) => ({
        ProductInfos: {
          ProductInfo: page(numbers(13), request.CurrentPage).map(({ DeviceName }) => ({
            ProductName: DeviceName,
          })),
        },
      }),
    );
    expect(requests).toHaveLength(2);
    expect(items).toHaveLength(13);
  });

  it('take the counts as the guide’s samples of QueryDeviceByStatus spell them', () => {
    const answer = { Data: { SimpleDeviceInfo: [{ DeviceName: 'd' }] }, TotalPageCount: 2, TotalCount: 2 };
    expect(QueryDeviceByStatus.pages.next({ Status: 1, PageSize: 50 }, answer)).toEqual({ CurrentPage: 2 });
  });

  it('end with an empty page, whatever the answer counts', () => {
    expect(
      QueryDevice.pages.next({ ProductKey: 'p' }, { Data: { DeviceInfo: [] }, PageCount: 9 }),
    ).toBeUndefined();
    expect(QueryDevice.pages.next({ ProductKey: 'p' }, { PageCount: 9 })).toBeUndefined();
  });

  it('send along the token that the answer names for the next page, which QueryDevice needs beyond 10,000', () => {
    const all = numbers(10_050);
    const { requests, items } = walk(
      QueryDevice.pages,
      { ProductKey: 'p', PageSize: 50, CurrentPage: 199 },
      (request) => {
        expect(QueryDevice.request().safeParse(request).success).toBe(true);
        return {
          Data: { DeviceInfo: page(all, request.CurrentPage, 50) },
          NextToken: request.CurrentPage === 201 ? '' : `after${request.CurrentPage}`,
          PageCount: 201,
        };
      },
    );
    expect(requests.map(({ CurrentPage, NextToken }) => [CurrentPage, NextToken])).toEqual([
      [199, undefined],
      [200, 'after199'],
      [201, 'after200'],
    ]);
    expect(items).toHaveLength(150);
  });

  it('are one page when ListOTATaskByJob is asked for named devices', () => {
    const answer = { Data: { SimpleOTATaskInfo: [{ TaskId: 't' }] }, PageCount: 5 };
    const { pages } = ListOTATaskByJob;
    expect(pages.next({ JobId: 'j', DeviceNames: ['d'] }, answer)).toBeUndefined();
    expect(pages.next({ JobId: 'j' }, answer)).toEqual({ CurrentPage: 2 });
  });
});

describe('pages by token', () => {
  const request = {
    IotId: 'i',
    Identifier: 'a',
    Asc: 0,
    PageSize: 100,
    StartTime: 1579249498000,
    EndTime: 1579249499000,
  } as const;
  const { pages } = QueryDeviceOriginalPropertyData;

  it('take the token of the answer, in the spelling of the wire', () => {
    expect(pages.next(request, { Data: { NextValid: true, nextPageToken: 'n' } })).toEqual({
      NextPageToken: 'n',
    });
  });

  it('end when the answer says so, even when it names a token', () => {
    expect(pages.next(request, { Data: { NextValid: false, nextPageToken: 'n' } })).toBeUndefined();
    expect(pages.next(request, { Data: { NextValid: true, nextPageToken: '' } })).toBeUndefined();
    expect(pages.next(request, {})).toBeUndefined();
  });

  it('end when the token does not change', () => {
    const again = { Data: { NextValid: true, nextPageToken: 'n' } };
    expect(pages.next({ ...request, NextPageToken: 'n' }, again)).toBeUndefined();
  });
});

describe('pages by time', () => {
  const events = { StartTime: 1516538300303, EndTime: 1516541900303 };
  const upTo = (NextTime: number) => ({ Data: { NextValid: true, NextTime } });

  it('move the end of the range when the newest records come first', () => {
    const { pages } = QueryDeviceEventData;
    expect(pages.next({ ...events, Asc: 0 }, upTo(1516540000000))).toEqual({ EndTime: 1516540000000 });
    expect(pages.next(events, upTo(1516540000000))).toEqual({ EndTime: 1516540000000 });
  });

  it('move the start of the range when the oldest records come first', () => {
    const { pages } = QueryDeviceEventData;
    expect(pages.next({ ...events, Asc: 1 }, upTo(1516540000000))).toEqual({ StartTime: 1516540000000 });
  });

  it('move the start in both orders for QueryDevicePropertiesData, which starts at the later time going back', () => {
    const { pages } = QueryDevicePropertiesData;
    const device = { ProductKey: 'p', DeviceName: 'd', Identifier: ['a'], PageSize: 100 };
    const answer = { NextValid: true, NextTime: '1516540000000' };
    const back = { ...device, Asc: 0, StartTime: events.EndTime, EndTime: events.StartTime } as const;
    expect(pages.next(back, answer)).toEqual({ StartTime: 1516540000000 });
    expect(pages.next({ ...device, ...events, Asc: 1 }, answer)).toEqual({ StartTime: 1516540000000 });
  });

  it('end when the answer says so, or does not move on', () => {
    const { pages } = QueryDeviceEventData;
    expect(pages.next(events, { Data: { NextValid: false, NextTime: 1516540000000 } })).toBeUndefined();
    expect(pages.next(events, { Data: { NextValid: true } })).toBeUndefined();
    expect(pages.next(events, upTo(events.EndTime))).toBeUndefined();
  });
});

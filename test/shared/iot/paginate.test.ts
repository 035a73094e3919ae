import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import {
  createIotClient,
  type IotClient,
  IotError,
  type PagedOperation,
  QueryDevice,
} from '../../../shared/iot/index.ts';
import { type Answer, ScriptedApi, status, success } from './scripted-api.ts';

let api: ScriptedApi;
let iot: IotClient;

beforeEach(async () => {
  api = await ScriptedApi.start();
  iot = createIotClient({
    regionId: 'cn-shanghai',
    credentials: { accessKeyId: 'testid', accessKeySecret: 'testsecret' },
    endpoint: api.endpoint,
    quota: false,
    retries: false,
  });
});

afterEach(async () => {
  await api.stop();
  await iot.close();
});

const names = Array.from({ length: 7 }, (_, index) => `meter-${index}`);

/** Counted pages, as QueryDevice answers them. */
const counted: Answer = (response, { parameters }) => {
  const size = Number(parameters['PageSize']);
  const page = Number(parameters['CurrentPage']);
  const DeviceInfo = names.slice((page - 1) * size, page * size).map((DeviceName) => ({ DeviceName }));
  const PageCount = Math.ceil(names.length / size);
  response.end(JSON.stringify({ ...success, PageCount, Total: names.length, Data: { DeviceInfo } }));
};

describe('paginate', () => {
  it('gives the items of all counted pages in their order', async () => {
    api.answers(counted);
    const found: unknown[] = [];
    for await (const { DeviceName } of iot.paginate(QueryDevice, { ProductKey: 'a1B', PageSize: 3 })) {
      found.push(DeviceName);
    }
    expect(found).toEqual(names);
    expect(api.received.map(({ parameters }) => parameters['CurrentPage'])).toEqual(['1', '2', '3']);
  });

  it('asks for the largest pages when the caller says nothing', async () => {
    api.answers(counted);
    for await (const _ of iot.paginate(QueryDevice, { ProductKey: 'a1B' }));
    expect(api.received.map(({ parameters }) => parameters['PageSize'])).toEqual(['50']);
  });

  it('asks for a page only when it is needed', async () => {
    api.answers(counted);
    for await (const { DeviceName } of iot.paginate(QueryDevice, { ProductKey: 'a1B', PageSize: 3 })) {
      if (DeviceName === 'meter-3') break;
    }
    expect(api.received).toHaveLength(2);
  });

  it('ends with the error of the call that failed, after the items before it', async () => {
    api.answers(counted, status(403, { RequestId: '1', Code: 'Forbidden.RAM', Message: 'No.' }));
    const found: unknown[] = [];
    const all = (async () => {
      for await (const device of iot.paginate(QueryDevice, { ProductKey: 'a1B', PageSize: 3 }))
        found.push(device);
    })();
    await expect(all).rejects.toBeInstanceOf(IotError);
    expect(found).toHaveLength(3);
  });

  it('keeps to its bounds', async () => {
    api.answers(counted);
    const controller = new AbortController();
    const pages = iot.paginate(
      QueryDevice,
      { ProductKey: 'a1B', PageSize: 3 },
      { signal: controller.signal },
    );
    await pages.next();
    controller.abort();
    await pages.next();
    await pages.next();
    await expect(pages.next()).rejects.toMatchObject({ code: 'Client.Aborted' });
  });

  it('refuses bad parameters before anything is sent', async () => {
    const pages = iot.paginate(QueryDevice, { ProductKey: '', PageSize: 3 });
    await expect(pages.next()).rejects.toMatchObject({ code: 'Client.InvalidParameter' });
    expect(api.received).toHaveLength(0);
  });

  it('follows tokens from answer to answer', async () => {
    const pages: Record<string, { Items: number[]; NextToken?: string }> = {
      '': { Items: [1, 2], NextToken: 'b' },
      b: { Items: [], NextToken: 'c' },
      c: { Items: [3] },
    };
    const request = z.object({ Token: z.optional(z.string()) });
    const response = z.looseObject({ Items: z.array(z.number()), NextToken: z.optional(z.string()) });
    const operation: PagedOperation<z.input<typeof request>, z.output<typeof response>, number> = {
      name: 'ListNumbers',
      family: 'devices',
      callsPerSecond: 10,
      repeatable: true,
      request: () => request,
      response: () => response,
      pages: {
        style: 'token',
        first: {},
        items: ({ Items }) => Items,
        next: (_request, { NextToken }) => (NextToken === undefined ? undefined : { Token: NextToken }),
      },
    };
    api.answers((answer, { parameters }) => {
      answer.end(JSON.stringify({ ...success, ...pages[parameters['Token'] ?? ''] }));
    });
    const found: number[] = [];
    for await (const item of iot.paginate(operation, {})) found.push(item);
    expect(found).toEqual([1, 2, 3]);
    expect(api.received).toHaveLength(3);
  });
});

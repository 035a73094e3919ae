import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type OperationSpec, readOperations } from '../../scripts/generate/catalogue.ts';
import { createIotClient } from '../../shared/iot/client.ts';
import type { Operation } from '../../shared/iot/operation.ts';
import * as descriptors from '../../shared/iot/operations/index.ts';
import { rightRequest, type Values } from '../shared/iot/examples.ts';
import { inModel, requestModel, Sdk, sdkMethod } from './vendor-models.ts';

/** What the vendor's SDK does otherwise, each with the reason. */
const differences = {
  /** The guide's samples spell it so; the gateway takes both. */
  Format: { ours: 'JSON', sdk: 'json' },
  /** The guide lists it among the common parameters of every call; the SDK leaves it out. */
  RegionId: { ours: 'cn-shanghai', sdk: undefined },
} as const;

/** Parameters that the guide has and the SDK's models lack. */
const notInSdk: Readonly<Record<string, readonly string[]>> = {
  GetThingTopo: ['NextToken'],
  RemoveThingTopo: ['JobId'],
};

/** Different in each call, or the consequence of what is. */
const ofEachCall = ['SignatureNonce', 'Timestamp', 'Signature'];

let received: URLSearchParams | undefined;
const server = createServer((request, response) => {
  let body = '';
  request.setEncoding('utf8').on('data', (text: string) => {
    body += text;
  });
  request.on('end', () => {
    const { searchParams } = new URL(request.url ?? '/', 'http://localhost');
    received = new URLSearchParams([...searchParams, ...new URLSearchParams(body)]);
    response.setHeader('content-type', 'application/json');
    response.end('{"RequestId":"0","Success":true}');
  });
});

const credentials = { accessKeyId: 'testid', accessKeySecret: 'testsecret' };
let client: ReturnType<typeof createIotClient>;
let sdk: Record<string, (request: object) => Promise<unknown>>;

beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const regionId = 'cn-shanghai';
  client = createIotClient({
    regionId,
    endpoint: `http://127.0.0.1:${port}`,
    credentials,
    quota: false,
    retries: false,
  });
  sdk = new Sdk({
    endpoint: `127.0.0.1:${port}`,
    protocol: 'http',
    regionId,
    signatureAlgorithm: 'v2',
    ...credentials,
  } as ConstructorParameters<typeof Sdk>[0]) as unknown as typeof sdk;
});

afterAll(async () => {
  await client.close();
  server.close();
  server.closeAllConnections();
});

/** The parameters of a request as the server received them. */
async function wire(send: () => Promise<unknown>): Promise<Record<string, string>> {
  received = undefined;
  await send();
  if (received === undefined) throw new Error('the server received nothing');
  return Object.fromEntries(
    [...(received as URLSearchParams)].filter(([name]) => !ofEachCall.includes(name)),
  );
}

/** The example with every optional parameter that can stand beside it, each with the guide's own example of it. */
function fullRequest(spec: OperationSpec, operation: Operation<object, object>): Values {
  let request = rightRequest(spec);
  for (const { name, example, repeat, fields } of spec.request) {
    if (example === undefined || fields !== undefined || name in request) continue;
    if (notInSdk[spec.operation]?.includes(name)) continue;
    const more = { ...request, [name]: repeat === true && !Array.isArray(example) ? [example] : example };
    if (operation.request().safeParse(more).success) request = more;
  }
  return request;
}

describe.each(readOperations())('$operation', (spec) => {
  test('goes out with the parameters that the vendor’s SDK sends', async () => {
    const operation = Object.values(descriptors).find(({ name }) => name === spec.operation) as unknown as
      | Operation<object, object>
      | undefined;
    if (operation === undefined) throw new Error(`${spec.operation} is missing`);
    const request = fullRequest(spec, operation);

    const ours = await wire(() => client.call(operation, request));
    const theirs = await wire(async () => {
      await sdk[sdkMethod(spec.operation)]?.(inModel(requestModel(spec.operation), request));
    });
    for (const [name, { ours: own, sdk: vendor }] of Object.entries(differences)) {
      expect([name, ours[name], theirs[name]]).toEqual([name, own, vendor]);
      delete ours[name];
      delete theirs[name];
    }
    expect(ours).toEqual(theirs);
    expect(Object.keys(ours).length).toBeGreaterThan(4);
  });
});

import { once } from 'node:events';
import { type AddressInfo, connect } from 'node:net';
import fc from 'fast-check';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createApiServer } from '../../../../local/platform/api/server.ts';
import { documentedOperations, servedOperations } from '../../../../local/platform/operations/index.ts';
import { formBody, type ServedPlatform, send, servePlatform, signedForm } from '../api-caller.ts';

let served: ServedPlatform;
const failures: unknown[] = [];

beforeAll(async () => {
  served = await servePlatform({ onInternalError: (error) => failures.push(error) });
});
afterAll(async () => {
  await served.close();
  expect(failures).toEqual([]);
});

const xml = new XMLParser({ parseTagValue: false });

/** Sends bytes as they are, and gives what comes back until the platform closes; the sender then says it is done. */
async function exchange(port: number, bytes: Uint8Array | string, { end = true } = {}): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  const chunks: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  socket.on('error', () => {});
  await once(socket, 'connect');
  const closed = once(socket, 'close');
  if (end) socket.end(bytes);
  else socket.write(bytes);
  await closed;
  return Buffer.concat(chunks).toString();
}

/** An answer of the platform is an error in one of its two forms, whatever it was asked. */
function expectWellFormed(answer: string): void {
  const [head = '', body = ''] = answer.split('\r\n\r\n', 2);
  expect(head).toMatch(/^HTTP\/1\.1 \d{3} /);
  expect(head).toMatch(/\r\nDate: /i);
  if (body.startsWith('{'))
    expect(JSON.parse(body)).toMatchObject({ RequestId: expect.any(String), Code: expect.any(String) });
  else {
    expect(XMLValidator.validate(body)).toBe(true);
    expect(Object.values(xml.parse(body)).at(-1)).toMatchObject({
      RequestId: expect.any(String),
      Code: expect.any(String),
    });
  }
}

const stillUp = async () => {
  expect((await served.call('QueryDeviceGroupList')).body).toMatchObject({ Success: true });
};

describe('any bytes', () => {
  test('on the socket are answered with an error, or with nothing when they end too soon', async () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc.uint8Array({ maxLength: 100 }).map((rest) => Buffer.concat([Buffer.from('GET /?'), rest])),
      fc
        .uint8Array({ maxLength: 100 })
        .map((rest) => Buffer.concat([Buffer.from('POST / HTTP/1.1\r\nHost: x\r\n'), rest])),
    );
    await fc.assert(
      fc.asyncProperty(bytes, async (sent) => {
        const answer = await exchange(served.port, sent);
        if (answer !== '') expectWellFormed(answer);
      }),
      { numRuns: 150 },
    );
    await stillUp();
  });

  test('in the query string and the body of a request are answered with an error', async () => {
    const odd = fc.oneof(
      fc.string({ maxLength: 60 }),
      fc.string({
        unit: fc.constantFrom('%', '&', '=', '.', '+', 'A', '0', '%25', '%F0%9F', 'Action', 'Format'),
        maxLength: 20,
      }),
    );
    await fc.assert(
      fc.asyncProperty(odd, fc.uint8Array({ maxLength: 80 }), async (query, body) => {
        const { status, text } = await send(`${served.url}/?${encodeURI(query).replaceAll('#', '')}`, {
          ...formBody('POST', ''),
          body,
        });
        expect(status).toBeGreaterThanOrEqual(400);
        expect(status).toBeLessThan(500);
        expectWellFormed(`HTTP/1.1 ${status} \r\nDate: \r\n\r\n${text}`);
      }),
      { numRuns: 300 },
    );
    await stillUp();
  });

  test('as parameters of a signed call never bring the platform down', async () => {
    const operation = fc.constantFrom(...servedOperations.keys());
    const name = fc.oneof(
      fc.constantFrom(
        'GroupId',
        'GroupName',
        'ProductKey',
        'TagString',
        'Device.1.DeviceName',
        'Type',
        'CurrentPage',
        'PageSize',
      ),
      fc.string({ minLength: 1, maxLength: 10 }),
    );
    const value = fc.oneof(fc.string({ maxLength: 30 }), fc.json({ maxDepth: 2 }), fc.integer().map(String));
    await fc.assert(
      fc.asyncProperty(
        operation,
        fc.dictionary(name, value, { noNullPrototype: true }),
        async (action, parameters) => {
          const { status } = await served.call(action, parameters);
          expect(status).toBeLessThan(500);
        },
      ),
      { numRuns: 500 },
    );
    await stillUp();
  });
});

describe('limits', () => {
  test('a body that is too large is refused, whether it says so beforehand or not', async () => {
    const server = createApiServer(served.platform, {
      operations: servedOperations,
      documented: documentedOperations,
      largestBody: 1000,
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const head = 'POST / HTTP/1.1\r\nHost: x\r\n';
    for (const request of [
      `${head}Content-Length: 1001\r\n\r\n${'a'.repeat(1001)}`,
      `${head}Transfer-Encoding: chunked\r\n\r\n${`64\r\n${'a'.repeat(100)}\r\n`.repeat(11)}0\r\n\r\n`,
    ]) {
      const answer = await exchange(port, request, { end: false });
      expect(answer).toMatch(/^HTTP\/1\.1 413 /);
      expect(answer).toContain('<Code>RequestEntityTooLarge</Code>');
    }
    const form = signedForm(served.platform.clock, 'POST', {
      Action: 'QueryDeviceGroupList',
      Other: 'a'.repeat(500),
    });
    expect((await send(`http://127.0.0.1:${port}/`, formBody('POST', form))).status).toBe(200);
    server.close();
    server.closeAllConnections();
  });

  test('a request line and headers that are too long are refused', async () => {
    const answer = await exchange(served.port, `GET /?${'a'.repeat(300_000)} HTTP/1.1\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1\.1 431 /);
    expectWellFormed(answer);
    const devices = Object.fromEntries(
      Array.from({ length: 200 }, (_, index) => [
        [`Device.${index + 1}.ProductKey`, 'a1234567890'],
        [`Device.${index + 1}.DeviceName`, `${'x'.repeat(28)}${index}`],
      ]).flat(),
    );
    const { body } = await served.call(
      'BatchAddDeviceGroupRelations',
      { GroupId: 'x', ...devices },
      { in: 'query' },
    );
    expect(body['Code']).toBe('iot.group.NotExistedGroup');
  });

  test('a caller that takes its time is not waited for', async () => {
    const server = createApiServer(served.platform, {
      operations: servedOperations,
      documented: documentedOperations,
      headersTimeout: 100,
      requestTimeout: 200,
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    for (const beginning of ['GET / HT', 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc']) {
      const answer = await exchange(port, beginning, { end: false });
      expect(answer).toMatch(/^HTTP\/1\.1 408 /);
      expectWellFormed(answer);
    }
    server.close();
    server.closeAllConnections();
  });

  test('a caller that goes away in the middle disturbs nobody', async () => {
    const socket = connect(served.port, '127.0.0.1');
    await once(socket, 'connect');
    socket.write('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nabc');
    socket.resetAndDestroy();
    await once(socket, 'close');
    await stillUp();
  });
});

import { once } from 'node:events';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, createServer as createTcpServer, type Server, type Socket } from 'node:net';
import { generate } from 'selfsigned';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Bounds, Cancellation } from '../../../shared/iot/cancellation.ts';
import { systemClock } from '../../../shared/iot/clock.ts';
import { Transport, type TransportOptions } from '../../../shared/iot/transport.ts';
import { cut, ScriptedApi, silence, status, success } from './scripted-api.ts';

const unbounded: Bounds = { deadline: Number.POSITIVE_INFINITY, signal: undefined };

let api: ScriptedApi;
const transports: Transport[] = [];

beforeEach(async () => {
  api = await ScriptedApi.start();
});

afterEach(async () => {
  await api.stop();
  await Promise.all(transports.splice(0).map((transport) => transport.close()));
});

function transportTo(endpoint: string, options: Partial<TransportOptions> = {}): Transport {
  const transport = new Transport({
    endpoint: new URL(endpoint),
    connectTimeout: 2_000,
    answerTimeout: 5_000,
    connections: 4,
    maxAnswerBytes: 100_000,
    clock: systemClock,
    cancellation: new Cancellation(systemClock),
    ...options,
  });
  transports.push(transport);
  return transport;
}

/** A server that does with a connection what it is told, below HTTP. */
async function tcpServer(handle: (socket: Socket) => void): Promise<{ endpoint: string; stop: () => void }> {
  const sockets = new Set<Socket>();
  const server: Server = createTcpServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    handle(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

describe('a request', () => {
  it('is posted as a form, to the path of the endpoint', async () => {
    const transport = transportTo(`${api.endpoint}gateway/`);
    const exchange = await transport.send('Action=Pub&Qos=0', unbounded);
    expect(exchange.failure).toBeUndefined();
    expect([exchange.status, JSON.parse(exchange.text())]).toEqual([200, success]);
    const { request, body } = api.received[0] ?? {};
    expect([request?.method, request?.url, body]).toEqual(['POST', '/gateway/', 'Action=Pub&Qos=0']);
    expect(request?.headers).toMatchObject({
      'content-type': 'application/x-www-form-urlencoded',
      'content-length': '16',
      connection: 'keep-alive',
    });
  });

  it('goes over a connection that is there already', async () => {
    const transport = transportTo(api.endpoint);
    for (let index = 0; index < 3; index++) await transport.send('A=1', unbounded);
    expect(new Set(api.received.map(({ socket }) => socket)).size).toBe(1);
  });

  it('waits for a connection when all are taken, and takes its turn', async () => {
    const transport = transportTo(api.endpoint, { connections: 2 });
    const exchanges = await Promise.all(
      Array.from({ length: 20 }, (_, index) => transport.send(`A=${index}`, unbounded)),
    );
    expect(exchanges.every(({ status: code }) => code === 200)).toBe(true);
    expect(new Set(api.received.map(({ socket }) => socket)).size).toBe(2);
  });

  it('does not pass those that wait for a connection already', async () => {
    const transport = transportTo(api.endpoint, { connections: 1 });
    const first = transport.send('A=1', unbounded).then(() => transport.send('A=4', unbounded));
    await Promise.all([first, transport.send('A=2', unbounded), transport.send('A=3', unbounded)]);
    expect(api.received.map(({ body }) => body)).toEqual(['A=1', 'A=2', 'A=3', 'A=4']);
  });
});

describe('an answer', () => {
  it('is put together from its pieces, wherever characters are split', async () => {
    const text = JSON.stringify({ Nickname: '北门😀'.repeat(50) });
    api.answers((response) => {
      const bytes = Buffer.from(text);
      response.writeHead(200);
      const write = (from: number) => {
        if (from >= bytes.length) response.end();
        else response.write(bytes.subarray(from, from + 7), () => setImmediate(write, from + 7));
      };
      write(0);
    });
    const exchange = await transportTo(api.endpoint).send('A=1', unbounded);
    expect(exchange.text()).toBe(text);
  });

  it('has headers whose case does not matter', async () => {
    api.answers(status(400, {}, { Date: 'Tue, 31 Jul 2018 07:43:57 GMT' }));
    const exchange = await transportTo(api.endpoint).send('A=1', unbounded);
    expect(exchange.header('date')).toBe('Tue, 31 Jul 2018 07:43:57 GMT');
    expect(exchange.header('x-none')).toBeUndefined();
  });

  it('is cut off when it is too large', async () => {
    api.answers(status(200, 'x'.repeat(1_001)), success);
    const transport = transportTo(api.endpoint, { maxAnswerBytes: 1_000 });
    const exchange = await transport.send('A=1', unbounded);
    expect(exchange).toMatchObject({
      sent: true,
      failure: { kind: 'answer', reason: 'the answer is too large' },
    });
    expect((await transport.send('A=2', unbounded)).status).toBe(200);
  });

  it('that is no HTTP is told from a connection that broke, and not repeated', async () => {
    const server = await tcpServer((socket) => {
      socket.on('data', () => socket.end('SSH-2.0-secretbanner\r\n'));
    });
    const exchange = await transportTo(server.endpoint).send('A=1', unbounded);
    server.stop();
    expect(exchange).toMatchObject({ sent: true, failure: { kind: 'answer' } });
    expect(JSON.stringify(exchange.failure)).not.toContain('secretbanner');
  });
});

describe('a request surely did not reach the server', () => {
  it('when the connection is refused, however many wait for it', async () => {
    const gone = await tcpServer(() => {});
    gone.stop();
    const transport = transportTo(gone.endpoint, { connections: 2 });
    const exchanges = await Promise.all(Array.from({ length: 10 }, () => transport.send('A=1', unbounded)));
    for (const exchange of exchanges) {
      expect(exchange).toMatchObject({
        sent: false,
        failure: { kind: 'connection', cause: { code: 'ECONNREFUSED' } },
      });
    }
  });

  it('when the name of the server is not known', async () => {
    const exchange = await transportTo('http://iot.nowhere.invalid/').send('A=1', unbounded);
    expect(exchange).toMatchObject({ sent: false, failure: { kind: 'connection' } });
  });

  it('when the certificate is not trusted', async () => {
    const { private: key, cert } = await generate([{ name: 'commonName', value: 'localhost' }]);
    const server = createTlsServer({ key, cert }, (_request, response) => response.end('{}'));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const exchange = await transportTo(`https://localhost:${port}/`).send('A=1', unbounded);
    server.close();
    expect(exchange).toMatchObject({ sent: false, failure: { kind: 'connection' } });
  });

  it('when the connection takes too long to make', async () => {
    // A server that speaks no TLS never ends the handshake.
    const server = await tcpServer(() => {});
    const transport = transportTo(server.endpoint.replace('http:', 'https:'), { connectTimeout: 50 });
    const exchange = await transport.send('A=1', unbounded);
    server.stop();
    expect(exchange).toMatchObject({
      sent: false,
      failure: { kind: 'connection', cause: { code: 'UND_ERR_CONNECT_TIMEOUT' } },
    });
  });

  it('when it was given up while its connection was being made, which stays', async () => {
    const transport = transportTo(api.endpoint, { connections: 1 });
    const controller = new AbortController();
    const aborted = transport.send('A=1', { ...unbounded, signal: controller.signal });
    controller.abort();
    expect(await aborted).toMatchObject({ sent: false, failure: { kind: 'aborted' } });
    expect((await transport.send('A=2', unbounded)).status).toBe(200);
    expect(api.received.map(({ body }) => body)).toEqual(['A=2']);
  });

  it('when it was given up while it waited for a connection, which stays', async () => {
    let answerFirst = () => {};
    api.answers((response) => {
      answerFirst = () => response.end('{}');
    }, success);
    const transport = transportTo(api.endpoint, { connections: 1 });
    const controller = new AbortController();
    const first = transport.send('A=1', unbounded);
    await vi.waitFor(() => expect(api.received).toHaveLength(1));
    const aborted = transport.send('A=2', { ...unbounded, signal: controller.signal });
    const late = transport.send('A=3', { ...unbounded, deadline: Date.now() + 20 });
    controller.abort();
    expect(await aborted).toMatchObject({ sent: false, failure: { kind: 'aborted' } });
    expect(await late).toMatchObject({ sent: false, failure: { kind: 'expired' } });
    const last = transport.send('A=4', unbounded);
    answerFirst();
    expect((await first).status).toBe(200);
    expect((await last).status).toBe(200);
    expect(api.received.map(({ body }) => body)).toEqual(['A=1', 'A=4']);
    expect(new Set(api.received.map(({ socket }) => socket)).size).toBe(1);
  });
});

describe('a request may have reached the server', () => {
  it('when the connection breaks before the answer', async () => {
    api.answers(cut);
    const exchange = await transportTo(api.endpoint).send('A=1', unbounded);
    expect(exchange).toMatchObject({ sent: true, failure: { kind: 'connection' } });
  });

  it('when the connection breaks within the answer', async () => {
    api.answers((response, { socket }) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('{"Request', () => socket.destroy());
    });
    const exchange = await transportTo(api.endpoint).send('A=1', unbounded);
    expect(exchange).toMatchObject({ sent: true, failure: { kind: 'connection' } });
  });

  it('when no answer comes in time, nor the rest of one', async () => {
    const transport = transportTo(api.endpoint, { answerTimeout: 50 });
    api.answers(silence, (response) => {
      response.writeHead(200);
      response.write('{');
    });
    for (let index = 0; index < 2; index++) {
      expect(await transport.send('A=1', unbounded)).toMatchObject({ sent: true, failure: { kind: 'slow' } });
    }
  });

  it('when the deadline passes before the answer', async () => {
    api.answers(silence);
    const exchange = await transportTo(api.endpoint).send('A=1', {
      ...unbounded,
      deadline: Date.now() + 300,
    });
    expect(exchange).toMatchObject({ sent: true, failure: { kind: 'expired' } });
  });

  it('when it is aborted before the answer, which frees the connection', async () => {
    api.answers(silence, success);
    const transport = transportTo(api.endpoint, { connections: 1 });
    const controller = new AbortController();
    const exchange = transport.send('A=1', { ...unbounded, signal: controller.signal });
    await vi.waitFor(() => expect(api.received).toHaveLength(1));
    controller.abort();
    expect(await exchange).toMatchObject({ sent: true, failure: { kind: 'aborted' } });
    expect((await transport.send('A=2', unbounded)).status).toBe(200);
  });
});

describe('close', () => {
  it('lets what is under way finish, and leaves no connection', async () => {
    const transport = transportTo(api.endpoint);
    const exchange = transport.send('A=1', unbounded);
    transports.pop();
    const closed = transport.close();
    expect((await exchange).status).toBe(200);
    await closed;
    await vi.waitFor(() => expect(api.sockets.size).toBe(0));
  });
});

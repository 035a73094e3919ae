/**
 * Signed calls a second of the local platform, beside a bare `http.Server` that parses the same form bodies and answers
 * the same bytes: each in a process of its own, asked by this one over 32 connections, in turns within one run.
 *
 *   node --import tsx bench/platform.ts [--rounds 10] [--calls 10000]
 */
import { type ChildProcess, fork } from 'node:child_process';
import { createHmac, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import { median, sizeFrom } from './figures.ts';
import { deviceName, devices, productKey } from './platform-server.ts';

const connections = 32;
const rounds = sizeFrom('rounds', 10);
const callsPerRound = sizeFrom('calls', 10_000);

type Parameters = Readonly<Record<string, string>>;

/** What is called: the platform changes something, looks something up, and finds that there is nothing to change. */
const calls: Readonly<Record<string, (index: number) => Parameters>> = {
  SaveDeviceProp: (index) => ({ Props: JSON.stringify({ round: String(index % 7) }) }),
  QueryDeviceDetail: () => ({}),
  DisableThing: () => ({}),
};

interface Contestant {
  readonly process: ChildProcess;
  readonly port: number;
}

async function main(): Promise<void> {
  const [platform, bare] = [await start('platform'), await start('bare')];
  try {
    for (const [action, parameters] of Object.entries(calls)) {
      await cpuTime(bare, await firstAnswer(platform, requestsFor(action, parameters, 1)));
      await compare(action, parameters, platform, bare);
    }
  } finally {
    for (const { process } of [platform, bare]) process.disconnect();
  }
}

async function start(kind: 'platform' | 'bare'): Promise<Contestant> {
  const server = fork(fileURLToPath(new URL('platform-server.ts', import.meta.url)), [kind]);
  const [port]: unknown[] = await once(server, 'message');
  return { process: server, port: Number(port) };
}

/** Has the bare server answer alike; with an empty text nothing changes. @returns the CPU time it took so far, in µs */
async function cpuTime(contestant: Contestant, answer = ''): Promise<number> {
  const replied = once(contestant.process, 'message');
  contestant.process.send(answer);
  const [{ user, system }] = (await replied) as [NodeJS.CpuUsage];
  return user + system;
}

async function compare(
  action: string,
  parameters: (index: number) => Parameters,
  platform: Contestant,
  bare: Contestant,
): Promise<void> {
  const measured = { platform: [] as Measured[], bare: [] as Measured[] };
  // The first rounds are for warming up.
  for (let round = -2; round < rounds; round++) {
    // The signatures are made before the clock runs.
    const requests = requestsFor(action, parameters, callsPerRound);
    const order = round % 2 === 0 ? (['platform', 'bare'] as const) : (['bare', 'platform'] as const);
    for (const name of order) {
      const took = await measure(name === 'platform' ? platform : bare, requests);
      if (round >= 0) measured[name].push(took);
    }
  }
  const inMiddle = (all: readonly Measured[]) => ({
    callsPerSecond: Math.round(median(all.map(({ callsPerSecond }) => callsPerSecond))),
    cpuMicrosecondsPerCall: rounded(median(all.map(({ cpuPerCall }) => cpuPerCall))),
  });
  const ratios = measured.platform.map(
    ({ callsPerSecond }, round) => callsPerSecond / (measured.bare[round]?.callsPerSecond ?? Number.NaN),
  );
  const line = {
    bench: 'platform',
    action,
    platform: inMiddle(measured.platform),
    bare: inMiddle(measured.bare),
    ratio: rounded(median(ratios)),
    atLeast: 0.3,
  };
  console.log(JSON.stringify(line));
}

interface Measured {
  readonly callsPerSecond: number;
  /** Of the server, in µs. */
  readonly cpuPerCall: number;
}

async function measure(contestant: Contestant, requests: readonly Buffer[]): Promise<Measured> {
  const before = await cpuTime(contestant);
  const callsPerSecond = await rate(contestant, requests);
  return { callsPerSecond, cpuPerCall: ((await cpuTime(contestant)) - before) / requests.length };
}

/** Signed requests as bytes, each with a nonce of its own. */
function requestsFor(action: string, parameters: (index: number) => Parameters, count: number): Buffer[] {
  const Timestamp = `${new Date().toISOString().slice(0, 19)}Z`;
  return Array.from({ length: count }, (_, index) => {
    const form: Parameters = {
      AccessKeyId: 'testid',
      Action: action,
      DeviceName: deviceName(index % devices),
      Format: 'JSON',
      ProductKey: productKey,
      RegionId: 'cn-shanghai',
      SignatureMethod: 'HMAC-SHA1',
      SignatureNonce: randomUUID(),
      SignatureVersion: '1.0',
      Timestamp,
      Version: '2018-01-20',
      ...parameters(index),
    };
    const encoded = Object.keys(form)
      .sort()
      .map((name) => `${name}=${encodeURIComponent(form[name] ?? '')}`)
      .join('&');
    const signature = createHmac('sha1', 'testsecret&')
      .update(`POST&%2F&${encodeURIComponent(encoded)}`)
      .digest('base64');
    const body = `${encoded}&Signature=${encodeURIComponent(signature)}`;
    const head = [
      'POST / HTTP/1.1',
      'Host: 127.0.0.1',
      'Content-Type: application/x-www-form-urlencoded',
      `Content-Length: ${body.length}`,
    ];
    return Buffer.from(`${head.join('\r\n')}\r\n\r\n${body}`);
  });
}

async function firstAnswer(
  { port }: Contestant,
  [request = Buffer.alloc(0)]: readonly Buffer[],
): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  socket.write(request);
  const [answer]: Buffer[] = await once(socket, 'data');
  socket.destroy();
  const [head = '', body = ''] = String(answer).split('\r\n\r\n');
  if (!body.includes('"Success":true')) throw new Error(`${head}\n${body}`);
  return body;
}

/** Sends all requests, each connection one after the other; gives how many a second were answered. */
async function rate({ port }: Contestant, requests: readonly Buffer[]): Promise<number> {
  const sockets = await Promise.all(
    Array.from({ length: connections }, async () => {
      const socket = connect({ port, host: '127.0.0.1', noDelay: true });
      await once(socket, 'connect');
      return socket;
    }),
  );
  let next = 0;
  const take = () => requests[next++];
  const start = performance.now();
  await Promise.all(sockets.map((socket) => converse(socket, take)));
  const seconds = (performance.now() - start) / 1000;
  for (const socket of sockets) socket.destroy();
  return requests.length / seconds;
}

/** All answers to one kind of call have the same length: this process shall do as little as it can. */
function converse(socket: Socket, take: () => Buffer | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    let length = 0;
    let received = 0;
    const ask = () => {
      const request = take();
      if (request === undefined) resolve();
      else socket.write(request);
    };
    socket.on('data', (chunk) => {
      if (received === 0 && chunk.toString('latin1', 9, 12) !== '200') reject(new Error(chunk.toString()));
      received += chunk.length;
      if (length === 0) length = lengthOf(chunk);
      if (received < length) return;
      received = 0;
      ask();
    });
    socket.on('error', reject);
    ask();
  });
}

function lengthOf(answer: Buffer): number {
  const head = answer.toString('latin1').split('\r\n\r\n')[0] ?? '';
  const [, body = '0'] = /content-length: (\d+)/i.exec(head) ?? [];
  return head.length + 4 + Number(body);
}

const rounded = (value: number): number => Math.round(value * 100) / 100;

await main();

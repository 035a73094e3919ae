import { createRequire } from 'node:module';
import type { FunctionContext } from '../shared/runtime/context.ts';

/** One cold start, in a process that has nothing else in it: loads a function's bundle and has it take one message. */

export interface ColdStart {
  /** When loading began, and when the message was dealt with, in epoch milliseconds. */
  readonly begunAt: number;
  readonly handledAt: number;
  /** CPU time of all threads between the two, in microseconds. */
  readonly cpu: number;
  /** Bytes in memory at the end. */
  readonly rss: number;
}

/** A bundle's path; without one, the process stays bare. */
const file = process.argv[2];

/** As the rules engine hands over what its SQL selects. */
const message = {
  action: 'create',
  iotId: '4z819VQHk6VSLmmBJfrf00107e0001',
  productKey: 'a1BwAGVlkY1',
  deviceName: 'sh-meter-0000042',
  deviceSecret: '',
  messageCreateTime: 1_720_000_000_000,
  topic: '/a1BwAGVlkY1/sh-meter-0000042/thing/lifecycle',
  messageId: '1526450324825488384',
  generateTime: 1_720_000_000_000,
};

const context: FunctionContext = {
  requestId: 'd1f5b6a0-5d2e-4a4e-9a57-0c9a5b1d2f11',
  credentials: { accessKeyId: 'STS.testid', accessKeySecret: 'testsecret', securityToken: 'testtoken' },
  function: { name: 'group-devices', handler: 'index.handler', memory: 256, timeout: 60 },
  region: 'cn-shanghai',
  accountId: '1234567890',
};

const payload = Buffer.from(JSON.stringify(message));
const now = () => performance.timeOrigin + performance.now();

async function run(): Promise<void> {
  const before = process.cpuUsage();
  const begunAt = now();
  if (file !== undefined) {
    const code = createRequire(file)(file);
    await code.initialize(context);
    await code.handler(payload, context);
  }
  const handledAt = now();
  const { user, system } = process.cpuUsage(before);
  const coldStart: ColdStart = { begunAt, handledAt, cpu: user + system, rss: process.memoryUsage.rss() };
  process.send?.(coldStart, () => process.exit());
}

run();

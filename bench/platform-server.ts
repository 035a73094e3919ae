import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parse } from 'node:querystring';
import { createPlatform } from '../local/platform/create-platform.ts';
import { Device } from '../local/platform/state/device.ts';
import { Product } from '../local/platform/state/products.ts';

/**
 * Serves signed calls to the parent process, which is told where: `platform`, a local platform with a thousand devices;
 * `limited`, the same with the account's quotas; or `bare`, an `http.Server` that parses the same form body and answers the bytes that the parent says. To any message
 * it replies with the CPU time that it took so far.
 */

export const productKey = 'a1BwAGVlkY1';
export const deviceName = (index: number): string => `sh-meter-${String(index).padStart(4, '0')}`;
export const devices = 1_000;

function platform(quota: boolean): Server {
  const { platform, api } = createPlatform({ seed: 1, quota });
  const { state, clock } = platform;
  const product = new Product(productKey, 'secret', 'meter', clock.now());
  state.products.set(productKey, product);
  for (let index = 0; index < devices; index++) {
    const iotId = `${platform.newId(20)}000100`;
    state.devices.add(new Device(iotId, product, deviceName(index), platform.newId(32), clock.now()));
  }
  return api;
}

function bare(): Server {
  let answer = Buffer.alloc(0);
  process.on('message', (text: string) => {
    answer = Buffer.from(text === '' ? answer : text);
  });
  return createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const form = parse(Buffer.concat(chunks).toString());
      const status = form['Action'] === undefined ? 400 : 200;
      response.writeHead(status, {
        'Content-Type': 'application/json;charset=utf-8',
        'Content-Length': answer.length,
      });
      response.end(answer);
    });
  });
}

if (process.send !== undefined) {
  const server = process.argv[2] === 'bare' ? bare() : platform(process.argv[2] === 'limited');
  server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
  process.on('message', () => process.send?.(process.cpuUsage()));
  process.on('disconnect', () => process.exit());
}

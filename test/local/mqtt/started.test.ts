import { connect as connectTcp } from 'node:net';
import { expect, test, vi } from 'vitest';
import { startPlatform } from '../../../local/platform/start-platform.ts';
import { newDevice, newProduct } from '../platform/api-caller.ts';
import { connectDevice } from './device.ts';

const anyPort = { apiPort: 0, amqpPort: 0, amqpPlain: true };

test('a started platform says where devices connect to, and lets them go when it ends', async () => {
  const { platform, ready, close } = await startPlatform(anyPort);
  const pump = newDevice(platform, newProduct(platform), 'pump');
  const connected = await connectDevice({ mqtt: ready.mqtt }, pump);
  expect(pump.status).toBe('ONLINE');
  await close();
  await connected.closed;
  await vi.waitFor(() => expect(pump.status).toBe('OFFLINE'));
});

test('a platform whose MQTT port is taken does not start, and leaves nothing listening', async () => {
  const first = await startPlatform(anyPort);
  const second = startPlatform({ ...anyPort, mqttPort: first.ready.mqtt.port });
  await expect(second).rejects.toMatchObject({ code: 'EADDRINUSE' });
  await first.close();
  const socket = connectTcp(first.ready.mqtt.port, '127.0.0.1');
  await expect(new Promise((_, reject) => socket.once('error', reject))).rejects.toMatchObject({
    code: 'ECONNREFUSED',
  });
});

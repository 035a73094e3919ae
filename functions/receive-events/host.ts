import { environmentCredentials } from '../../shared/iot/credentials.ts';
import { Receiver } from './receiver.ts';

/**
 * `npm run receive`: the receiver on a host, for ever. SIGTERM or SIGINT ends it cleanly: it takes no more messages,
 * finishes and acknowledges those it has, and closes.
 */
const stop = new AbortController();
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stop.abort());

try {
  const credentials = () => environmentCredentials(process.env);
  const receiver = new Receiver(process.env, {
    functionName: 'receive-events',
    codeFolder: process.cwd(),
    regionId: undefined,
    credentials,
  });
  await receiver.run({ credentials, stop: stop.signal });
  await receiver.close();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

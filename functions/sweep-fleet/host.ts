import { Command } from 'commander';
import { environmentCredentials } from '../../shared/iot/credentials.ts';
import { Sweeper } from './sweeper.ts';

/**
 * `npm run sweep`: one sweep on a host, through to its end. SIGTERM or SIGINT ends it after what is in hand.
 */
const { dryRun, product } = new Command('sweep')
  .description('Puts right what messages missed: walks all devices and compares them with fleet.yaml.')
  .option('--dry-run', 'only say what would be done, a line an action', false)
  .option('--product <key...>', 'the keys of the products, in the place of PRODUCT_KEYS')
  .parse()
  .opts<{ dryRun: boolean; product?: string[] }>();

/** A sweep that takes longer is gone on with by the next, so that a claim need not stand for long. */
const sweepFor = 10 * 60_000;

const stop = new AbortController();
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stop.abort());

const credentials = () => environmentCredentials(process.env);
try {
  const environment = product === undefined ? process.env : { ...process.env, PRODUCT_KEYS: product.join() };
  const sweeper = new Sweeper(environment, {
    functionName: 'sweep-fleet',
    codeFolder: process.cwd(),
    regionId: undefined,
    credentials,
  });
  if (!(await throughToTheEnd(sweeper))) process.exitCode = 1;
  await sweeper.close();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

/** @returns whether all was swept */
async function throughToTheEnd(sweeper: Sweeper): Promise<boolean> {
  const run = { credentials, stop: stop.signal, dryRun };
  if (dryRun) return (await sweeper.run(run)).complete;
  let productKeys: string[] | undefined;
  for (;;) {
    const deadline = Date.now() + sweepFor;
    const { complete, stopped } = await sweeper.run({
      ...run,
      deadline,
      ...(productKeys && { productKeys }),
    });
    if (complete) return true;
    if (stop.signal.aborted || stopped.some(({ isToGoOn }) => !isToGoOn)) return false;
    productKeys = stopped.map(({ productKey }) => productKey);
  }
}

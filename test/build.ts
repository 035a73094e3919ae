import { fileURLToPath } from 'node:url';
import { build } from '../scripts/build.ts';

/** The tests run the functions as they are deployed: built, once before all of them. */
export default async function buildBeforeTests(): Promise<void> {
  await build(fileURLToPath(new URL('../dist', import.meta.url)));
}

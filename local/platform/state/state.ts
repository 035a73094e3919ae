import { Devices } from './devices.ts';
import { Groups } from './groups.ts';
import { OtaState } from './ota.ts';
import type { Product } from './products.ts';

/** Everything the platform remembers. Each part is kept by the file that bears its name. */
export class State {
  readonly products = new Map<string, Product>();
  readonly devices = new Devices();
  readonly groups = new Groups();
  readonly ota = new OtaState();
}

import { machineClock } from '../clock.ts';
import { ConsumerGroups } from './consumer-groups.ts';
import { Devices } from './devices.ts';
import { Groups } from './groups.ts';
import { OtaState } from './ota.ts';
import type { Product } from './products.ts';
import { Subscriptions } from './subscriptions.ts';

/** Everything the platform remembers. Each part is kept by the file that bears its name. */
export class State {
  readonly consumerGroups: ConsumerGroups;
  readonly subscriptions = new Subscriptions();
  readonly products = new Map<string, Product>();
  readonly devices = new Devices();
  readonly groups = new Groups();
  readonly ota = new OtaState();

  constructor(consumerGroups: ConsumerGroups = new ConsumerGroups(machineClock)) {
    this.consumerGroups = consumerGroups;
  }
}

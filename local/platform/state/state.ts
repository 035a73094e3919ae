import { machineClock } from '../clock.ts';
import { Applications } from './applications.ts';
import { ClientIds } from './client-ids.ts';
import { ConsumerGroups } from './consumer-groups.ts';
import { DeviceFiles } from './device-files.ts';
import { Devices } from './devices.ts';
import { Groups } from './groups.ts';
import { OtaState } from './ota.ts';
import type { Product } from './products.ts';
import { Subscriptions } from './subscriptions.ts';
import { ThingModels } from './thing-models.ts';
import { TopicRoutes } from './topic-routes.ts';
import { Topics } from './topics.ts';

/** Everything the platform remembers. Each part is kept by the file that bears its name. */
export class State {
  readonly consumerGroups: ConsumerGroups;
  readonly subscriptions = new Subscriptions();
  readonly products = new Map<string, Product>();
  readonly devices = new Devices();
  readonly applications = new Applications();
  readonly clientIds = new ClientIds();
  readonly deviceFiles = new DeviceFiles();
  readonly groups = new Groups();
  readonly ota = new OtaState();
  readonly thingModels = new ThingModels();
  readonly topics = new Topics();
  readonly topicRoutes = new TopicRoutes();

  constructor(consumerGroups: ConsumerGroups = new ConsumerGroups(machineClock)) {
    this.consumerGroups = consumerGroups;
  }
}

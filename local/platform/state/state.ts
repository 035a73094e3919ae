import { machineClock } from '../clock.ts';
import { Applications } from './applications.ts';
import { BroadcastTopics } from './broadcast-topics.ts';
import { ClientIds } from './client-ids.ts';
import { ConsumerGroups } from './consumer-groups.ts';
import type { Device } from './device.ts';
import { DeviceFiles } from './device-files.ts';
import { Devices } from './devices.ts';
import { Groups } from './groups.ts';
import type { Mailbox } from './mailbox.ts';
import { OtaState } from './ota.ts';
import type { Product } from './products.ts';
import { RrpcRequests } from './rrpc-requests.ts';
import { Rules } from './rules.ts';
import { Shadows } from './shadows.ts';
import { Subscriptions } from './subscriptions.ts';
import { ThingData } from './thing-data.ts';
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
  readonly broadcastTopics = new BroadcastTopics();
  readonly clientIds = new ClientIds();
  readonly deviceFiles = new DeviceFiles();
  readonly groups = new Groups();
  /** Until when a device counts as half open, in epoch milliseconds: its line broke without a word. */
  readonly halfOpenUntil = new WeakMap<Device, number>();
  /** Where the devices' messages wait while they are offline. */
  readonly mailboxes = new WeakMap<Device, Mailbox>();
  readonly ota = new OtaState();
  readonly rrpcRequests = new RrpcRequests();
  readonly shadows = new Shadows();
  readonly thingData = new ThingData();
  readonly rules = new Rules();
  readonly thingModels = new ThingModels();
  readonly topics = new Topics();
  readonly topicRoutes = new TopicRoutes();

  constructor(consumerGroups: ConsumerGroups = new ConsumerGroups(machineClock)) {
    this.consumerGroups = consumerGroups;
  }
}

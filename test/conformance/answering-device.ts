import { SimulatedDevice } from '../local/platform/device-side/simulated-device.ts';

/** A device that answers at once when it is asked for something, be it by RRPC or as a service. */
export class AnsweringDevice extends SimulatedDevice {
  override deliver(topic: string, payload: Buffer): void {
    super.deliver(topic, payload);
    const answer = { id: this.delivered.at(-1)?.body.id, code: 200, data: { Result: 1 } };
    if (topic.includes('/rrpc/request/')) this.send(topic.replace('/request/', '/response/'), answer);
    else if (topic.includes('/thing/service/')) this.send(`${topic}_reply`, answer);
  }
}

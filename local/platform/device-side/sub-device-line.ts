import type { DeviceLine, Session } from '../sessions.ts';

/** The line of a sub-device: its gateway's, which goes on when the sub-device's ends. */
export class SubDeviceLine implements DeviceLine {
  readonly gateway: Session;

  constructor(gateway: Session) {
    this.gateway = gateway;
  }

  get clientIp(): string {
    return this.gateway.line.clientIp;
  }

  deliver(topic: string, payload: Buffer, qos: 0 | 1): void {
    this.gateway.line.deliver(topic, payload, qos);
  }

  drop(): void {}
}

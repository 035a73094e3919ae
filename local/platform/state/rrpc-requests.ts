import type { Device } from './device.ts';

interface WaitingRequest {
  readonly device: Device;
  readonly responseTopic: string;
  readonly answer: (payload: Buffer) => void;
}

/** The RRPC requests that wait for their device's response, by message ID. */
export class RrpcRequests {
  readonly #waiting = new Map<string, WaitingRequest>();

  add(messageId: string, request: WaitingRequest): void {
    this.#waiting.set(messageId, request);
  }

  delete(messageId: string): void {
    this.#waiting.delete(messageId);
  }

  /** A device responds. What nobody waits for, or another was asked, goes nowhere. */
  answer(messageId: string, device: Device, topic: string, payload: Buffer): void {
    const request = this.#waiting.get(messageId);
    if (request?.device === device && request.responseTopic === topic) request.answer(payload);
  }
}

import { createRequire } from 'node:module';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { OnlineMessages } from './device-messages.ts';

/**
 * An AMQP endpoint that costs next to nothing, so that it is the receiver that is measured: it lets everybody in, has
 * one link a connection, and sends the messages of a range of devices as fast as credit and the session's window
 * allow. What is given back is sent again. The parent process says which devices, and hears when all messages are
 * accepted.
 */

/** What the parent asks for: the messages of so many devices, at most so many a second. */
export interface Delivering {
  readonly first: number;
  readonly messages: number;
  readonly perSecond?: number;
}

/** What the parent hears when all are accepted. */
export interface Delivered {
  readonly givenBack: number;
  /** From the first message's sending to the last one's acknowledgement, in milliseconds. */
  readonly milliseconds: number;
}

interface Frame {
  readonly type: number;
  readonly channel: number;
  // rhea's own types do not tell of its frames.
  readonly performative?: object & Readonly<Record<string, unknown>>;
}

interface Frames {
  read_frame(bytes: Buffer): Frame;
  write_frame(frame: object): Buffer;
  amqp_frame(channel: number, performative: object): object;
  sasl_frame(performative: object): object;
  readonly open: Performative;
  readonly begin: Performative;
  readonly attach: Performative;
  readonly close: Performative;
  readonly sasl_mechanisms: Performative;
  readonly sasl_outcome: Performative;
}
type Performative = (fields: object) => object;

const frames: Frames = createRequire(import.meta.url)('rhea/lib/frames.js');

/** Descriptors of AMQP 1.0. */
const codes = {
  open: 0x10,
  begin: 0x11,
  attach: 0x12,
  flow: 0x13,
  disposition: 0x15,
  close: 0x18,
  saslInit: 0x41,
};
const accepted = 0x24;

const messages = new OnlineMessages();

/** A transfer's frame up to the message: size, header, performative with handle 0, delivery-id, tag, format, not settled. */
const transfer = Buffer.from(
  '0000000002000000005314c00f05 43 70 00000000 a004 00000000 43 42'.replaceAll(' ', ''),
  'hex',
);
const deliveryIdAt = 16;
const tagAt = 22;
const frameSize = transfer.length + messages.size;
transfer.writeUInt32BE(frameSize, 0);

/** Which devices' messages are to be sent yet, and how many are to be accepted yet. */
class Work {
  #next = 0;
  #end = 0;
  #from = 0;
  #perSecond = Number.POSITIVE_INFINITY;
  #startedAt = 0;
  #unsettled = 0;
  #givenBack = 0;
  readonly #again: number[] = [];

  begin({ first, messages, perSecond }: Delivering): void {
    this.#from = this.#next = first;
    this.#end = first + messages;
    this.#perSecond = perSecond ?? Number.POSITIVE_INFINITY;
    this.#unsettled = messages;
    this.#givenBack = 0;
    this.#startedAt = performance.now();
  }

  get isPaced(): boolean {
    return this.#perSecond !== Number.POSITIVE_INFINITY && this.#next < this.#end;
  }

  /** How many may go now. */
  get ready(): number {
    if (!this.isPaced) return this.#again.length + this.#end - this.#next;
    const due = Math.floor(((performance.now() - this.#startedAt) / 1_000) * this.#perSecond);
    return this.#again.length + Math.min(this.#end, this.#from + due) - this.#next;
  }

  take(): number {
    return this.#again.pop() ?? this.#next++;
  }

  accept(): void {
    this.#unsettled -= 1;
    if (this.#unsettled > 0) return;
    const milliseconds = performance.now() - this.#startedAt;
    process.send?.({ givenBack: this.#givenBack, milliseconds } satisfies Delivered);
  }

  giveBack(index: number): void {
    this.#givenBack += 1;
    this.#again.push(index);
  }
}

const work = new Work();
const connections = new Set<Connection>();

class Connection {
  readonly #socket: Socket;
  #unread: Buffer = Buffer.alloc(0);
  #credit = 0;
  #window = 0;
  #nextDelivery = 0;
  /** The devices of the messages that are sent and not settled, by their delivery's id. */
  readonly #inHand = new Map<number, number>();
  #open = false;

  constructor(socket: Socket) {
    this.#socket = socket;
    socket.setNoDelay(true);
    socket.on('data', (bytes) => this.#read(bytes));
    socket.on('error', () => {});
    socket.on('close', () => {
      connections.delete(this);
      for (const index of this.#inHand.values()) work.giveBack(index);
    });
  }

  /** Sends as much as may be sent, of at most so many messages. */
  send(most: number): number {
    const count = Math.min(most, this.#credit, this.#window);
    if (!this.#open || count <= 0) return 0;
    const bytes = Buffer.allocUnsafe(count * frameSize);
    for (let at = 0; at < bytes.length; at += frameSize) {
      const index = work.take();
      const id = this.#nextDelivery++;
      transfer.copy(bytes, at);
      bytes.writeUInt32BE(id, at + deliveryIdAt);
      bytes.writeUInt32BE(id, at + tagAt);
      messages.write(index, bytes, at + transfer.length);
      this.#inHand.set(id, index);
    }
    this.#credit -= count;
    this.#window -= count;
    this.#socket.write(bytes);
    return count;
  }

  #read(bytes: Buffer): void {
    this.#unread = this.#unread.length === 0 ? bytes : Buffer.concat([this.#unread, bytes]);
    let at = 0;
    while (this.#unread.length - at >= 8) {
      if (this.#unread.toString('latin1', at, at + 4) === 'AMQP') {
        this.#socket.write(this.#unread.subarray(at, at + 8));
        if (this.#unread[at + 4] === 3)
          this.#saysSasl(frames.sasl_mechanisms({ sasl_server_mechanisms: ['PLAIN'] }));
        at += 8;
        continue;
      }
      const size = this.#unread.readUInt32BE(at);
      if (this.#unread.length - at < size) break;
      if (size > 8) this.#take(frames.read_frame(this.#unread.subarray(at, at + size)));
      at += size;
    }
    this.#unread = this.#unread.subarray(at);
  }

  #take({ channel, performative }: Frame): void {
    if (performative === undefined) return;
    switch (codeOf(performative)) {
      case codes.saslInit:
        this.#saysSasl(frames.sasl_outcome({ code: 0 }));
        break;
      case codes.open:
        this.#says(0, frames.open({ container_id: 'bench', idle_time_out: 60_000 }));
        break;
      case codes.begin: {
        this.#window = Number(performative['incoming_window']);
        const windows = { next_outgoing_id: 0, incoming_window: 2048, outgoing_window: 2048 };
        this.#says(channel, frames.begin({ remote_channel: channel, ...windows }));
        break;
      }
      case codes.attach: {
        const { name, source, target } = performative;
        const link = { name, handle: 0, role: false, initial_delivery_count: 0, source, target };
        this.#says(channel, frames.attach(link));
        this.#open = true;
        break;
      }
      case codes.flow:
        this.#flow(performative);
        break;
      case codes.disposition:
        this.#settle(performative);
        break;
      case codes.close:
        this.#says(0, frames.close({}));
        this.#socket.end();
        break;
    }
  }

  #flow(flow: Readonly<Record<string, unknown>>): void {
    // Each transfer here is one delivery, so that the session counts as the link does.
    const received = Number(flow['next_incoming_id'] ?? 0);
    this.#window = received + Number(flow['incoming_window']) - this.#nextDelivery;
    if (flow['link_credit'] !== undefined && flow['link_credit'] !== null)
      this.#credit = Number(flow['delivery_count'] ?? 0) + Number(flow['link_credit']) - this.#nextDelivery;
    sendAll();
  }

  #settle(disposition: Readonly<Record<string, unknown>>): void {
    const first = Number(disposition['first']);
    const last = Number(disposition['last'] ?? first);
    const state = disposition['state'] as { readonly descriptor: { readonly value: number } };
    for (let id = first; id <= last; id++) {
      const index = this.#inHand.get(id);
      if (index === undefined) continue;
      this.#inHand.delete(id);
      if (Number(state.descriptor.value) === accepted) work.accept();
      else work.giveBack(index);
    }
  }

  #says(channel: number, performative: object): void {
    this.#socket.write(frames.write_frame(frames.amqp_frame(channel, performative)));
  }

  #saysSasl(performative: object): void {
    this.#socket.write(frames.write_frame(frames.sasl_frame(performative)));
  }
}

function codeOf(performative: object): number {
  const { descriptor } = performative.constructor as unknown as { descriptor: { numeric: number } };
  return descriptor.numeric;
}

/** The connections take turns, a part each, so that all have their share. */
function sendAll(): void {
  for (;;) {
    let sent = 0;
    for (const connection of connections) sent += connection.send(Math.min(work.ready, 50));
    if (sent === 0) break;
  }
}

if (process.send !== undefined) {
  const server = createServer((socket) => connections.add(new Connection(socket)));
  server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
  process.on('message', (delivering: Delivering) => {
    work.begin(delivering);
    sendAll();
    const pace = setInterval(() => {
      sendAll();
      if (!work.isPaced) clearInterval(pace);
    }, 10);
  });
  process.on('disconnect', () => process.exit());
}

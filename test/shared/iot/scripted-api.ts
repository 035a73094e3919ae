import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/** A request as the server got it. */
export interface Received {
  /** The parameters, decoded. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly body: string;
  readonly request: IncomingMessage;
  readonly socket: Socket;
}

/** What the server does with a request; an object is answered as JSON with 200. */
export type Answer = object | ((response: ServerResponse, received: Received) => void);

export const success = { RequestId: '57B144CF-09FC-4916-A272-A62902D5B207', Success: true };

/** Answers with this status, and with JSON, or with text as it is. */
export const status = (code: number, body: object | string, headers: Record<string, string> = {}): Answer =>
  ((response) => {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    response.writeHead(code, { 'content-type': 'application/json', ...headers }).end(text);
  }) satisfies Answer;

/** Cuts the connection instead of answering. */
export const cut: Answer = (_response, { socket }) => {
  socket.destroy();
};

/** Keeps the request waiting for ever. */
export const silence: Answer = () => {};

/** A server that answers as it is told, in the order of the requests; the last answer stays. */
export class ScriptedApi {
  readonly received: Received[] = [];
  readonly sockets = new Set<Socket>();
  readonly #server = createServer((request, response) => void this.#answer(request, response));
  #answers: Answer[] = [success];

  static async start(): Promise<ScriptedApi> {
    const api = new ScriptedApi();
    api.#server.on('connection', (socket: Socket) => {
      api.sockets.add(socket);
      socket.on('close', () => api.sockets.delete(socket));
    });
    api.#server.listen(0, '127.0.0.1');
    await once(api.#server, 'listening');
    return api;
  }

  get endpoint(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/`;
  }

  answers(...answers: Answer[]): void {
    this.#answers = answers;
    this.received.length = 0;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { socket } = request;
    request.on('error', () => {});
    let body = '';
    for await (const chunk of request.setEncoding('utf8')) body += chunk;
    const parameters = Object.fromEntries(new URLSearchParams(body.replaceAll('+', '%2B')));
    const received = { parameters, body, request, socket };
    const answer = this.#answers[Math.min(this.received.length, this.#answers.length - 1)] ?? success;
    this.received.push(received);
    if (typeof answer === 'function') answer(response, received);
    else response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  }
}

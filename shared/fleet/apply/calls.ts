import type { CallOptions, IotClient } from '../../iot/client.ts';
import type { Operation, PagedOperation } from '../../iot/operation.ts';
import type { PagedRequest } from '../../iot/paging.ts';
import { Verdicted } from './verdict.ts';

/** What apply needs of the client. */
export type ApplyClient = Pick<IotClient, 'call' | 'paginate'>;

/** The client as the parts of apply use it: every call is bounded by the deadline, and by how many run at once. */
export interface Calls {
  call<Request extends object, Response extends object>(
    operation: Operation<Request, Response>,
    parameters: NoInfer<Request>,
    deadline?: number,
  ): Promise<Response>;
  /** The items of an operation that pages, as far as they are wanted; the pages end with the last one wanted. */
  select<Request extends object, Response extends object, Item>(
    operation: PagedOperation<Request, Response, Item>,
    parameters: NoInfer<PagedRequest<Request>>,
    wanted: (item: Item) => boolean,
    atMost?: number,
  ): Promise<Item[]>;
}

/**
 * @param atOnce how many calls of one operation may be under way; others wait here rather than in the client, so
 *   that a slow operation does not hold the calls of a fast one
 */
export function boundCalls(
  iot: ApplyClient,
  { deadline, signal }: CallOptions,
  now: () => number,
  atOnce: number,
): Calls {
  const gates = new Map<string, Gate>();

  const bounded = async <Result>(operation: string, until: number, run: () => Promise<Result>) => {
    let gate = gates.get(operation);
    if (gate === undefined) {
      gate = new Gate(atOnce);
      gates.set(operation, gate);
    }
    await gate.enter();
    try {
      if (signal?.aborted) throw new Verdicted('failed', 'Aborted', 'aborted before it was begun');
      if (now() >= until)
        throw new Verdicted('failed', 'DeadlinePassed', 'the time was over before it was begun');
      return await run();
    } finally {
      gate.leave();
    }
  };
  const last = deadline ?? Number.POSITIVE_INFINITY;

  return {
    call(operation, parameters, callDeadline = last) {
      const until = Math.min(last, callDeadline);
      return bounded(operation.name, until, () =>
        iot.call(operation, parameters, { deadline: until, signal }),
      );
    },
    select(operation, parameters, wanted, atMost = Number.POSITIVE_INFINITY) {
      return bounded(operation.name, last, async () => {
        const found = [];
        for await (const item of iot.paginate(operation, parameters, { deadline: last, signal })) {
          if (wanted(item) && found.push(item) >= atMost) break;
        }
        return found;
      });
    },
  };
}

/** Lets so many through at once; first come, first served. */
class Gate {
  #free: number;
  readonly #waiting: (() => void)[] = [];

  constructor(atOnce: number) {
    this.#free = atOnce;
  }

  enter(): Promise<void> | undefined {
    if (this.#free > 0) {
      this.#free -= 1;
      return undefined;
    }
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  leave(): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#free += 1;
    else next();
  }
}

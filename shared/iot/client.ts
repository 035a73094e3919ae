import { Calls } from './calls.ts';
import type { Bounds } from './cancellation.ts';
import { type CredentialsSource, Signers } from './credentials.ts';
import type { Operation, PagedOperation } from './operation.ts';
import { type CallRecord, type IotClientOptions, settingsFrom } from './options.ts';
import { itemsOf } from './paginate.ts';
import type { PagedRequest } from './paging.ts';

/** What bounds a call from outside. */
export interface CallOptions {
  /** Aborting it ends the call, wherever it is. */
  readonly signal?: AbortSignal | undefined;
  /** When the call must be over, in epoch milliseconds. */
  readonly deadline?: number | undefined;
}

/** What a view of a client has of its own. */
export interface ViewOptions extends CallOptions {
  readonly credentials?: CredentialsSource | undefined;
  /** Hears of every call of this view when it is over, beside the client's own. */
  readonly onCall?: ((record: CallRecord) => void) | undefined;
}

/** A client of IoT Platform's API, made by `createIotClient`. */
export interface IotClient {
  /**
   * Makes a call: checks the parameters, waits for its turn within the operation's quota, signs, sends, and tries
   * again what may pass, as long as it can do no harm.
   *
   * @param operation the operation's descriptor
   * @param parameters the operation's parameters, spelled as the API spells them
   * @returns the answer with its `RequestId`; fields that the catalogue does not know are kept, and a field that is
   *   not as the catalogue says is handed on as it is and logged once
   * @throws IotError when the parameters break a rule, the platform refuses, or no answer comes
   *
   * @example
   * await iot.call(DisableThing, { ProductKey: 'a1BwAGV', DeviceName: 'light' });
   * const { Data } = await iot.call(QueryDeviceDetail, { IotId: 'Q7uOhVRdZRRlDnTLv00100' }, { signal });
   */
  call<Request extends object, Response extends object>(
    operation: Operation<Request, Response>,
    parameters: NoInfer<Request>,
    options?: CallOptions,
  ): Promise<Response>;

  /**
   * The items of all pages, each page asked for when it is needed. Whether an operation's pages are counted, or
   * follow one another by tokens or by time, its descriptor says and the caller need not know.
   *
   * @throws IotError as `call` does; the items before it were given
   *
   * @example
   * for await (const device of iot.paginate(QueryDevice, { ProductKey: 'a1BwAGV' })) console.log(device.DeviceName);
   */
  paginate<Request extends object, Response extends object, Item>(
    operation: PagedOperation<Request, Response, Item>,
    parameters: NoInfer<PagedRequest<Request>>,
    options?: CallOptions,
  ): AsyncGenerator<Item, void, undefined>;

  /**
   * The same client, its connections and its quotas, with credentials or bounds of its own: for one invocation of
   * a function, whose credentials expire and whose time is limited. Bounds add to those the client has already.
   *
   * @throws MissingCredentials when the credentials lack something
   *
   * @example
   * const mine = iot.with({ credentials: contextCredentials(context), deadline: Date.now() + 50_000 });
   */
  with(options: ViewOptions): IotClient;

  /** Takes no more calls, lets those under way finish, and closes the connections. */
  close(): Promise<void>;
}

/**
 * Makes a client of IoT Platform's API. It connects when it is first called; make one and keep it.
 *
 * @throws TypeError naming every option that is wrong
 * @throws MissingCredentials when the credentials lack something
 *
 * @example
 * const iot = createIotClient({ regionId: 'cn-shanghai', credentials: environmentCredentials(process.env) });
 * await iot.call(DisableThing, { ProductKey: 'a1BwAGV', DeviceName: 'light' });
 * await iot.close();
 */
export function createIotClient(options: IotClientOptions): IotClient {
  const settings = settingsFrom(options);
  return new View(new Calls(settings), new Signers(options.credentials), unbounded, settings.onCall);
}

const unbounded: Bounds = { deadline: Number.POSITIVE_INFINITY, signal: undefined };

function narrowed(bounds: Bounds, { deadline, signal }: CallOptions): Bounds {
  return {
    deadline: Math.min(bounds.deadline, deadline ?? Number.POSITIVE_INFINITY),
    signal: bounds.signal && signal ? AbortSignal.any([bounds.signal, signal]) : (signal ?? bounds.signal),
  };
}

/** Tells each of two. */
function both<Told>(
  one: ((told: Told) => void) | undefined,
  other: ((told: Told) => void) | undefined,
): ((told: Told) => void) | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return (told) => {
    one(told);
    other(told);
  };
}

/** A client as its user sees it: calls that are shared, with credentials and bounds that need not be. */
class View implements IotClient {
  readonly #calls: Calls;
  readonly #signers: Signers;
  readonly #bounds: Bounds;
  readonly #onCall: ((record: CallRecord) => void) | undefined;

  constructor(
    calls: Calls,
    signers: Signers,
    bounds: Bounds,
    onCall: ((record: CallRecord) => void) | undefined,
  ) {
    this.#calls = calls;
    this.#signers = signers;
    this.#bounds = bounds;
    this.#onCall = onCall;
  }

  call<Request extends object, Response extends object>(
    operation: Operation<Request, Response>,
    parameters: Request,
    options?: CallOptions,
  ): Promise<Response> {
    const bounds = options === undefined ? this.#bounds : narrowed(this.#bounds, options);
    return this.#calls.make(operation, parameters, this.#signers, bounds, this.#onCall);
  }

  paginate<Request extends object, Response extends object, Item>(
    operation: PagedOperation<Request, Response, Item>,
    parameters: PagedRequest<Request>,
    options?: CallOptions,
  ): AsyncGenerator<Item, void, undefined> {
    return itemsOf(operation, parameters, (request) => this.call(operation, request, options));
  }

  with(options: ViewOptions): IotClient {
    const signers = options.credentials === undefined ? this.#signers : new Signers(options.credentials);
    return new View(
      this.#calls,
      signers,
      narrowed(this.#bounds, options),
      both(this.#onCall, options.onCall),
    );
  }

  close(): Promise<void> {
    return this.#calls.close();
  }
}

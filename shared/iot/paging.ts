import type { Pages } from './operation.ts';

/** The parameters that paging fills in: `paginate` needs none of them, and a caller may still set the page size. */
type PagingParameter = 'CurrentPage' | 'PageNo' | 'PageSize' | 'NextToken' | 'NextPageToken';

/** An operation's parameters with those that paging fills in left to choice. */
export type PagedRequest<Request extends object> = Omit<Request, PagingParameter> &
  Partial<Pick<Request, Extract<keyof Request, PagingParameter>>>;

type Maybe<T> = T | null | undefined;
type NumberIn<Response> = (response: Response) => Maybe<number>;
type Values = Readonly<Record<string, unknown>>;

/** Where a paged answer keeps its items, and how many a page may hold at most. */
interface PageOf<Request, Response, Item> {
  readonly size: keyof Request & string;
  readonly maximum: number;
  readonly items: (response: Response) => Maybe<readonly Item[]>;
}

const numberOf = (request: object, name: string): number | undefined => {
  const value = (request as Values)[name];
  return typeof value === 'number' ? value : undefined;
};

/**
 * Pages that are counted from 1. The last one is told by the number of pages, else by the number of items, else
 * by not being full; an empty page is always the last. Where the answer names a token for the next page, the token
 * is sent along.
 */
export function byPageNumber<Request extends object, Response extends object, Item>(
  page: PageOf<Request, Response, Item> & {
    readonly number: keyof Request & string;
    readonly pageCount?: NumberIn<Response>;
    readonly total?: NumberIn<Response>;
    /** The token for the next page: its parameter, and where the answer has it. */
    readonly token?: readonly [keyof Request & string, (response: Response) => Maybe<string>];
    /** With this parameter given, the answer is whole. */
    readonly unless?: keyof Request & string;
  },
): Pages<Request, Response, Item> {
  return {
    style: 'number',
    first: { [page.number]: 1, [page.size]: page.maximum } as Partial<Request>,
    items: (response) => page.items(response) ?? [],
    next(request, response) {
      if (page.unless !== undefined && request[page.unless] !== undefined) return undefined;
      const number = numberOf(request, page.number) ?? 1;
      const size = numberOf(request, page.size) ?? page.maximum;
      const count = page.items(response)?.length ?? 0;
      const pages = page.pageCount?.(response);
      const total = page.total?.(response);
      const more =
        typeof pages === 'number'
          ? number < pages
          : typeof total === 'number'
            ? number * size < total
            : count >= size;
      if (count === 0 || !more) return undefined;
      const token = page.token?.[1](response);
      return {
        [page.number]: number + 1,
        ...(page.token !== undefined && token ? { [page.token[0]]: token } : {}),
      } as Partial<Request>;
    },
  };
}

/** Pages that follow one another by a token: the answer with the last one says that there is no more, or has none. */
export function byToken<Request extends object, Response extends object, Item>(
  page: PageOf<Request, Response, Item> & {
    readonly token: keyof Request & string;
    readonly nextToken: (response: Response) => Maybe<string>;
    readonly more?: (response: Response) => Maybe<boolean>;
  },
): Pages<Request, Response, Item> {
  return {
    style: 'token',
    first: { [page.size]: page.maximum } as Partial<Request>,
    items: (response) => page.items(response) ?? [],
    next(request, response) {
      const token = page.nextToken(response);
      // The guide's samples hand out a token with the last page too, so "no more" outweighs it.
      if (!token || page.more?.(response) === false || token === request[page.token]) return undefined;
      return { [page.token]: token } as Partial<Request>;
    },
  };
}

/**
 * Records of a time range, which the answer cuts off at a time: the next call starts there. In chronological order
 * (Asc 1) the earlier end of the range moves on, else the later one, whichever of StartTime and EndTime that is.
 */
export function byTime<
  Request extends {
    readonly StartTime: number;
    readonly EndTime: number;
    readonly Asc?: number | undefined;
  },
  Response extends object,
  Item,
>(
  page: PageOf<Request, Response, Item> & {
    readonly time: (response: Response) => Maybe<number | string>;
    readonly more: (response: Response) => Maybe<boolean>;
  },
): Pages<Request, Response, Item> {
  return {
    style: 'time',
    first: { [page.size]: page.maximum } as Partial<Request>,
    items: (response) => page.items(response) ?? [],
    next(request, response) {
      const time = Number(page.time(response) ?? Number.NaN);
      if (page.more(response) !== true || !Number.isSafeInteger(time)) return undefined;
      const { StartTime, EndTime, Asc } = request;
      const startIsEarlier = StartTime <= EndTime;
      const edge = (Asc === 1) === startIsEarlier ? 'StartTime' : 'EndTime';
      return request[edge] === time ? undefined : ({ [edge]: time } as Partial<Request>);
    },
  };
}

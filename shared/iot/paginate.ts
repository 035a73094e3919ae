import type { PagedOperation } from './operation.ts';
import type { PagedRequest } from './paging.ts';

/**
 * Asks for one page after the other, and gives the items of each; the next page is only asked for when the items
 * of the last one are used up.
 *
 * @param call makes one call of the operation
 */
export async function* itemsOf<Request extends object, Response extends object, Item>(
  operation: PagedOperation<Request, Response, Item>,
  parameters: PagedRequest<Request>,
  call: (request: Request) => Promise<Response>,
): AsyncGenerator<Item, void, undefined> {
  // `first` has what `PagedRequest` leaves to choice.
  let request = { ...operation.pages.first, ...parameters } as Request;
  for (;;) {
    const response = await call(request);
    yield* operation.pages.items(response);
    const next = operation.pages.next(request, response);
    if (next === undefined) return;
    request = { ...request, ...next };
  }
}

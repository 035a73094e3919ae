import * as z from 'zod/mini';
import type { Operation } from './operation.ts';
import type { IotLogger } from './options.ts';

/** What an answer is read by. */
type AnsweringOperation<Response extends object> = Pick<Operation<object, Response>, 'name' | 'response'>;

/** Reads answers as their schemas describe them. */
export class DescribedAnswers {
  readonly #logger: IotLogger | undefined;
  /** What was logged already: `QueryDevice Data.DeviceInfo.GmtCreate`. */
  readonly #logged = new Set<string>();

  constructor(logger: IotLogger | undefined) {
    this.#logger = logger;
  }

  /**
   * The answer of a call that succeeded, as its schema describes it, or as it came where the two differ: that a
   * field is odd is no reason to say that the call failed. It is logged once.
   */
  read<Response extends object>(operation: AnsweringOperation<Response>, answer: object): Response {
    const described = z.safeParse(operation.response(), answer);
    if (described.success) return described.data;
    for (const { path, message } of described.error.issues) {
      const field = path.filter((key) => typeof key !== 'number').join('.');
      const odd = `${operation.name} ${field}`;
      if (this.#logged.has(odd)) continue;
      this.#logged.add(odd);
      this.#logger?.warn('An answer is not as the catalogue says.', {
        operation: operation.name,
        field,
        problem: message,
      });
    }
    return answer as Response;
  }
}

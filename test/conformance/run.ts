import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type OperationSpec, readOperations } from '../../scripts/generate/catalogue.ts';
import type { Operation, OperationFamily } from '../../shared/iot/operation.ts';
import { expectToOutlive } from '../local/platform/state-file/outlives.ts';
import { Scene, type Values, withoutUndefined } from './scene.ts';
import { asOnTheWire, mistyped, throughModel, unread } from './vendor-models.ts';

/** A good call of an operation, and a refused one. */
interface Example<Request> {
  /** The parameters of the good call. */
  readonly given: Given<Request>;
  /** Further good calls, whose answers have fields that the first one's has not. */
  readonly further?: readonly Given<Request>[];
  /**
   * The fields of the catalogue that none of the answers has, not even the refusal, as paths (`Data.NextToken`), each
   * with the reason.
   */
  readonly absent?: Readonly<Record<string, string>>;
  /** What is refused after the good call: the same parameters but for these; what is undefined is left out. */
  readonly refused: {
    readonly but: But<Request> | ((scene: Scene) => But<Request> | Promise<But<Request>>);
    /** With which of the operation's own codes. */
    readonly code: string;
  };
}

/** Parameters; a function first sets up what the call is about. */
type Given<Request> = Request | ((scene: Scene) => Request | Promise<Request>);

type But<Request> = Readonly<Partial<Record<keyof Request, unknown>>>;

/** An example of each of a family's operations. */
type Examples<Operations> = {
  readonly [Name in keyof Operations]: Operations[Name] extends Operation<infer Request, infer _>
    ? Example<Request>
    : never;
};

interface Documented extends OperationSpec {
  readonly refusals: readonly { readonly code: string }[];
}

/**
 * Holds a family's operations on the local platform against the catalogue, by what the vendor's two clients send and
 * read: each good call succeeds and its answer has every field, each refused one gets a documented code.
 *
 * @param operations the family's descriptors
 * @param examples one of each operation, in an order of their own
 */
export function conforms<Operations extends object>(
  family: OperationFamily,
  operations: Operations,
  examples: Examples<Operations>,
): void {
  const documented = readOperations().filter((spec) => spec.family === family) as Documented[];
  let scene: Scene;
  beforeAll(async () => {
    scene = await Scene.open();
  });
  afterAll(() => scene.close());

  test('each operation of the family has its example', () => {
    expect(Object.keys(examples).sort()).toEqual(documented.map(({ operation }) => operation).sort());
  });

  describe.each(Object.entries<Example<object>>(examples))('%s', (name, example) => {
    const spec = documented.find(({ operation }) => operation === name);
    const operation = (operations as Record<string, Operation<object, object>>)[name];
    if (spec === undefined || operation === undefined) throw new Error(`${family} has no ${name}`);
    const absent = Object.keys(example.absent ?? {});
    const { code } = example.refused;

    test(`succeeds with every field, and is refused with ${code}`, async () => {
      const { answers, refusal } = await callAll(example, operation, scene, (parameters) =>
        scene.throughSdk(name, parameters),
      );
      for (const answer of answers) {
        expect(answer).toMatchObject({ success: true, requestId: expect.stringMatching(/^[0-9A-F-]{36}$/) });
      }
      expect(spec.refusals).toContainEqual(expect.objectContaining({ code }));
      const failure = { success: false, code, errorMessage: expect.stringMatching(/\w/) };
      expect(refusal).toMatchObject({ ...failure, requestId: expect.any(String) });
      expect(unread(spec.response, [...answers, refusal], throughModel).sort()).toEqual(absent.sort());
    });

    test("does so for the vendor's older client, with values of the right types", async () => {
      const { answers, refusal } = await callAll(example, operation, scene, (parameters) =>
        scene.throughPopCore(name, parameters),
      );
      for (const answer of answers) expect(answer).toMatchObject({ Success: true });
      expect(refusal).toMatchObject({ Success: false, Code: code });
      const all = [...answers, refusal];
      // What only the SDK's models lack, this client reads.
      expect(absent).toEqual(expect.arrayContaining(unread(spec.response, all, asOnTheWire)));
      expect(mistyped(spec.response, all)).toEqual([]);
    });
  });

  test('what the calls left behind is there again when the platform has ended and begins with its state file', async () => {
    await expectToOutlive(scene.served.local, scene.clock);
  });
}

/** Makes the good calls of an example, the main one last, and then the refused one. */
async function callAll(
  { given, further = [], refused }: Example<object>,
  operation: Operation<object, object>,
  scene: Scene,
  call: (parameters: Values) => Promise<object>,
): Promise<{ answers: object[]; refusal: object }> {
  const answers: object[] = [];
  let last: Values = {};
  for (const one of [...further, given]) {
    // As they go on the wire: JSON parameters are written as text.
    last = withoutUndefined(operation.request().parse(typeof one === 'function' ? await one(scene) : one));
    answers.push(await call(last));
  }
  const but = typeof refused.but === 'function' ? await refused.but(scene) : refused.but;
  return { answers, refusal: await call(withoutUndefined({ ...last, ...but })) };
}

import * as z from 'zod/mini';

/** `iot:DisableThing`, `iot:Query*`, or `*` for every action of every service. */
const actionPattern = z
  .string()
  .check(
    z.regex(/^(\*|[a-z][a-z0-9-]*:[A-Za-z0-9*]+)$/, 'must be * or service:Action, such as iot:DisableThing'),
  );

/** The element may hold one or a list; read, it is a list. */
const listOf = <Item extends z.ZodMiniType>(item: Item) =>
  z.pipe(
    z.transform((value: unknown) => (Array.isArray(value) ? value : [value])),
    z.array(item).check(z.minLength(1, 'must name at least one')),
  );

const statement = z
  .strictObject({
    Effect: z.enum(['Allow', 'Deny'], 'must be Allow or Deny'),
    Action: listOf(actionPattern),
    Resource: listOf(z.string().check(z.regex(/^(\*|acs:.+)$/, 'must be * or begin with acs:'))),
  })
  .check(
    z.refine(({ Action, Resource }) => !Action.some(coversIotPlatform) || Resource.includes('*'), {
      path: ['Resource'],
      error: 'must be * for actions of IoT Platform, which tells no resources apart',
    }),
  );

/**
 * The document of a RAM policy. Elements that are not understood here (Condition, NotAction …) make it wrong: read past,
 * they would grant what they are there to withhold.
 */
export const ramPolicy = z.strictObject({
  Version: z.literal('1', 'must be "1"'),
  Statement: z.array(statement).check(z.minLength(1, 'must have at least one statement')),
});

/** A policy as it was read. */
export type RamPolicy = z.output<typeof ramPolicy>;

/**
 * Whether a policy lets its holder do something on IoT Platform: some statement allows it, and none denies it.
 *
 * @param action the RAM action: `iot:DisableThing` for the operation, `iot:sub` for taking messages of a consumer group
 */
export function allows({ Statement }: RamPolicy, action: string): boolean {
  const effects = Statement.filter(
    ({ Action, Resource }) => Resource.includes('*') && Action.some((pattern) => matches(pattern, action)),
  ).map(({ Effect }) => Effect);
  return effects.includes('Allow') && !effects.includes('Deny');
}

function coversIotPlatform(pattern: string): boolean {
  return pattern === '*' || pattern.startsWith('iot:');
}

/** `*` stands for any number of characters; no pattern has a character that a regular expression would take otherwise. */
function matches(pattern: string, action: string): boolean {
  return pattern === action || new RegExp(`^${pattern.replaceAll('*', '.*')}$`).test(action);
}

import * as z from 'zod/mini';
import * as operations from '../../shared/iot/operations/index.ts';

/** A statement as RAM takes it. */
interface Statement {
  readonly Effect: 'Allow';
  readonly Action: readonly string[];
  readonly Resource: string;
}

/** The document of a RAM policy. */
export interface PolicyDocument {
  readonly Version: '1';
  readonly Statement: readonly Statement[];
}

const destination = z.optional(z.object({ destination: z.string() }));

/** What of a resource in s.yaml needs rights of the function's role. */
const properties = z.object({
  environmentVariables: z._default(z.record(z.string(), z.coerce.string()), {}),
  logConfig: z.optional(z.object({ project: z.string(), logstore: z.string() })),
  asyncInvokeConfig: z.optional(
    z.object({
      destinationConfig: z.optional(z.object({ onSuccess: destination, onFailure: destination })),
    }),
  ),
});

/**
 * What Function Compute does in an account's VPC to connect a function to it: a policy of its own, for not every stage
 * has a VPC.
 */
export const networkPolicy: PolicyDocument = {
  Version: '1',
  Statement: [
    allow(
      [
        'ecs:CreateNetworkInterface',
        'ecs:CreateNetworkInterfacePermission',
        'ecs:DeleteNetworkInterface',
        'ecs:DeleteNetworkInterfacePermission',
        'ecs:DescribeNetworkInterfacePermissions',
        'ecs:DescribeNetworkInterfaces',
        'vpc:DescribeVSwitchAttributes',
      ],
      '*',
    ),
  ],
};

/**
 * The operations of IoT Platform that a bundle may call: those whose descriptors are in it, by name.
 *
 * @param bundle the text of a minified bundle
 */
export function operationsIn(bundle: string): string[] {
  const named = new Set([...bundle.matchAll(/\bname:"(\w+)"/g)].map(([, name = '']) => name));
  return Object.values(operations)
    .map(({ name }) => name)
    .filter((name) => named.has(name))
    .sort();
}

/**
 * The least policy for a function's role: the operations that its bundle names, and what its resource in s.yaml makes
 * Function Compute do for it.
 *
 * @param bundle the text of its minified bundle
 * @param props of its resource, with `*` where accounts, regions and stages differ
 * @throws Error when it sends events to a service whose rights are not known here
 */
export function policyOf(bundle: string, props: unknown): PolicyDocument {
  const { environmentVariables, logConfig, asyncInvokeConfig } = properties.parse(props);
  const { onSuccess, onFailure } = asyncInvokeConfig?.destinationConfig ?? {};
  const destinations = new Set(
    [onSuccess, onFailure].flatMap((one) => (one === undefined ? [] : [one.destination])),
  );
  const statements = [
    allow(
      operationsIn(bundle).map((name) => `iot:${name}`),
      '*',
    ),
    // Taking messages from a consumer group.
    allow('AMQP_HOST' in environmentVariables ? ['iot:sub'] : [], '*'),
    ...[...destinations].sort().map((resource) => allow([sendingTo(resource)], resource)),
    ...(logConfig === undefined
      ? []
      : [
          allow(
            ['log:PostLogStoreLogs'],
            `acs:log:*:*:project/${logConfig.project}/logstore/${logConfig.logstore}`,
          ),
        ]),
  ];
  return { Version: '1', Statement: statements.filter(({ Action }) => Action.length > 0) };
}

function allow(actions: readonly string[], resource: string): Statement {
  return { Effect: 'Allow', Action: actions, Resource: resource };
}

/** The action that puts an event of an asynchronous invocation where it goes. */
function sendingTo(destination: string): string {
  if (/^acs:mns:.*:\/queues\//.test(destination)) return 'mns:SendMessage';
  if (/^acs:mns:.*:\/topics\//.test(destination)) return 'mns:PublishMessage';
  if (/^acs:fc:/.test(destination)) return 'fc:InvokeFunction';
  throw new Error(`No right is known for the destination ${destination}.`);
}

import { expect, test } from 'vitest';
import { operationsIn, policyOf } from '../../../scripts/rights/policy.ts';

const bundle = 'var a={name:"DisableThing",family:"devices"},b={name:"Client"},c={name:"CreateProduct"};';

function statementsOf(props: object) {
  return policyOf(bundle, props).Statement.map(({ Action, Resource }) => [Action, Resource]);
}

const operations = [['iot:CreateProduct', 'iot:DisableThing'], '*'];

test('the operations of a bundle are those whose descriptors it holds, in their order', () => {
  expect(operationsIn(bundle)).toEqual(['CreateProduct', 'DisableThing']);
  expect(operationsIn('throw Error("DisableThing")')).toEqual([]);
});

test('a function that calls nothing and is logged nowhere has a policy of no statement', () => {
  expect(policyOf('', {})).toEqual({ Version: '1', Statement: [] });
});

test('who takes messages from a consumer group may do so', () => {
  expect(statementsOf({ environmentVariables: { AMQP_HOST: '' } })).toEqual([operations, [['iot:sub'], '*']]);
});

test('the log and the destinations of events are the only ones that may be written to', () => {
  expect(
    statementsOf({
      logConfig: { project: 'p-*', logstore: 'l-*' },
      asyncInvokeConfig: {
        destinationConfig: {
          onSuccess: { destination: 'acs:fc:*:*:functions/next' },
          onFailure: { destination: 'acs:mns:*:*:/queues/failures/messages' },
        },
      },
    }),
  ).toEqual([
    operations,
    [['fc:InvokeFunction'], 'acs:fc:*:*:functions/next'],
    [['mns:SendMessage'], 'acs:mns:*:*:/queues/failures/messages'],
    [['log:PostLogStoreLogs'], 'acs:log:*:*:project/p-*/logstore/l-*'],
  ]);
});

test('a destination whose right is not known is told', () => {
  const destinationConfig = { onFailure: { destination: 'acs:ons:x' } };
  expect(() => policyOf(bundle, { asyncInvokeConfig: { destinationConfig } })).toThrow(
    'No right is known for the destination acs:ons:x.',
  );
});

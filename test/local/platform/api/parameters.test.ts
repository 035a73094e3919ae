import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { GatewayError } from '../../../../local/platform/api/gateway-error.ts';
import { readParameters } from '../../../../local/platform/api/parameters.ts';
import { type ParameterRefusals, type ServedOperation, serve } from '../../../../local/platform/operation.ts';
import { servedOperations } from '../../../../local/platform/operations/index.ts';
import { Refusal } from '../../../../local/platform/refusal.ts';
import type { Operation } from '../../../../shared/iot/operation.ts';
import { maxItems, maxLength, min, minItems, minLength } from '../../../../shared/iot/schema/checks.ts';
import {
  choice,
  flag,
  integer,
  json,
  list,
  optional,
  parameters,
  text,
} from '../../../../shared/iot/schema/parameters.ts';
import { anyTrue, excludes, requires } from '../../../../shared/iot/schema/rules.ts';

const schema = parameters(
  {
    Name: text(minLength(1), maxLength(5)),
    Note: optional(text()),
    Described: optional(text(minLength(1))),
    Count: optional(integer(min(1))),
    Level: optional(choice(0, 1)),
    Kind: optional(choice('A', 'B')),
    On: optional(flag()),
    Off: optional(flag()),
    Document: optional(json()),
    Names: optional(list(text(), maxItems(3))),
    Device: optional(
      list(parameters({ ProductKey: text(minLength(1)), Port: optional(integer()) }), minItems(1)),
    ),
  },
  requires({ Kind: 'A' }, 'Note'),
  excludes({ Kind: 'B' }, ['Document']),
);

const operation: Operation<object, object> = {
  name: 'Try',
  family: 'groups',
  callsPerSecond: 1,
  repeatable: true,
  request: () => schema,
  response: () => z.looseObject({}),
};

const read = (form: Readonly<Record<string, string>>, refusals: ParameterRefusals = {}, of = operation) =>
  readParameters(
    serve(of, refusals, () => ({})),
    new Map(Object.entries(form)),
  );

describe('what is on the wire becomes', () => {
  test.each<[Record<string, string>, object]>([
    [{}, {}],
    [
      { Note: '12', Count: '12', Level: '1', On: 'true', Off: 'FALSE' },
      { Note: '12', Count: 12, Level: 1, On: true, Off: false },
    ],
    [{ Document: '{"a":[1]}' }, { Document: '{"a":[1]}' }],
    [{ 'Names.2': 'b', 'Names.1': 'a' }, { Names: ['a', 'b'] }],
    [
      { 'Device.1.ProductKey': 'a1', 'Device.2.Port': '1', 'Device.2.ProductKey': 'a2' },
      { Device: [{ ProductKey: 'a1' }, { ProductKey: 'a2', Port: 1 }] },
    ],
    // Nothing is an empty value's meaning, but in a list, where it has its place.
    [{ Note: '', Count: '', Kind: '', On: '', 'Names.1': '' }, { Names: [''] }],
    [
      {
        Unknown: '1',
        'Device.1.ProductKey': 'a1',
        'Device.1.Other': 'x',
        'Other.1.Name': 'x',
        'Note.1': 'x',
      },
      { Device: [{ ProductKey: 'a1' }] },
    ],
    [{ __proto__: '1', constructor: '1', 'constructor.1': '1' }, {}],
  ])('%j', (form, values) => {
    expect(read({ Name: 'n', ...form })).toEqual({ Name: 'n', ...values });
  });
});

describe('a parameter that nobody has a code for is refused by the gateway', () => {
  test.each<[Record<string, string>, string, string]>([
    [{ Name: '' }, 'MissingName', 'Try: Name is required'],
    [{ Name: 'too long' }, 'InvalidName', 'Try: Name has 8 characters, at most 5 are allowed'],
    [{ Described: '' }, 'MissingDescribed', 'Try: Described is required'],
    [{ Count: 'many' }, 'InvalidCount', 'Try: Count must be a number'],
    [{ Count: '1.5' }, 'InvalidCount', 'Try: Count must be an integer'],
    [{ Count: '9'.repeat(25) }, 'InvalidCount', 'Try: Count'],
    [{ Count: '0' }, 'InvalidCount', 'Try: Count 0 must be at least 1'],
    [{ Level: '2' }, 'InvalidLevel', 'Try: Level 2 must be one of 0, 1'],
    [{ On: 'yes' }, 'InvalidOn', 'Try: On must be a boolean'],
    [{ Kind: 'A' }, 'MissingNote', 'Try: Note is required when Kind is A'],
    [{ Kind: 'B', Document: '{}' }, 'InvalidDocument', 'Try: Document is not allowed when Kind is B'],
    [{ Names: 'a' }, 'InvalidNames', 'Try: Names is a list: give Names.1, Names.2 and so on'],
    [{ 'Names.0': 'a' }, 'InvalidNames', 'Try: Names.0: the numbers of a list are 1, 2 and so on'],
    [{ 'Names.01': 'a' }, 'InvalidNames', 'Try: Names.01: the numbers of a list are 1, 2 and so on'],
    [{ 'Names.x': 'a' }, 'InvalidNames', 'Try: Names.x: the numbers'],
    [{ 'Names.9999999': 'a' }, 'InvalidNames', 'Try: Names.9999999: the numbers'],
    [{ 'Names.2': 'a' }, 'InvalidNames', 'Try: Names.1 is missing: the numbers of a list start at 1'],
    [{ 'Names.1': 'a', 'Names.3': 'a' }, 'InvalidNames', 'Try: Names.2 is missing'],
    [
      { 'Device.1': 'a' },
      'InvalidDevice',
      'Try: Device.1 has members: give Device.1.ProductKey, Device.1.Port',
    ],
    [{ 'Device.1.Port': '1' }, 'MissingDevice.ProductKey', 'Try: Device.1.ProductKey is required'],
    [
      { 'Device.1.ProductKey': 'a', 'Device.1.Port': 'x' },
      'InvalidDevice.Port',
      'Try: Device.1.Port must be a number',
    ],
  ])('%j', (form, code, message) => {
    let thrown: unknown;
    try {
      read({ Name: 'n', ...form });
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(GatewayError);
    expect(thrown).toMatchObject({ status: 400, code, message: expect.stringContaining(message) });
  });
});

describe('an operation answers with its own code', () => {
  const codeOf = (form: Readonly<Record<string, string>>, refusals: ParameterRefusals, of = operation) => {
    try {
      read({ Name: 'n', ...form }, refusals, of);
    } catch (error) {
      if (error instanceof Refusal || error instanceof GatewayError) return error.code;
      throw error;
    }
    return undefined;
  };

  test.each<[Record<string, string>, ParameterRefusals, string]>([
    [{ Name: '' }, { Name: { missing: 'own' } }, 'own'],
    [{ Name: 'too long' }, { Name: { missing: 'own' } }, 'InvalidName'],
    [{ Name: 'too long' }, { Name: { missing: 'own', other: 'another' } }, 'another'],
    [{ Name: 'too long' }, { Name: 'whatever' }, 'whatever'],
    [{ Name: 'too long' }, { Name: { tooBig: 'own' } }, 'own'],
    [{ Count: '0' }, { Count: { tooSmall: 'own' } }, 'own'],
    [{ Count: 'x' }, { Count: { malformed: 'own' } }, 'own'],
    [
      { 'Names.1': 'a', 'Names.2': 'b', 'Names.3': 'c', 'Names.4': 'd' },
      { Names: { tooMany: 'own' } },
      'own',
    ],
    [{ 'Names.2': 'a' }, { Names: { malformed: 'own' } }, 'own'],
    [{ Kind: 'A' }, { Note: { missing: 'own' } }, 'own'],
    [{ Kind: 'B', Document: '{}' }, { Document: { excluded: 'own' } }, 'own'],
    [{ 'Device.1.Port': '1' }, { 'Device.ProductKey': { missing: 'own' } }, 'own'],
    [{ 'Device.1.Port': '1' }, { Device: 'own' }, 'own'],
    [{ 'Device.1.Port': '1' }, { Device: { malformed: 'own' } }, 'own'],
    [{ 'Device.1.Port': '1' }, { Device: { missing: 'own' } }, 'MissingDevice.ProductKey'],
    // The gateway looks first; then the parameters in their order.
    [{ Name: '', Count: '0' }, { Name: 'own' }, 'InvalidCount'],
    [{ Name: '', Count: '0' }, { Count: 'second', Name: 'first' }, 'first'],
  ])('%j by %j: %s', (form, refusals, code) => {
    expect(codeOf(form, refusals)).toBe(code);
  });

  test('of the first flag, when one of several has to be true', () => {
    const flags = {
      ...operation,
      request: () => parameters({ One: optional(flag()), Two: optional(flag()) }, anyTrue('One', 'Two')),
    };
    expect(codeOf({ Two: 'false' }, { One: { missing: 'own' } }, flags as typeof operation)).toBe('own');
  });

  test('which says what the code means, and which parameter breaks which rule', () => {
    expect(() => read({}, { Name: { missing: 'iot.group.NullGroupId' } })).toThrow(
      'The group ID is missing. Try: Name is required',
    );
  });

  test('and with the entries of the list that it was asked to name', () => {
    const names: ServedOperation = serve(operation, { Device: 'own' }, () => ({}), {
      refusedEntries: { of: 'Device', fields: (entries) => ({ Invalid: entries }) },
    });
    const form = new Map([
      ['Name', 'n'],
      ['Device.1.ProductKey', 'a1'],
      ['Device.2.Port', '7'],
    ]);
    expect(() => readParameters(names, form)).toThrow(
      expect.objectContaining({ code: 'own', fields: { Invalid: [{ Port: 7 }] } }),
    );
  });
});

test('whatever the parameters are, an operation gets what its schema allows or none of it', () => {
  const all = [...servedOperations.values()];
  const name = fc.oneof(
    fc.constantFrom(
      'GroupId',
      'GroupName',
      'PageSize',
      'Device.1.ProductKey',
      'Device',
      'ProductTag.1',
      'Tag.2.TagKey',
    ),
    fc.string({ maxLength: 20 }),
  );
  fc.assert(
    fc.property(
      fc.constantFrom(...all),
      fc.dictionary(name, fc.string({ maxLength: 20 }), { noNullPrototype: true }),
      (served, form) => {
        try {
          const values = readParameters(served, new Map(Object.entries(form)));
          expect(served.operation.request().safeParse(values).success).toBe(true);
        } catch (error) {
          if (!(error instanceof Refusal) && !(error instanceof GatewayError)) throw error;
        }
      },
    ),
    { numRuns: 2000 },
  );
});

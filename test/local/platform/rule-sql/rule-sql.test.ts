import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  checkSyntax,
  compileRuleSql,
  type RuleSqlText,
} from '../../../../local/platform/rule-sql/rule-sql.ts';
import { RuleSqlError } from '../../../../local/platform/rule-sql/rule-sql-error.ts';
import type { SqlMessage } from '../../../../local/platform/rule-sql/sql-message.ts';

const property = {
  deviceType: 'Custom',
  iotId: 'H5KURkKdibnZvSls000100',
  productKey: 'a1HHrkm',
  deviceName: 'TestDevice1',
  items: {
    Temperature: { value: 23.5, time: 1564569974229 },
    Position: { value: { latitude: 39.9, longitude: 116.38 }, time: 1564569974229 },
  },
};

function message(json: unknown, changes: Partial<SqlMessage> = {}): SqlMessage {
  const payload = Buffer.from(typeof json === 'string' ? json : JSON.stringify(json));
  let parsed: unknown;
  try {
    parsed = JSON.parse(payload.toString());
  } catch {}
  return {
    payload,
    json: parsed,
    topic: '/a1HHrkm/TestDevice1/user/update',
    messageId: '1234567890123456789',
    productKey: 'a1HHrkm',
    deviceName: 'TestDevice1',
    tagValue: (key) => (key === 'room' ? '123' : undefined),
    now: Date.UTC(2018, 10, 28, 2, 56, 38, 943),
    regionId: 'cn-shanghai',
    newId: (length) => 'x'.repeat(length),
    ...changes,
  };
}

/** What goes on, as JSON; undefined when nothing does. */
function run(select: string, json: unknown, where?: string): unknown {
  const result = compileRuleSql({ select, where, dataType: 'JSON' }).evaluate(message(json));
  return result === undefined ? undefined : JSON.parse(result.payload.toString());
}

const fires = (where: string, json: unknown = {}): boolean => run('*', json, where) !== undefined;

function refusalOf(text: Partial<RuleSqlText>): string {
  try {
    compileRuleSql({ select: '*', dataType: 'JSON', ...text });
  } catch (error) {
    if (error instanceof RuleSqlError) {
      return `${error.kind}: ${error.message.replace(/ \((the end|"(\\.|[^"\\])*")\):/, ':')}`;
    }
    throw error;
  }
  return 'none';
}

describe('SELECT', () => {
  test.each<[string, unknown, unknown]>([
    ['*', property, property],
    ['*', [1, { a: 2 }], [1, { a: 2 }]],
    ['pm25, pm10 as ten', { pm25: 63, pm10: 7, other: 1 }, { pm25: 63, ten: 7 }],
    ['pm25 fine', { pm25: 63 }, { fine: 63 }],
    ["pm25 AS '细颗粒'", { pm25: 63 }, { 细颗粒: 63 }],
    ['pm25 as "as"', { pm25: 63 }, { as: 63 }],
    ['温度', { 温度: 20 }, { 温度: 20 }],
    [
      'deviceName() as deviceName, items.Temperature.value as Temperature',
      property,
      { deviceName: 'TestDevice1', Temperature: 23.5 },
    ],
    ['items.Temperature.value', property, { 'items.Temperature.value': 23.5 }],
    ['*, topic() as topic', { a: 1, n: null }, { a: 1, n: null, topic: '/a1HHrkm/TestDevice1/user/update' }],
    ['missing, a', { a: 1 }, { a: 1 }],
    ['"a[0]" x, "$.a[0]" y, ".a[0]" z', { a: [{ v: 0 }] }, { x: { v: 0 }, y: { v: 0 }, z: [{ v: 0 }] }],
    ['"a[1].v" x, "$.a[1].v" y, ".a[1].v" z', { a: [0, { v: 1 }] }, { x: 1, y: 1, z: [1] }],
    ['a.b.c[0].d as d', { a: { b: { c: [{ d: 5 }] } } }, { d: 5 }],
    ['items.end as e, "a-b" as ab', { items: { end: 1 }, 'a-b': 2 }, { e: 1, ab: 2 }],
    [
      "'a.key2' as constant, a.key2 as variable",
      { a: { key2: 'v2' } },
      { constant: 'a.key2', variable: 'v2' },
    ],
    ["CASE col WHEN 1 THEN 'Y' WHEN 0 THEN 'N' ELSE '' END as flag", { col: 0 }, { flag: 'N' }],
    ["CASE col WHEN 1 THEN 'Y' WHEN 0 THEN 'N' ELSE '' END as flag", { col: 7 }, { flag: '' }],
    ["CASE WHEN a > 10 THEN 'high' WHEN a > 5 THEN 'middle' END as level", { a: 7 }, { level: 'middle' }],
    ["CASE WHEN a > 10 THEN 'high' END as level, a", { a: 7 }, { a: 7 }],
    ['a > 3 as hot, 4 + humidity * 2 as sum', { a: 4, humidity: 5 }, { hot: true, sum: 14 }],
    [
      '(4 + humidity) * 2 as sum, -humidity as less, 20 % 6 as rest',
      { humidity: 5 },
      { sum: 18, less: -5, rest: 2 },
    ],
    ["1 / 0 as none, 'x' + 1 as no, '4' + 1 as five", {}, { five: 5 }],
    ['constructor, __proto__ as p, a as __proto__', { a: 1 }, JSON.parse('{ "__proto__": 1 }')],
  ])('%s', (select, json, expected) => {
    expect(run(select, json)).toEqual(expected);
  });

  test('* alone passes the bytes on as they are', () => {
    const text = '{ "big": 12345678901234567890,  "a":1 }';
    const result = compileRuleSql({ select: '*', dataType: 'JSON' }).evaluate(message(text));
    expect(result?.payload.toString()).toBe(text);
  });

  test('a message that is not JSON is ignored', () => {
    expect(run('*', 'on')).toBeUndefined();
    expect(run("'x' as x", Buffer.from([0xff, 0]).toString('latin1'))).toBeUndefined();
  });

  test('to a JSON array nothing can be added', () => {
    expect(run('*, deviceName() as deviceName', [1])).toBeUndefined();
    expect(run('"[0]" as first', [1])).toEqual({ first: 1 });
  });
});

describe('WHERE', () => {
  const json = {
    temperature: 39,
    humidity: 35,
    color: 'red',
    siren: 'on',
    isTest: true,
    c1: 'xabc',
    nothing: null,
    text: '10',
    list: [1],
  };
  test.each([
    ['temperature > 38 and humidity < 40', true],
    ['temperature > 38 AND humidity < 30', false],
    ["color = 'red' AND (siren = 'off' OR isTest)", true],
    ["color = 'red' AND siren = 'off' OR isTest", true],
    ["color <> 'red'", false],
    ["color <> 'blue'", true],
    ['temperature >= 39 and temperature <= 39', true],
    ['temperature = 4 + humidity', true],
    ['temperature = 74 - humidity and temperature = 78 / 2 and temperature % 2 = 1', true],
    ['5 < 6', true],
    ['text = 10 and text > 9', true],
    ["'b' > 'a' and 'B' < 'a'", true],
    ['temperature IN (1, 39, 3)', true],
    ["color in ('blue', 'green')", false],
    ["color not in ('blue', 'green')", true],
    ["deviceName() in ('TestDevice1', 'TestDevice2')", true],
    ["c1 LIKE '%abc'", true],
    ["c1 LIKE 'x%c'", true],
    ["c1 LIKE '%b%'", true],
    ["c1 LIKE 'abc'", false],
    ["c1 LIKE '____'", false],
    ["c1 LIKE 'xab%abc'", false],
    ["c1 not LIKE '%def%'", true],
    ["not c1 LIKE '%abc'", false],
    ["c1 LIKE concat('%', 'abc')", true],
    ["temperature LIKE '3%'", true],
    ['missing = 1', false],
    ['not missing = 1', false],
    ['missing = 1 or isTest', true],
    ['isTest and not (missing = 1 and 1 = 2)', true],
    ['missing not in (1, 2)', false],
    ['nothing = nothing', false],
    ['list = 1', false],
    ['color = "red"', false],
    ['color', false],
    ['temperature', true],
    ['TEMPERATURE = 39', false],
    ["CASE color WHEN 'red' THEN 1 ELSE 0 END = 1", true],
    ['null', false],
  ])('%s is %s', (where, expected) => {
    expect(fires(where, json)).toBe(expected);
  });

  test("knows the fields of SELECT by alias, as the guide's sample has it, after the message's own", () => {
    const select = 'deviceName() as deviceName, items.Temperature.value as Temperature';
    expect(run(select, property, 'Temperature>35')).toBeUndefined();
    expect(run(select, property, 'Temperature>20')).toEqual({ deviceName: 'TestDevice1', Temperature: 23.5 });
    expect(run('a as b', { a: 1, b: 2 }, 'b = 2')).toEqual({ b: 1 });
  });
});

describe('functions', () => {
  test.each<[string, unknown]>([
    ['abs(-3)', 3],
    ["abs('x')", undefined],
    ['asin(1)', Math.PI / 2],
    ['asin(2)', undefined],
    ["attribute('room')", '123'],
    ["attribute('none')", undefined],
    ["concat('a', field)", 'afield'],
    ["concat('a', 1, true)", 'a1true'],
    ["concat('a', missing)", undefined],
    ['cos(0)', 1],
    ['cosh(0)', 1],
    ["crypto('a', 'MD5')", '0cc175b9c0f1b6a831c399e269772661'],
    ["crypto('a', 'SHA-256')", 'ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb'],
    ['deviceName()', 'TestDevice1'],
    ["endswith(field, 'eld')", true],
    ["endswith(field, 'x')", false],
    ['exp(0)', 1],
    ['floor(2.7)', 2],
    ['log(8, 2)', 3],
    ['log(1000)', 3],
    ["lower('ABc')", 'abc'],
    ['messageId()', '1234567890123456789'],
    ['mod(7, 4)', 3],
    ['mod(7, 0)', undefined],
    ["nanvl(missing, 'none')", 'none'],
    ["nanvl(nothing, 'none')", 'none'],
    ["nanvl(field, 'none')", 'field'],
    ['payload()', '{"field":"field","nothing":null,"a":["x"]}'],
    ["payload('latin1')", '{"field":"field","nothing":null,"a":["x"]}'],
    ['power(2, 10)', 1024],
    ['productKey()', 'a1HHrkm'],
    ["replace(field, 'e', '$1')", 'fi$1ld'],
    ["replace('aaa', 'a', '1')", '111'],
    ['sin(0)', 0],
    ['sinh(0)', 0],
    ["substring('012345', 0)", '012345'],
    ["substring('012345', 2)", '2345'],
    ["substring('012345', 2.745)", '2345'],
    ['substring(123, 2)', '3'],
    ["substring('012345', -1)", '012345'],
    ["substring('012345', 1, 3)", '12'],
    ["substring('012345', -50, 50)", '012345'],
    ["substring('012345', 3, 1)", ''],
    ['tan(0)', 0],
    ['tanh(0)', 0],
    ['timestamp()', 1543373798943],
    [String.raw`timestamp('yyyy-MM-dd\'T\'HH:mm:ss\'Z\'')`, '2018-11-28T10:56:38Z'],
    ["timestamp('yy/M/d H:m:s.SSS')", '18/11/28 10:56:38.943'],
    [String.raw`timestamp_utc('yyyy-MM-dd\'T\'HH:mm:ss\'Z\'')`, '2018-11-28T02:56:38Z'],
    ['timestamp_utc()', 1543373798943],
    ['to_base64(*)', Buffer.from('{"field":"field","nothing":null,"a":["x"]}').toString('base64')],
    ['to_hex(*)', Buffer.from('{"field":"field","nothing":null,"a":["x"]}').toString('hex')],
    ['topic()', '/a1HHrkm/TestDevice1/user/update'],
    ['topic(1)', 'a1HHrkm'],
    ['topic(2)', 'TestDevice1'],
    ['topic(9)', undefined],
    ["upper('alibaba')", 'ALIBABA'],
    ['lower(upper(lower(a[0])))', 'x'],
  ])('%s is %s', (call, expected) => {
    const json = { field: 'field', nothing: null, a: ['x'] };
    const result = run(`${call} as result`, json);
    if (typeof expected === 'number') expect(result).toEqual({ result: expect.closeTo(expected, 12) });
    else expect(result).toEqual(expected === undefined ? {} : { result: expected });
  });

  test('substring of what is no text and no whole number stops the rule', () => {
    expect(run('substring(field, 1) as part', { field: true })).toBeUndefined();
    expect(run('substring(field, 1) as part', { field: 'ab' })).toEqual({ part: 'b' });
  });

  test('newuuid and rand differ from one to the next, and come again with the same identifiers', () => {
    let count = 0;
    const sql = compileRuleSql({ select: 'newuuid() as id, rand() as number', dataType: 'JSON' });
    const next = () =>
      sql.evaluate(message({}, { newId: () => String(count++) }))?.json as Record<string, unknown>;
    const [one, two] = [next(), next()];
    expect(one['id']).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(one['number']).toBeGreaterThanOrEqual(0);
    expect(one['number']).toBeLessThan(1);
    expect(two['id']).not.toBe(one['id']);
    expect(two['number']).not.toBe(one['number']);
    count = 0;
    expect(next()).toEqual(one);
  });

  test('thingPropertyFlatMap lifts the values of properties out of items', () => {
    const flat = { Temperature: 23.5, Position_latitude: 39.9, Position_longitude: 116.38 };
    expect(run('thingPropertyFlatMap()', property)).toEqual(flat);
    expect(run("thingPropertyFlatMap('Temperature'), deviceName() as name", property)).toEqual({
      Temperature: 23.5,
      name: 'TestDevice1',
    });
    expect(run('thingPropertyFlatMap("Position", "None")', property)).toEqual({
      Position_latitude: 39.9,
      Position_longitude: 116.38,
    });
    expect(run('thingPropertyFlatMap()', { items: 5 })).toEqual({});
  });

  test('text does not grow without end', () => {
    const doubled = (times: number): string => (times === 0 ? 'a' : `concat(${doubled(times - 1)}, a)`);
    const a = 'x'.repeat(100_000);
    expect(run(`${doubled(5)} as long`, { a })).toEqual({ long: 'x'.repeat(600_000) });
    expect(run(`${doubled(12)} as long`, { a })).toEqual({});
    expect(run("replace(a, 'x', a) as long, 1 as one", { a })).toEqual({ long: a, one: 1 });
  });
});

describe('binary messages', () => {
  const binary = (select: string, where?: string) =>
    compileRuleSql({ select, where, dataType: 'BINARY' }).evaluate(
      message('', { payload: Buffer.from([1, 255]), json: undefined }),
    );

  test('pass through with *, or give what functions make of them', () => {
    expect(binary('*')?.payload).toEqual(Buffer.from([1, 255]));
    expect(binary('*', "deviceName() = 'TestDevice1'")?.payload).toEqual(Buffer.from([1, 255]));
    expect(binary('*', "deviceName() = 'Other'")).toBeUndefined();
    expect(binary('to_base64(*) as data, to_hex(*) as hex, topic(2) as name')?.json).toEqual({
      data: 'Af8=',
      hex: '01ff',
      name: 'TestDevice1',
    });
  });

  test.each([
    [
      { select: 'a' },
      'Select, character 1: a field of the message (a) is not supported for a rule with DataType BINARY.',
    ],
    [
      { select: '*, deviceName()' },
      'Select, character 1: * beside other fields is not supported for a rule with DataType BINARY.',
    ],
    [
      { where: '1 = b.c' },
      'Where, character 5: a field of the message (b.c) is not supported for a rule with DataType BINARY.',
    ],
    [
      { select: 'thingPropertyFlatMap()' },
      'Select, character 1: thingPropertyFlatMap is not supported for a rule with DataType BINARY.',
    ],
  ])('%j is refused', (text, refusal) => {
    expect(refusalOf({ dataType: 'BINARY', ...text })).toBe(`unsupported: ${refusal}`);
  });
});

describe('what is refused', () => {
  test.each([
    [{ select: '' }, 'Select, character 1: expected a value.'],
    [{ select: 'a,,b' }, 'Select, character 3: expected a value.'],
    [{ select: 'SELECT a' }, 'Select, character 1: expected a value.'],
    [{ select: '* from "x"' }, 'Select, character 3: expected "," or the end.'],
    [
      { select: 'f(a' },
      'Select, character 4: expected "(", "[", ".", a comparison, NOT, IN, LIKE, AND, OR, "," or ")".',
    ],
    [{ select: '5a' }, 'Select, character 1: expected a value.'],
    [{ where: '' }, 'Where, character 1: expected a value.'],
    [{ where: 'a >' }, 'Where, character 4: expected a value.'],
    [{ where: 'a = 1 b' }, 'Where, character 7: expected AND, OR or the end.'],
    [{ where: 'color = ‘red’' }, 'Where, character 9: expected a value.'],
    [{ where: "a = 'red" }, 'Where, character 5: expected a value.'],
    [{ where: '(a = 1' }, 'Where, character 7: expected AND, OR or ")".'],
    [{ where: 'a in 1' }, 'Where, character 6: expected "(".'],
  ])('%j is no statement', (text, refusal) => {
    expect(refusalOf(text)).toContain(`syntax: ${refusal}`);
    expect(() => checkSyntax(text)).toThrow(RuleSqlError);
  });

  test.each([
    [{ select: 'a, count(*) as n' }, 'Select, character 4: the function count is not supported.'],
    [
      { select: 'devicename()' },
      'Select, character 1: the function devicename is not supported (its name is deviceName).',
    ],
    [{ select: 'toString()' }, 'Select, character 1: the function toString is not supported.'],
    [{ select: 'abs(1, 2)' }, 'Select, character 1: abs with 2 parameters is not supported: it takes 1.'],
    [
      { select: 'substring(a)' },
      'Select, character 1: substring with 1 parameters is not supported: it takes 2 to 3.',
    ],
    [{ select: 'substring(true, 1.2)' }, 'Select, character 1: substring takes text or a whole number.'],
    [{ select: "crypto(a, 'MD2')" }, 'Select, character 1: crypto with "MD2" is not supported.'],
    [{ select: "payload('ebcdic')" }, 'Select, character 1: payload with "ebcdic" is not supported.'],
    [{ select: "timestamp('EEEE')" }, 'Select, character 1: EEEE in the format EEEE is not supported.'],
    [{ select: 'to_base64(a)' }, 'Select, character 11: to_base64 takes * alone.'],
    [{ select: 'lower(*)' }, 'Select, character 7: lower takes no *.'],
    [
      { where: 'thingPropertyFlatMap() = 1' },
      'Where, character 1: the function thingPropertyFlatMap is not supported.',
    ],
    [{ where: 'a IN (select b from c)' }, 'Where, character 7: a subquery is not supported.'],
    [{ where: "a = 1 and b = (SELECT ')' FROM (x))" }, 'Where, character 16: a subquery is not supported.'],
    [{ where: 'a != 1' }, 'Where, character 3: != (write <>) is not supported.'],
    [{ where: 'a == 1' }, 'Where, character 3: == (write =) is not supported.'],
    [{ where: 'a is not null' }, 'Where, character 3: IS is not supported.'],
    [{ where: 'a between 1 and 2' }, 'Where, character 3: BETWEEN is not supported.'],
    [{ select: 'a || b as ab' }, 'Select, character 3: || is not supported.'],
    [
      { select: 'CASE a WHEN 1 THEN CASE b WHEN 1 THEN 2 END END' },
      'Select, character 20: a CASE in a CASE is not supported.',
    ],
    [
      { select: Array.from({ length: 51 }, (_, index) => `f${index}`).join(', ') },
      'Select, character 241: more than 50 fields are not supported.',
    ],
  ])('%j is a statement that the rules engine cannot carry out', (text, refusal) => {
    expect(refusalOf(text)).toBe(`unsupported: ${refusal}`);
    expect(() => checkSyntax(text)).not.toThrow();
  });
});

/** Text that is SQL now and then: words of it in any order. */
const words = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ...[
          '*',
          ',',
          '(',
          ')',
          '=',
          '<>',
          '<',
          '>=',
          '+',
          '-',
          '/',
          '%',
          '.',
          '[0]',
          "'",
          '"',
          '\\',
          '$.',
          ' ',
        ],
        ...[
          'AND',
          'or',
          'NOT',
          'in',
          'LIKE',
          'case',
          'when',
          'then',
          'else',
          'end',
          'as',
          'select',
          'is',
          'null',
        ],
        ...['a', 'items.Temperature.value', '"a[0]"', "'x%'", '38', '1.5e3', 'true', 'between', '!=', '||'],
        ...[
          'deviceName()',
          'topic(1)',
          'concat(',
          'substring(',
          'timestamp(',
          "'yyyy'",
          'thingPropertyFlatMap(',
        ],
      ),
      fc.string({ maxLength: 5 }),
    ),
    { maxLength: 25 },
  )
  .map((parts) => parts.join(' '));

const anyText = fc.oneof(fc.string({ unit: 'binary', maxLength: 200 }), words);

/** Statements by the grammar, which always come to be run. */
const expression: fc.Arbitrary<string> = fc.letrec<{ value: string }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    fc.constantFrom(
      'a',
      'b.c',
      '"a[0]"',
      '".b.c"',
      "'x'",
      "'%1%'",
      '7',
      '0',
      'true',
      'null',
      'deviceName()',
      'payload()',
    ),
    fc
      .tuple(
        tie('value'),
        fc.constantFrom('=', '<>', '<', '>=', '+', '-', '*', '/', '%', 'AND', 'OR', 'LIKE'),
        tie('value'),
      )
      .map(([left, operator, right]) => `(${left} ${operator} ${right})`),
    tie('value').map((of) => `(NOT ${of})`),
    tie('value').map((of) => `(-${of})`),
    fc.tuple(tie('value'), tie('value')).map(([of, one]) => `(${of} IN (${one}, 1))`),
    fc
      .tuple(fc.constantFrom('lower', 'abs', 'floor', 'timestamp', 'topic', 'exp'), tie('value'))
      .map(([name, of]) => `${name}(${of})`),
    fc
      .tuple(
        fc.constantFrom('concat', 'substring', 'nanvl', 'power', 'mod', 'endswith', 'log'),
        tie('value'),
        tie('value'),
      )
      .map(([name, one, two]) => `${name}(${one}, ${two})`),
    fc.tuple(tie('value'), tie('value'), tie('value')).map((all) => `replace(${all.join(', ')})`),
  ),
})).value;

describe('whatever is given', () => {
  test('any text is a statement, or is refused with the place at fault', () => {
    fc.assert(
      fc.property(anyText, anyText, (select, where) => {
        try {
          compileRuleSql({ select, where, dataType: 'JSON' });
        } catch (error) {
          if (!(error instanceof RuleSqlError)) throw error;
          const { length } = error.part === 'Select' ? select : where;
          expect(error.at).toBeGreaterThanOrEqual(0);
          expect(error.at).toBeLessThanOrEqual(length);
          expect(error.message).toMatch(/^(Select|Where), character \d+ \((the end|".*")\): .*\.$/s);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  test('a statement runs on any JSON, and gives JSON or nothing', () => {
    fc.assert(
      fc.property(
        expression,
        expression,
        fc.oneof(
          fc.json(),
          fc
            .record({ a: fc.jsonValue(), b: fc.record({ c: fc.jsonValue() }) })
            .map((json) => JSON.stringify(json)),
        ),
        (select, where, json) => {
          let sql: ReturnType<typeof compileRuleSql>;
          try {
            sql = compileRuleSql({
              select: `*, ${select} as x, thingPropertyFlatMap()`,
              where,
              dataType: 'JSON',
            });
          } catch (error) {
            // Constants that a function cannot take are found before anything runs.
            expect(error).toBeInstanceOf(RuleSqlError);
            expect((error as RuleSqlError).kind).toBe('unsupported');
            return;
          }
          const result = sql.evaluate(message(json));
          if (result !== undefined) JSON.parse(result.payload.toString());
        },
      ),
      { numRuns: 2_000 },
    );
  });

  test('JSON nested as deep as can be is processed or left alone', () => {
    const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`;
    const sql = compileRuleSql({ select: 'items as x, thingPropertyFlatMap()', dataType: 'JSON' });
    expect(() => sql.evaluate(message(`{"items":${deep}}`))).not.toThrow();
  });

  test('the message has what stands at the place', () => {
    expect(() => checkSyntax({ where: 'a = 1 and b >> 2 or c = 1' })).toThrow(
      'Where, character 14 ("> 2 or c = 1"): expected a value.',
    );
    expect(() => checkSyntax({ select: 'a as' })).toThrow('Select, character 5 (the end): expected a value.');
  });

  test('a statement nested too deeply is refused', () => {
    expect(refusalOf({ where: '('.repeat(10_000) })).toBe(
      'syntax: Where, character 1: it is nested too deeply.',
    );
  });

  test('a long statement takes a time in proportion to its length', () => {
    const chain = (count: number) => `a${' + a * 2 = 3 and a'.repeat(count)}`;
    const started = performance.now();
    expect(refusalOf({ where: chain(5_000) })).toContain('none');
    expect(refusalOf({ where: `${'not '.repeat(2_000)}a` })).toBe('none');
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});

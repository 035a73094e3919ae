import type { DataType, Parameter } from './thing-model.ts';

/** What is wrong with a value that a device, or a caller, gave. */
export interface ValueFault {
  /** As the vendor's error codes for devices have it. */
  readonly code: number;
  readonly message: string;
}

/**
 * How much of a value is checked: with `type` that it is of its data type, as what devices report is; with `bounds`
 * that it keeps within its specification as well, as what is sent to devices does.
 */
export type Thoroughness = 'type' | 'bounds';

/**
 * Checks a value by its data type.
 *
 * @param name what the value is called in a message about it
 */
export function checkValue(
  value: unknown,
  dataType: DataType,
  name: string,
  thoroughness: Thoroughness,
): ValueFault | undefined {
  const bounds = thoroughness === 'bounds';
  const fault = (code: number, problem: string): ValueFault => ({
    code,
    message: `tsl parse: ${problem} -> ${name}`,
  });
  switch (dataType.type) {
    case 'INT':
    case 'FLOAT':
    case 'DOUBLE': {
      const code = numberFaults[dataType.type];
      if (typeof value !== 'number' || (dataType.type === 'INT' && !Number.isInteger(value))) {
        return fault(code, `data type is not ${dataType.type.toLowerCase()}`);
      }
      const { min = '-Infinity', max = 'Infinity' } = dataType;
      if (!bounds || (value >= Number(min) && value <= Number(max))) return undefined;
      return fault(code, `value is not from ${min} to ${max}`);
    }
    case 'BOOL':
    case 'ENUM': {
      const code = dataType.type === 'BOOL' ? 6308 : 6309;
      if (!Number.isInteger(value))
        return fault(code, `value of ${dataType.type.toLowerCase()} type must be int`);
      if (!bounds || dataType.choices.some((choice) => choice.value === value)) return undefined;
      return fault(code, 'value is none of the defined ones');
    }
    case 'TEXT':
      if (typeof value !== 'string') return fault(6310, 'data type is not string');
      if (!bounds || dataType.length === undefined || Buffer.byteLength(value) <= dataType.length) {
        return undefined;
      }
      return fault(6310, `value has more than ${dataType.length} bytes`);
    case 'DATE':
      return typeof value === 'string' && /^\d{1,16}$/.test(value)
        ? undefined
        : fault(6311, 'date is not a string of milliseconds');
    case 'STRUCT': {
      const members = asObject(value);
      if (members === undefined) return fault(6312, 'data type is not struct');
      return firstFault(Object.entries(members), ([key, held]) => {
        const member = dataType.members.find(({ identifier }) => identifier === key);
        const memberName = `${name}.${key}`;
        return member === undefined
          ? unknownValue(memberName)
          : checkValue(held, member.dataType, memberName, thoroughness);
      });
    }
    case 'ARRAY':
      if (!Array.isArray(value)) return fault(6328, 'data type is not array');
      if (bounds && value.length > dataType.size) {
        return fault(6328, `array has more than ${dataType.size} elements`);
      }
      return firstFault([...value.entries()], ([index, held]) =>
        checkValue(held, dataType.item, `${name}[${index}]`, thoroughness),
      );
  }
}

/** Checks the values given for parameters, by their identifiers; one that is not given is not missed. */
export function checkParameters(
  values: Readonly<Record<string, unknown>>,
  parameters: readonly Parameter[],
  thoroughness: Thoroughness,
): Record<string, ValueFault> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([key, value]) => {
      const parameter = parameters.find(({ identifier }) => identifier === key);
      const fault =
        parameter === undefined
          ? unknownValue(key)
          : checkValue(value, parameter.dataType, key, thoroughness);
      return fault === undefined ? [] : [[key, fault]];
    }),
  );
}

/** What a value is told that the thing model knows nothing of. */
export function unknownValue(name: string): ValueFault {
  return { code: 6304, message: `tsl parse: params not exist -> ${name}` };
}

/** A JSON object as a record of what it holds. */
export function asObject(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : undefined;
}

const numberFaults = { INT: 6306, FLOAT: 6307, DOUBLE: 6322 } as const;

function firstFault<Item>(
  items: readonly Item[],
  check: (item: Item) => ValueFault | undefined,
): ValueFault | undefined {
  for (const item of items) {
    const fault = check(item);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

/** A request parameter: its wire name and its value, neither of them encoded yet. */
export type Parameter = readonly [name: string, value: string];

/**
 * A request as the wire has it: a list becomes `Name.1`, `Name.2`, …, a structure in a list `Name.1.Field`,
 * a structure `Name.Field`; what is undefined is left out.
 *
 * @param request what an operation's request schema gives: wire names, JSON parameters written as text already
 *
 * @example
 * flatten({ GroupId: 'W16X', Device: [{ ProductKey: 'a1B', DeviceName: 'light' }], Force: true });
 * // [['GroupId', 'W16X'], ['Device.1.ProductKey', 'a1B'], ['Device.1.DeviceName', 'light'], ['Force', 'true']]
 */
export function flatten(request: object): Parameter[] {
  const parameters: Parameter[] = [];
  appendFields(parameters, '', request);
  return parameters;
}

function appendFields(parameters: Parameter[], prefix: string, fields: object): void {
  for (const [name, value] of Object.entries(fields)) append(parameters, prefix + name, value);
}

function append(parameters: Parameter[], name: string, value: unknown): void {
  if (value === undefined || value === null) return;
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index++) {
      append(parameters, `${name}.${index + 1}`, value[index]);
    }
  } else if (typeof value === 'object') {
    appendFields(parameters, `${name}.`, value);
  } else {
    parameters.push([name, String(value)]);
  }
}

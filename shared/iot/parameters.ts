import { type EncodedParameter, encodeParameter, putInOrder } from './signature.ts';

/**
 * A request as the wire has it, in the order that it is signed in: a list becomes `Name.1`, `Name.2`, …, a structure
 * in a list `Name.1.Field`, a structure `Name.Field`; what is undefined is left out.
 *
 * @param request what an operation's request schema gives: wire names, JSON parameters written as text already
 * @throws UnencodableParameter when a value is no valid Unicode text
 *
 * @example
 * flatten({ GroupId: 'W16X', Device: [{ ProductKey: 'a1B', DeviceName: 'light' }] }).map(({ text }) => text);
 * // ['&Device.1.DeviceName=light', '&Device.1.ProductKey=a1B', '&GroupId=W16X']
 */
export function flatten(request: object): EncodedParameter[] {
  const parameters: EncodedParameter[] = [];
  appendFields(parameters, '', request);
  return putInOrder(parameters);
}

function appendFields(parameters: EncodedParameter[], prefix: string, fields: object): void {
  for (const [name, value] of Object.entries(fields)) append(parameters, prefix + name, value);
}

function append(parameters: EncodedParameter[], name: string, value: unknown): void {
  if (value === undefined || value === null) return;
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index++) {
      append(parameters, `${name}.${index + 1}`, value[index]);
    }
  } else if (typeof value === 'object') {
    appendFields(parameters, `${name}.`, value);
  } else {
    parameters.push(encodeParameter(name, String(value)));
  }
}

/** How the values of messages are compared and reckoned with. What is missing, or makes no sense, is `undefined`. */

/** A value as JSON has it; `undefined` where the message has none. */
export type Value = unknown;

/** The number that a value is: a number, or text that is one. */
export function numberOf(value: Value): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string' || !numeral.test(value)) return undefined;
  return Number(value);
}

const numeral = /^\s*[+-]?(\d{1,300}(\.\d{0,300})?|\.\d{1,300})([eE][+-]?\d{1,3})?\s*$/;

/** The text that a plain value is; none for objects and arrays. */
export function textOf(value: Value): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

/** Whether a condition holds; undefined when that cannot be told, as with SQL's NULL. */
export function truthOf(value: Value): boolean | undefined {
  if (typeof value === 'boolean') return value;
  return typeof value === 'number' ? value !== 0 : undefined;
}

/** Whether two plain values are the same; undefined when one is missing, or is no plain value. */
export function same(left: Value, right: Value): boolean | undefined {
  const order = compare(left, right);
  if (order !== undefined) return order === 0;
  return textOf(left) === undefined || textOf(right) === undefined ? undefined : left === right;
}

/**
 * Below 0, 0 or above 0 as the left value comes before, with or after the right one. A number and text that is one
 * are compared as numbers, two texts as text; whatever else has no order.
 */
export function compare(left: Value, right: Value): number | undefined {
  if (typeof left === 'string' && typeof right === 'string') return left < right ? -1 : left > right ? 1 : 0;
  const [a, b] = [numberOf(left), numberOf(right)];
  return a === undefined || b === undefined ? undefined : a - b;
}

/** A result that is a number; what has none (a division by zero) is undefined, for JSON has no place for it. */
export const finite = (number: number): number | undefined => (Number.isFinite(number) ? number : undefined);

/** Makes a test of text for a pattern of LIKE, in which % stands for any text. */
export function like(pattern: string): (text: string) => boolean {
  const [first = '', ...others] = pattern.split('%');
  const last = others.pop();
  if (last === undefined) return (text) => text === first;
  return (text) => {
    const end = text.length - last.length;
    if (!text.startsWith(first) || !text.endsWith(last) || end < first.length) return false;
    let from = first.length;
    for (const part of others) {
      const found = text.indexOf(part, from);
      if (found === -1 || found + part.length > end) return false;
      from = found + part.length;
    }
    return true;
  };
}

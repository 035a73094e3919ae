import * as z from 'zod/mini';
import { broken, measured, of, oneOfThese, REQUIRED, said } from '../schema.ts';

/** Checks of one value. */

export const min = (bound: number) => z.gte(bound, { error: said });
export const max = (bound: number) => z.lte(bound, { error: said });
export const minLength = (bound: number) => z.minLength(bound, { error: said });
export const maxLength = (bound: number) => z.maxLength(bound, { error: said });
export const minItems = (bound: number) => z.minLength(bound, { error: said });
export const maxItems = (bound: number) => z.maxLength(bound, { error: said });
export const pattern = (expression: RegExp) => z.regex(expression, { error: said });

/** How long a text is, where characters are not what counts. */
export interface Measure {
  readonly noun: string;
  readonly of: (text: string) => number;
}

/** UTF-8 bytes. */
export const bytes: Measure = { noun: 'byte', of: (value) => Buffer.byteLength(value) };

/** Characters, of which a Chinese one counts as two. */
export const wideCharacters: Measure = {
  noun: 'character',
  of: (value) => [...value].reduce((sum, character) => sum + (/\p{Script=Han}/u.test(character) ? 2 : 1), 0),
};

/** Bytes of the binary data that a Base64 text stands for. */
export const decodedBytes: Measure = {
  noun: 'byte',
  of: (value) => Math.floor((value.replace(/=+$/, '').length * 3) / 4),
};

/** Bounds on a text's length by a measure of its own. */
export const measures = (measure: Measure, least: number, most: number) =>
  z.check<string>(({ value, issues }) => {
    const length = measure.of(value);
    if (length < least) {
      const message = value === '' ? REQUIRED : measured(length, measure.noun, least, 'at least');
      issues.push({
        code: 'too_small',
        origin: 'string',
        minimum: least,
        inclusive: true,
        input: value,
        message,
      });
    } else if (length > most) {
      const message = measured(length, measure.noun, most, 'at most');
      issues.push({
        code: 'too_big',
        origin: 'string',
        maximum: most,
        inclusive: true,
        input: value,
        message,
      });
    }
  });

/** A text that is one of a few, in upper or lower case. */
export const ignoringCase = (...values: readonly string[]) =>
  z.check<string>(({ value, issues }) => {
    if (values.some((known) => known.toLowerCase() === value.toLowerCase())) return;
    issues.push({
      code: 'invalid_value',
      values: [...values],
      input: value,
      message: of(value, undefined, `must be ${oneOfThese(values)}`),
    });
  });

/** A text that is a number within bounds: `above` itself is too small, `most` is allowed. */
export const numberBetween = (above: number, most: number) =>
  z.check<string>(({ value, issues }) => {
    const number = Number(value);
    if (number > above && number <= most) return;
    issues.push(
      number > most
        ? {
            code: 'too_big',
            origin: 'number',
            maximum: most,
            input: value,
            message: `${value} must be at most ${most}`,
          }
        : {
            code: 'too_small',
            origin: 'number',
            minimum: above,
            input: value,
            message: `${value} must be above ${above}`,
          },
    );
  });

/** A text that holds a JSON object, with at most so many members. */
export const jsonObject = (mostMembers = Number.POSITIVE_INFINITY) => jsonText('object', mostMembers);

/** A text that holds a JSON array, with at most so many entries. */
export const jsonArray = (mostEntries = Number.POSITIVE_INFINITY) => jsonText('array', mostEntries);

function jsonText(kind: 'object' | 'array', most: number) {
  return z.check<string>(({ value, issues }) => {
    const held = parsed(value);
    if (
      held === undefined ||
      held === null ||
      typeof held !== 'object' ||
      Array.isArray(held) !== (kind === 'array')
    ) {
      const message = `must hold a JSON ${kind}`;
      issues.push({ code: 'invalid_format', format: 'json', input: value, message });
      return;
    }
    const size = Object.keys(held).length;
    if (size <= most) return;
    const message = measured(size, kind === 'array' ? 'entry' : 'member', most, 'at most').replace(
      'entrys',
      'entries',
    );
    issues.push({ code: 'too_big', origin: 'array', maximum: most, inclusive: true, input: value, message });
  });
}

function parsed(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}

/** No item twice. */
export const unique = () =>
  z.check<unknown[]>(({ value, issues }) => {
    const seen = new Set<unknown>();
    value.forEach((item, index) => {
      if (seen.has(item))
        issues.push(broken('duplicate', [index], of(item, undefined, 'is given twice'), value));
      seen.add(item);
    });
  });

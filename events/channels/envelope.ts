import * as z from 'zod/mini';

/** The SQL with which a rule passes on all that a message needs. */
export const ruleSql = 'SELECT *, topic() AS topic, messageId() AS messageId, timestamp() AS generateTime';

/** A message's id, which some channels carry as a number. A number too great to be exact would name other messages too. */
export const messageId = z.pipe(
  z.union([z.string().check(z.minLength(1, { error: 'must not be empty' })), z.int()], {
    error: 'must be text',
  }),
  z.transform(String),
);

const timeRule = 'must be a number of milliseconds since 1970';

/** Milliseconds since 1970 as a number, as a date, or as digits. */
export const generateTime = z.pipe(
  z.union([z.int(), z.date(), z.string().check(z.regex(/^\d{1,15}$/, { error: timeRule }))], {
    error: timeRule,
  }),
  z.transform(Number),
);

const secondsRule = 'must be a number of seconds since 1970';

/** Seconds since 1970 as a number or as digits; read as milliseconds. */
export const timestamp = z.pipe(
  z.union([z.int(), z.string().check(z.regex(/^\d{1,12}$/, { error: secondsRule }))], { error: secondsRule }),
  z.transform((seconds) => Number(seconds) * 1000),
);

const base64Text = /^[A-Za-z0-9+/]*={0,2}$/;

/** The bytes that base64 text stands for, or `undefined` when the text is none. Line breaks in it are taken. */
export function bytesOfBase64(text: string): Buffer | undefined {
  const letters = text.replace(/[\r\n]/g, '');
  return base64Text.test(letters) ? Buffer.from(letters, 'base64') : undefined;
}

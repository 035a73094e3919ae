import * as z from 'zod/mini';

/** The SQL with which a rule passes on all that a message needs. */
export const ruleSql = 'SELECT *, topic() AS topic, messageId() AS messageId, timestamp() AS generateTime';

/** A message's id, which some channels carry as a number. A number too great to be exact would name other messages too. */
export const messageId = z.pipe(
  z.union([z.string().check(z.minLength(1)), z.int()], { error: 'must be text' }),
  z.transform((id) => String(id)),
);

/** Milliseconds since 1970 as a number, as a date, or as digits. */
export const generateTime = z.pipe(
  z.union([z.int(), z.date(), z.string().check(z.regex(/^\d{1,15}$/))], {
    error: 'must be a number of milliseconds since 1970',
  }),
  z.transform((time) => Number(time)),
);

const base64Text = /^[A-Za-z0-9+/]*={0,2}$/;

/** The bytes that base64 text stands for, or `undefined` when the text is none. Line breaks in it are taken. */
export function bytesOfBase64(text: string): Buffer | undefined {
  const letters = text.replace(/[\r\n]/g, '');
  return base64Text.test(letters) ? Buffer.from(letters, 'base64') : undefined;
}

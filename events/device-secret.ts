/** What stands in the place of a secret. */
const hidden = '***';

/** The field that holds a DeviceSecret, as the messages (`deviceSecret`), the API and other software spell it. */
const fieldName = /^device_?secret$/i;

/**
 * The backslashes before an escape: one, and for each level of JSON within JSON twice as many and one more. The bound
 * keeps the time to look through a text in proportion to its length, whatever it holds.
 */
const backslashes = '\\\\{1,15}';

/** The same name in text, where JSON may have written any of its letters as an escape. */
const nameInText = new RegExp(
  Array.from('devicesecret', (letter, index) => {
    const codes = [letter, letter.toUpperCase()].map((form) => form.charCodeAt(0).toString(16));
    return `${index === 6 ? '_?' : ''}(?:${letter}|${backslashes}u00(?:${codes.join('|')}))`;
  }).join(''),
  'gi',
);

/** A name written with escapes, or as it is: a quick look that spares most messages the slow one. */
const mention = /secret|\\u00/i;

/** Enough letters to hold the field's name, in either alphabet, with line breaks and escaped slashes between. */
const base64Run = new RegExp(`(?:[A-Za-z0-9+/_-]|${backslashes}[/nr]|[\\r\\n]){16,}={0,2}`, 'g');

/** What stands between the field's name and its value. */
const separator = new RegExp(
  `^(?:${backslashes})?["']?(?:\\s|${backslashes}[nrt])*[:=](?:\\s|${backslashes}[nrt])*`,
);

/** How deep base64 within base64 is opened: MNS can encode a body whose payload is encoded already. */
const deepest = 3;

/**
 * Takes DeviceSecrets out of a value that came as JSON, wherever in it they are. The value is changed in place.
 *
 * @param text what the value was parsed from: without a mention of a secret the value is not walked
 */
export function dropDeviceSecrets(value: unknown, text: string): void {
  if (!mention.test(text)) return;
  const open = [value];
  while (open.length > 0) {
    const container = open.pop();
    if (!isContainer(container)) continue;
    for (const [key, held] of Object.entries(container)) {
      if (fieldName.test(key)) Reflect.deleteProperty(container, key);
      else if (typeof held === 'string') Reflect.set(container, key, redactText(held));
      else open.push(held);
    }
  }
}

/** The same text with `***` in the place of every DeviceSecret, also in JSON within it. */
export function redactText(text: string): string {
  return mention.test(text) ? redactValues(text) : text;
}

/** The same bytes with `***` in the place of every DeviceSecret, also in JSON text within them. */
export function redactBytes(bytes: Buffer): Buffer {
  // Latin-1 has one character for every byte, so that bytes which are no text come back as they were.
  const text = bytes.toString('latin1');
  const redacted = redactText(text);
  return redacted === text ? bytes : Buffer.from(redacted, 'latin1');
}

/** As `redactBytes`, and in base64 text within the bytes too: for envelopes, which hold their message so. */
export function redactEnvelope(bytes: Buffer): Buffer {
  return Buffer.from(redactLayers(bytes.toString('latin1'), 0), 'latin1');
}

function redactLayers(text: string, depth: number): string {
  const outer = redactText(text);
  if (depth === deepest) return outer;
  return outer.replace(base64Run, (run) => {
    const decoded = Buffer.from(run.replace(/\\+[nr]|[\\\r\n]/g, ''), 'base64').toString('latin1');
    const redacted = redactLayers(decoded, depth + 1);
    return redacted === decoded ? run : Buffer.from(redacted, 'latin1').toString('base64');
  });
}

/**
 * Hides what follows the field's name, in JSON whole or broken, in JSON within a JSON text (with its escaped quotes),
 * and in `name=value`. Where no end of the value can be made out, all that follows is hidden.
 */
function redactValues(text: string): string {
  let redacted = '';
  let done = 0;
  for (const { 0: name, index } of text.matchAll(nameInText)) {
    const afterName = index + name.length;
    if (afterName < done) continue;
    const [before] = separator.exec(text.slice(afterName)) ?? [];
    if (before === undefined) continue;
    const start = afterName + before.length;
    redacted += text.slice(done, start);
    done = start;
    const quote = /^\\*"/.exec(text.slice(start))?.[0];
    if (quote !== undefined) {
      redacted += quote + hidden;
      done = endOfString(text, start + quote.length, quote.length - 1);
    } else if (/^[[{]/.test(text.slice(start))) {
      redacted += hidden;
      done = text.length;
    } else {
      redacted += hidden;
      done = start + (/^[^\s,;&}\]]*/.exec(text.slice(start))?.[0].length ?? 0);
    }
  }
  return done === 0 ? text : redacted + text.slice(done);
}

/**
 * Where a string's closing quote is. Each level of JSON within JSON doubles the backslashes before a quote and adds
 * one; a quote that belongs to the string's own text has more of them than the one that ends it.
 */
function endOfString(text: string, from: number, backslashes: number): number {
  for (let quote = text.indexOf('"', from); quote !== -1; quote = text.indexOf('"', quote + 1)) {
    let before = quote;
    while (before > from && text[before - 1] === '\\') before -= 1;
    if ((quote - before) % (2 * (backslashes + 1)) === backslashes) return quote - backslashes;
  }
  return text.length;
}

function isContainer(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

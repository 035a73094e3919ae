import { isUtf8 } from 'node:buffer';
import { dropDeviceSecrets } from './device-secret.ts';

/**
 * How many levels of lists and objects within each other a message may have. Thing models need a handful; text that
 * nests thousands would break every later walk over the value, its logging as JSON first.
 */
const mostLevels = 100;

/** JSON from outside: its value, or what is wrong with it. */
export type Json = { readonly value: unknown } | { readonly fault: string };

/**
 * Reads JSON that came from outside, as bytes or as text. DeviceSecrets are not in the value.
 *
 * @returns the value, or in `fault` the rule that the text breaks; the fault never quotes the text
 */
export function readJson(source: Buffer | string): Json {
  if (typeof source !== 'string' && !isUtf8(source))
    return { fault: 'must be JSON in UTF-8, but is other bytes' };
  const text = source.toString();
  if (nestsDeeper(text, mostLevels))
    return { fault: `must be JSON of at most ${mostLevels} levels, but has more` };
  try {
    const value: unknown = JSON.parse(text);
    dropDeviceSecrets(value, text);
    return { value };
  } catch {
    return { fault: text === '' ? 'must be JSON, but is empty' : 'must be JSON, but is other text' };
  }
}

function nestsDeeper(text: string, levels: number): boolean {
  // What nests needs a bracket to open and one to close at each level.
  if (text.length < 2 * levels) return false;
  let depth = 0;
  let inString = false;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === 0x22) inString = !inString;
    else if (inString) index += code === 0x5c ? 1 : 0;
    else if (code === 0x5b || code === 0x7b) {
      depth += 1;
      if (depth > levels) return true;
    } else if (code === 0x5d || code === 0x7d) depth -= 1;
  }
  return false;
}

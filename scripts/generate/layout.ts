/** Lays out source code as Biome would: on one line where it fits, else one entry a line. */

const WIDTH = 110;

/** A piece of code: plain text, or a list of pieces between brackets. */
export type Code = string | Bracketed;

interface Bracketed {
  readonly open: string;
  readonly entries: readonly Code[];
  readonly close: string;
}

/** `name(argument, argument)`; a single bracketed argument keeps its brackets beside the call's. */
export function call(name: string, ...entries: readonly Code[]): Code {
  const [only, ...others] = entries;
  if (only !== undefined && others.length === 0 && typeof only !== 'string') {
    return { open: `${name}(${only.open}`, entries: only.entries, close: `${only.close})` };
  }
  return { open: `${name}(`, entries, close: ')' };
}

/** `{ name: value, … }` */
export function object(members: readonly (readonly [string, Code])[]): Code {
  return { open: '{', entries: members.map(([name, value]) => prefixed(`${name}: `, value)), close: '}' };
}

export const array = (entries: readonly Code[]): Code => ({ open: '[', entries, close: ']' });

export const prefixed = (prefix: string, code: Code): Code =>
  typeof code === 'string' ? prefix + code : { ...code, open: prefix + code.open };

/** `Name<A, B>`, on several lines where it would not fit behind `before`. */
export function generic(before: string, name: string, types: readonly string[], after: string): string {
  const flat = `${before}${name}<${types.join(', ')}>${after}`;
  if (flat.length <= WIDTH) return flat;
  return `${before}${name}<\n${types.map((type) => `  ${type}`).join(',\n')}\n>${after}`;
}

/** A value of JSON as source code. */
export function literal(value: unknown): Code {
  if (typeof value === 'string') return quoted(value);
  if (Array.isArray(value)) return array(value.map(literal));
  if (typeof value === 'object' && value !== null) {
    return object(Object.entries(value).map(([name, member]) => [name, literal(member)]));
  }
  return String(value);
}

export const quoted = (text: string): string =>
  `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n')}'`;

/** The code's lines, the first without indentation. `taken` is what already stands on the first line. */
export function printed(code: Code, indent = 0, taken = indent): string {
  if (typeof code === 'string') return code;
  const flat = onOneLine(code);
  if (code.entries.length === 0 || taken + flat.length <= WIDTH) return flat;
  const inner = ' '.repeat(indent + 2);
  const lines = code.entries.map((entry) => `${inner}${printed(entry, indent + 2)},`);
  return `${code.open}\n${lines.join('\n')}\n${' '.repeat(indent)}${code.close}`;
}

function onOneLine(code: Code): string {
  if (typeof code === 'string') return code;
  const inside = code.entries.map(onOneLine).join(', ');
  const space = code.open.endsWith('{') && inside !== '' ? ' ' : '';
  return code.open + space + inside + space + code.close;
}

/** A doc comment of paragraphs, wrapped; entries of a list start with `- `. */
export function docComment(paragraphs: readonly string[], indent = 0): string {
  const pad = ' '.repeat(indent);
  const [only, ...others] = paragraphs;
  if (only !== undefined && others.length === 0 && indent + only.length + 7 <= WIDTH)
    return `${pad}/** ${safe(only)} */`;
  const lines = paragraphs.flatMap((paragraph, index) => {
    const before =
      index > 0 && !(paragraph.startsWith('- ') && paragraphs[index - 1]?.startsWith('- ')) ? [''] : [];
    return [...before, ...wrapped(safe(paragraph), WIDTH - indent - 3)];
  });
  return [`${pad}/**`, ...lines.map((line) => `${pad} * ${line}`.trimEnd()), `${pad} */`].join('\n');
}

const safe = (text: string): string => text.replaceAll('*/', '*\\/').replaceAll(/\s+/g, ' ');

function wrapped(text: string, width: number): string[] {
  const hanging = text.startsWith('- ') ? '  ' : '';
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = hanging + word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}

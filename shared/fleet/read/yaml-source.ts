import { Composer, type Document, isMap, isNode, isScalar, isSeq, LineCounter, Parser, visit } from 'yaml';

/** A place in a file, both counted from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Text in YAML, read: its value, and where in the text each part of it stands. */
export interface YamlSource {
  /** Plain data: text, numbers, booleans, null, lists and objects. */
  readonly value: unknown;
  /**
   * Where the value at this path stands, or the nearest one around it that there is.
   *
   * @param ofKey whether its key is asked for, and not what the key holds
   */
  positionOf(path: readonly (string | number)[], ofKey: boolean): Position;
}

/** What is wrong with a text as YAML, and where. */
export interface YamlFault {
  readonly position: Position;
  readonly message: string;
}

/** No file that people write comes near; a bigger one would keep the parser busy for seconds. */
const mostCharacters = 128 * 1024;

/** The parser goes down the levels on the stack, which ends: only text that is not too deep may reach it. */
const mostLevels = 20;

/** A file with more mistakes than this is no fleet file; so many are told. */
const mostFaults = 100;

/** What YAML can do beyond plain data, by the parser's name for it. None of it is taken: the file says what it means. */
const notTaken: ReadonlyMap<unknown, string> = new Map([
  ['alias', 'aliases such as *name are not taken here; write the value itself'],
  ['anchor', 'anchors such as &name are not taken here; leave it out'],
  ['tag', 'YAML tags such as !name are not taken here; leave it out'],
  ['directive', 'YAML directives are not taken here; leave it out'],
]);

/**
 * Reads YAML 1.2 that has to be plain data in one document.
 *
 * @returns the source, or all that is wrong with it
 */
export function readYaml(text: string): YamlSource | { readonly faults: readonly YamlFault[] } {
  if (text.length > mostCharacters)
    return refusal(`must be at most ${mostCharacters} characters, but has ${text.length}`);
  const lines = new LineCounter();
  const positionAt = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  const tokens = [...new Parser(lines.addNewLine).parse(text)];
  const { isTooDeep, found } = survey(tokens);
  if (isTooDeep) return refusal(`must have at most ${mostLevels} levels within each other`);

  // Its own look for keys that are there twice takes time by the square of their number.
  const composer = new Composer({ stringKeys: true, uniqueKeys: false });
  const [document, second] = composer.compose(tokens, true, text.length);
  if (document !== undefined) {
    for (const { pos, message } of document.errors) found.push({ offset: pos[0], message });
    found.push(...doubledKeys(document));
  }
  if (second !== undefined)
    found.push({ offset: second.range[0], message: 'must be one document, but another begins' });
  if (document === undefined || found.length > 0) {
    const told = found.slice(0, mostFaults);
    return { faults: told.map(({ offset, message }) => ({ position: positionAt(offset), message })) };
  }
  return {
    value: document.toJS(),
    positionOf: (path, ofKey) => positionAt(offsetOf(document, path, ofKey)),
  };
}

interface Finding {
  readonly offset: number;
  readonly message: string;
}

function refusal(message: string): { readonly faults: readonly YamlFault[] } {
  return { faults: [{ position: { line: 1, column: 1 }, message }] };
}

/** Looks through the parser's tokens for what must not get further. Goes down the levels without the stack. */
function survey(tokens: readonly unknown[]): { isTooDeep: boolean; found: Finding[] } {
  const found: Finding[] = [];
  const pending = tokens.map((token) => ({ token, depth: 0 }));
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { token, depth } = next;
    if (typeof token !== 'object' || token === null) continue;
    if (depth > mostLevels) return { isTooDeep: true, found };
    if ('type' in token && 'offset' in token) {
      const message = notTaken.get(token.type);
      if (message !== undefined) found.push({ offset: Number(token.offset), message });
    }
    // A list of tokens is no level of its own, and neither is one item of a collection.
    const isLevel = 'items' in token;
    for (const part of Object.values(token))
      pending.push({ token: part, depth: isLevel ? depth + 1 : depth });
  }
  return { isTooDeep: false, found };
}

function doubledKeys(document: Document): Finding[] {
  const found: Finding[] = [];
  visit(document, {
    Map(_, map) {
      const keys = new Set<unknown>();
      for (const { key } of map.items) {
        if (!isScalar(key)) continue;
        if (keys.has(key.value))
          found.push({ offset: key.range?.[0] ?? 0, message: `${key.value} is there twice` });
        keys.add(key.value);
      }
    },
  });
  return found;
}

function offsetOf(document: Document, path: readonly (string | number)[], ofKey: boolean): number {
  let node: unknown = document.contents;
  let offset = isNode(node) ? (node.range?.[0] ?? 0) : 0;
  for (const [index, segment] of path.entries()) {
    const isLast = index === path.length - 1;
    let key: unknown;
    if (isMap(node)) {
      const pair = node.items.find((pair) => isScalar(pair.key) && pair.key.value === segment);
      key = pair?.key;
      node = pair?.value;
    } else {
      node = isSeq(node) ? node.items[Number(segment)] : undefined;
    }
    const found = isScalar(key) && (node === null || (isLast && ofKey)) ? key : node;
    if (!isNode(found)) break;
    offset = found.range?.[0] ?? offset;
  }
  return offset;
}

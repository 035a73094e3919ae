/** A topic that a pattern fits: what the pattern stands for, and what its variable segments are in this topic. */
export interface TopicMatch<Value> {
  readonly value: Value;
  readonly segments: Readonly<Record<string, string>>;
}

interface Node<Value> {
  readonly fixed: Map<string, Node<Value>>;
  variable?: Node<Value>;
  /** Names of the variable segments on the way here, and what the pattern that ends here stands for. */
  end?: { readonly names: readonly string[]; readonly value: Value };
  /** The same for a pattern that ends in `#` here. */
  rest?: { readonly names: readonly string[]; readonly value: Value };
}

/**
 * Makes one tree of topic patterns, so that finding a topic's pattern takes one step a segment however many patterns
 * there are.
 *
 * @param patterns pairs of a pattern and what it stands for. In a pattern `{name}` is any one segment, and a last `#`
 *   one segment or more. Where both a fixed word and a variable fit, the fixed word is tried first.
 * @returns a function from a topic to its match, or to `undefined` when no pattern fits
 *
 * @example
 * const match = topicMatcher([['/{productKey}/{deviceName}/thing/lifecycle', 'lifecycle']]);
 * match('/a1B2c3D4e5F/pump-1/thing/lifecycle');
 * // { value: 'lifecycle', segments: { productKey: 'a1B2c3D4e5F', deviceName: 'pump-1' } }
 */
export function topicMatcher<Value>(
  patterns: Iterable<readonly [pattern: string, value: Value]>,
): (topic: string) => TopicMatch<Value> | undefined {
  const root: Node<Value> = { fixed: new Map() };
  for (const [pattern, value] of patterns) plant(root, pattern, value);
  return (topic) => {
    const segments = topic.split('/');
    // A topic starts with a slash, so that its first segment is empty.
    return segments[0] === '' ? find(root, segments, 1, []) : undefined;
  };
}

/** The topic that a pattern makes of these fields, or `undefined` when a field cannot be a segment of a topic. */
export function fillTopic(pattern: string, fields: Readonly<Record<string, unknown>>): string | undefined {
  const segments: string[] = [];
  for (const segment of pattern.split('/')) {
    const name = variableName(segment);
    const filled = name === undefined ? segment : fields[name];
    if (typeof filled !== 'string' || (name !== undefined && !/^[^/]+$/.test(filled))) return undefined;
    segments.push(filled);
  }
  return segments.join('/');
}

function plant<Value>(root: Node<Value>, pattern: string, value: Value): void {
  const names: string[] = [];
  let node = root;
  for (const segment of pattern.split('/').slice(1)) {
    if (segment === '#') {
      node.rest = { names, value };
      return;
    }
    const name = variableName(segment);
    if (name !== undefined) {
      names.push(name);
      node.variable ??= { fixed: new Map() };
      node = node.variable;
    } else {
      const next = node.fixed.get(segment) ?? { fixed: new Map() };
      node.fixed.set(segment, next);
      node = next;
    }
  }
  node.end = { names, value };
}

function find<Value>(
  node: Node<Value>,
  segments: readonly string[],
  index: number,
  captured: string[],
): TopicMatch<Value> | undefined {
  const segment = segments[index];
  if (segment === undefined) return node.end && matched(node.end, captured);
  const fixed = node.fixed.get(segment);
  const found = fixed && find(fixed, segments, index + 1, captured);
  if (found !== undefined) return found;
  if (node.variable !== undefined && segment !== '') {
    captured.push(segment);
    const found = find(node.variable, segments, index + 1, captured);
    if (found !== undefined) return found;
    captured.pop();
  }
  return node.rest && segments.at(-1) !== '' ? matched(node.rest, captured) : undefined;
}

function matched<Value>(
  { names, value }: { readonly names: readonly string[]; readonly value: Value },
  captured: readonly string[],
): TopicMatch<Value> {
  const segments: Record<string, string> = {};
  for (const [index, name] of names.entries()) segments[name] = captured[index] ?? '';
  return { value, segments };
}

function variableName(segment: string): string | undefined {
  return segment.startsWith('{') && segment.endsWith('}') ? segment.slice(1, -1) : undefined;
}

import { shown } from '../../events/message.ts';
import type { Position } from './read/yaml-source.ts';

/** Something that is wrong in data that people wrote, and where in it. */
export interface Mistake {
  /** From the top, or from where the looking began: `['grouping', 1, 'group']`. */
  readonly path: readonly (string | number)[];
  /** What would be right, `must be …`; or, where there is no value, what is wrong with the path's last key. */
  readonly message: string;
  /** What is there instead. */
  readonly value?: unknown;
}

/** Takes a mistake, so that the looking goes on and all are told at once. */
export type Report = (mistake: Mistake) => void;

/** A mistake and its place in the file. */
export interface FileMistake {
  readonly position: Position;
  readonly message: string;
}

/** All that is wrong in `fleet.yaml`, a line a mistake. */
export class FleetFileError extends Error {
  override readonly name = 'FleetFileError';
  readonly mistakes: readonly FileMistake[];

  constructor(fileName: string, mistakes: readonly FileMistake[]) {
    const inOrder = [...mistakes].sort(
      ({ position: one }, { position: other }) => one.line - other.line || one.column - other.column,
    );
    const lines = inOrder.map(
      ({ position: { line, column }, message }) => `${fileName}:${line}:${column} ${message}`,
    );
    super(lines.join('\n'));
    this.mistakes = inOrder;
  }
}

/** A mistake in words: `grouping[1].group: must be …, but is "a b"`. */
export function tell(mistake: Mistake): string {
  const path = tellPath(mistake.path);
  const { message } = mistake;
  if (!('value' in mistake)) return `${path} ${message}`.trimStart();
  return `${path === '' ? '' : `${path}: `}${message}, but is ${shown(mistake.value)}`;
}

/** A path as people write it: `grouping[1].group`. */
export function tellPath(path: Mistake['path']): string {
  return path.reduce<string>((text, segment) => {
    if (typeof segment === 'number') return `${text}[${segment}]`;
    const name = /^[\w$-]+$/.test(segment) ? segment : shown(segment);
    return text === '' ? name : `${text}.${name}`;
  }, '');
}

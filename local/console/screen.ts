import type { WriteStream } from 'node:tty';
import { Chalk, type ChalkInstance } from 'chalk';
import { createLogUpdate } from 'log-update';
import { frame } from './frame.ts';
import { progressLine } from './progress-line.ts';
import type { Snapshot } from './snapshot.ts';

/** Where a run is shown. */
export interface Screen {
  /** Shows the last state and lets it stand. */
  close(): void;
}

const framesPerSecond = 10;
const lineEvery = 1_000;
/** Where nobody says how wide and high the paper is. */
const page = { width: 100, height: 32 };

/**
 * Shows what goes on: drawn in place on a terminal, as a line a second anywhere else, with a last frame at the end.
 *
 * @param look gives the present state
 */
export function openScreen(stream: WriteStream | NodeJS.WriteStream, look: () => Snapshot): Screen {
  return stream.isTTY ? drawnScreen(stream, look) : writtenScreen(stream, look);
}

function drawnScreen(stream: NodeJS.WriteStream, look: () => Snapshot): Screen {
  const update = createLogUpdate(stream);
  const chalk: ChalkInstance = new Chalk();
  const draw = () => {
    // One line less than there are, so that the terminal never scrolls.
    const canvas = { width: stream.columns, height: stream.rows - 1, chalk };
    update(frame(look(), canvas).slice(0, canvas.height).join('\n'));
  };
  draw();
  const timer = setInterval(draw, 1000 / framesPerSecond);
  stream.on('resize', draw);
  return {
    close() {
      clearInterval(timer);
      stream.off('resize', draw);
      draw();
      update.done();
    },
  };
}

function writtenScreen(stream: NodeJS.WriteStream, look: () => Snapshot): Screen {
  let written = '';
  const write = () => {
    const line = progressLine(look());
    if (line !== written) stream.write(`${line}\n`);
    written = line;
  };
  write();
  const timer = setInterval(write, lineEvery);
  return {
    close() {
      clearInterval(timer);
      stream.write(`\n${frame(look(), { ...page, chalk: new Chalk({ level: 0 }) }).join('\n')}\n\n`);
    },
  };
}

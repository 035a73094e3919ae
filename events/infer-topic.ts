import { messageTypes } from './device-event.ts';
import type { Body } from './message-type.ts';
import { fillTopic } from './topic.ts';

const marked = Object.values(messageTypes).flatMap(({ topic, marks }) =>
  marks === undefined ? [] : [{ topic, marks }],
);

/**
 * The topic that a message must have come from, told by its body alone: by fields that only one type has. Where one
 * type's fields are among another's, the type with more of them wins.
 *
 * @returns `undefined` when the body could be of no type or of several, or does not say which device it is about.
 * Properties and events look the same as those from a device's memory, and custom topics can hold anything.
 */
export function inferTopic(body: Body): string | undefined {
  const fitting = marked.filter(({ marks }) =>
    marks.every((mark) => body[mark] !== undefined && body[mark] !== null),
  );
  const most = Math.max(...fitting.map(({ marks }) => marks.length));
  const [only, ...others] = fitting.filter(({ marks }) => marks.length === most);
  return only === undefined || others.length > 0 ? undefined : fillTopic(only.topic, body);
}

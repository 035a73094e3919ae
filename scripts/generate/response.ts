import type { FieldSpec, OperationSpec } from './catalogue.ts';
import { type Code, call, object } from './layout.ts';

/** The source code of an operation's response schema: every field may be missing, unknown ones are kept. */
export const responseSchema = (operation: OperationSpec): Code => call('answer', shape(operation.response));

const shape = (fields: readonly FieldSpec[]): Code =>
  object(fields.map((field) => [field.name, answerField(field)]));

function answerField(field: FieldSpec): Code {
  if (field.repeat === true) return call('maybeList', listItem(field));
  return field.fields === undefined ? scalar(field) : call('maybeFields', shape(field.fields));
}

function listItem({ name, type, fields }: FieldSpec): Code {
  if (fields !== undefined) return call('fields', shape(fields));
  if (type === 'String') return 'heldText()';
  throw new Error(`No schema for a list of ${type}: ${name}`);
}

function scalar({ name, type, orType }: FieldSpec): Code {
  if (orType !== undefined) return 'maybeTextOrNumber()';
  switch (type) {
    case 'String':
    case 'JSON':
      return 'maybeText()';
    case 'Integer':
    case 'Long':
    case 'Float':
    case 'Double':
      return 'maybeNumber()';
    case 'Boolean':
      return 'maybeFlag()';
    default:
      throw new Error(`No schema for a field of type ${type} without fields: ${name}`);
  }
}

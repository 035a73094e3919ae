import type { FieldSpec, OperationSpec } from './catalogue.ts';
import { type Code, call, object } from './layout.ts';

/** The source code of an operation's response schema: every field may be missing, unknown ones are kept. */
export const responseSchema = (operation: OperationSpec): Code => call('answer', shape(operation.response));

const shape = (fields: readonly FieldSpec[]): Code =>
  object(fields.map((field) => [field.name, answerField(field)]));

function answerField(field: FieldSpec): Code {
  const listed = field.repeat === true;
  if (field.fields === undefined)
    return listed ? call('maybeList', `held${scalar(field)}()`) : `maybe${scalar(field)}()`;
  return listed
    ? call('maybeList', call('fields', shape(field.fields)))
    : call('maybeFields', shape(field.fields));
}

function scalar({ name, type, orType }: FieldSpec): string {
  if (orType !== undefined) return 'TextOrNumber';
  switch (type) {
    case 'String':
    case 'JSON':
      return 'Text';
    case 'Integer':
    case 'Long':
    case 'Float':
    case 'Double':
      return 'Number';
    case 'Boolean':
      return 'Flag';
    default:
      throw new Error(`No schema for a field of type ${type} without fields: ${name}`);
  }
}

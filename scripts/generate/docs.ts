import type { FieldSpec, OperationSpec, PagesSpec } from './catalogue.ts';

/** What a field means, its unit, bounds, values and default, in a sentence or two. */
export function fieldDoc(field: FieldSpec): string {
  const notes =
    field.name === 'IotInstanceId' ? 'The instance; needed when it has an ID.' : shortened(field.notes ?? '');
  const parts = [notes, bounds(field), values(field), standard(field)];
  return parts.filter((part) => part !== '').join(' ');
}

function shortened(notes: string): string {
  if (notes.length <= 320) return notes;
  const sentences = notes.split(/(?<=\.) /);
  let text = sentences.shift() ?? '';
  while (sentences[0] !== undefined && text.length + sentences[0].length < 300)
    text += ` ${sentences.shift()}`;
  return text.length <= 400 ? text : `${text.slice(0, text.lastIndexOf(' ', 380))} …`;
}

function bounds(field: FieldSpec): string {
  const unit = field.unit ?? '';
  const range = (least: number | undefined, most: number | undefined, what: string): string[] => {
    const of = what === '' ? '' : ` ${what}`;
    if (least !== undefined && most !== undefined) return [`${grouped(least)} to ${grouped(most)}${of}`];
    if (most !== undefined) return [`At most ${grouped(most)}${of}`];
    return least === undefined ? [] : [`At least ${grouped(least)}${of}`];
  };
  const parts = [
    ...range(field.min, field.max, unit),
    ...range(
      field.minLength,
      field.maxLength,
      field.measure === undefined ? 'characters' : (field.unit ?? 'bytes'),
    ),
    ...range(field.minItems, field.maxItems, 'entries'),
    ...(field.uniqueItems === true ? ['No entry twice'] : []),
  ];
  const bare =
    field.min === undefined && field.max === undefined && field.measure === undefined && unit !== '';
  return [...parts, ...(bare ? [`Unit: ${unit}`] : [])].map((part) => `${part}.`).join(' ');
}

const grouped = (value: number): string => (value >= 1e12 ? String(value) : value.toLocaleString('en-US'));

function values(field: FieldSpec): string {
  const notes = Object.entries(field.enumNotes ?? {}).filter(([value, note]) => value !== note);
  if (notes.length > 0) return `${notes.map(([value, note]) => `${value}: ${note}`).join('; ')}.`;
  return '';
}

const standard = (field: FieldSpec): string =>
  field.default === undefined || field.default === '' ? '' : `Default: ${String(field.default)}.`;

/** What of the guide a caller has to know: what it does, its limits, how it pages, its errors, and where it stands. */
export function operationDoc(operation: OperationSpec): string[] {
  const effects = operation.effects.filter(
    (effect) =>
      !/^read-only\.?$/i.test(effect) &&
      !/IotInstanceId|common fields|target instance has an ID|instance that has an ID/i.test(effect) &&
      effect.length <= 260,
  );
  const limits = operation.limitNotes.filter(
    (note) => !/RAM users (share|of one)|RAM users draw/i.test(note) || /\d/.test(note),
  );
  const paragraphs = [
    operation.summary,
    ...effects.slice(0, 8).map((effect) => `- ${effect}`),
    `Limits: ${[`${operation.limits.qps} calls a second an account`, ...limits.filter((note) => !/(per|a|each|one) second|QPS|calls? a second/i.test(note) || (/\bpage|device/i.test(note) && !/account/i.test(note))).map(ended)].join('; ')}.`,
    ...(operation.pages === undefined ? [] : [pagesDoc(operation.pages)]),
    `${operation.repeatable ? 'Safe to repeat' : 'Not safe to repeat'}${operation.repeatableNote === undefined ? '.' : `: ${lowered(operation.repeatableNote)}`}`,
    ...(operation.errorCodes.length === 0 ? [] : [`Errors: ${operation.errorCodes.join(', ')}.`]),
    `Guide, section ${operation.section}.`,
  ];
  return paragraphs;
}

const ended = (sentence: string): string => lowered(sentence.replace(/\.$/, ''));

const lowered = (sentence: string): string =>
  /^[A-Z][a-z]/.test(sentence) && !/^[A-Z][a-z]+[A-Z]/.test(sentence)
    ? sentence.charAt(0).toLowerCase() + sentence.slice(1)
    : sentence;

function pagesDoc(pages: PagesSpec): string {
  const most = `${pages.size} at most ${pages.maximum}`;
  switch (pages.style) {
    case 'number': {
      const token =
        pages.token === undefined ? '' : ` and ${pages.token}, which the answer names for the next page`;
      return `Pages: by number, ${pages.number}${token}; ${most}.`;
    }
    case 'token':
      return `Pages: by token, ${pages.token}, which the answer names for the next page; ${most}.`;
    case 'time':
      return `Pages: by time; the answer names where to go on, NextTime, as long as NextValid is true; ${most}.`;
  }
}

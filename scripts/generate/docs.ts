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

/** The bounds and the unit, as far as the notes do not name them already. */
function bounds(field: FieldSpec): string {
  const notes = (field.notes ?? '').replaceAll(',', '');
  const unit = pluralised(field.unit ?? '');
  const range = (least: number | undefined, most: number | undefined, what: string): string[] => {
    const given = [least, most].filter((bound) => bound !== undefined);
    if (given.length === 0 || given.every((bound) => new RegExp(`\\b${bound}\\b`).test(notes))) return [];
    // Time stamps: the bounds only say that they have 13 digits.
    if (given.some((bound) => bound >= 1e12)) return notes.includes('13-digit') ? [] : ['13 digits'];
    const of = what === '' ? '' : ` ${what}`;
    if (least !== undefined && most !== undefined) return [`${grouped(least)} to ${grouped(most)}${of}`];
    return most === undefined ? [`At least ${grouped(least ?? 0)}${of}`] : [`At most ${grouped(most)}${of}`];
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
  const bare = !parts.some((part) => part.includes(unit)) && field.measure === undefined && unit !== '';
  return [...parts, ...(bare ? [`In ${unit}`] : [])].map((part) => `${part}.`).join(' ');
}

const pluralised = (unit: string): string => (/^(minute|byte|millisecond)$/.test(unit) ? `${unit}s` : unit);

const grouped = (value: number): string => (value >= 1e12 ? String(value) : value.toLocaleString('en-US'));

function values(field: FieldSpec): string {
  const notes = Object.entries(field.enumNotes ?? {}).filter(([value, note]) => value !== note);
  if (notes.length > 0) return `${notes.map(([value, note]) => `${value}: ${note}`).join('; ')}.`;
  return '';
}

const standard = (field: FieldSpec): string =>
  field.default === undefined || field.default === '' ? '' : `Default: ${String(field.default)}.`;

/** Sentences that tell nothing of this operation alone, or speak of the guide's text rather than of the platform. */
const COMMONPLACE =
  /^read-only\.?$|IotInstanceId|common fields|instance (that )?has an ID|docDiffs|\bsamples?\b|text does not say|not stated|Inferred|literally/i;

/** The quota, which has a place of its own. */
const QUOTA =
  /^(At most|Each account may make at most) [\d,]+ (queries|calls) per second [^(]*account|RAM users share|RAM users of/;

/** What a caller has to know: what it does, its limits, how it pages, its errors, and where the guide tells more. */
export function operationDoc(operation: OperationSpec): string[] {
  const { limits, pages, repeatable, repeatableNote, errorCodes } = operation;
  const effects = operation.effects.filter((effect) => !COMMONPLACE.test(effect) && effect.length <= 260);
  const notes = operation.limitNotes.filter((note) => !QUOTA.test(note) && !COMMONPLACE.test(note));
  const quota = `${limits.qps} ${limits.qps === 1 ? 'call' : 'calls'} a second per account`;
  return [
    operation.summary,
    ...effects.slice(0, 8).map((effect) => `- ${effect}`),
    `Limits: ${[quota, ...notes.map(ended)].join('; ')}.`,
    ...(pages === undefined ? [] : [pagesDoc(pages)]),
    `${repeatable ? 'Safe to repeat' : 'Not safe to repeat'}${repeatableNote === undefined ? '.' : `: ${lowered(repeatableNote)}`}`,
    ...(errorCodes.length === 0 ? [] : [`Errors: ${errorCodes.join(', ')}.`]),
    `Guide, section ${operation.section}.`,
  ];
}

const ended = (sentence: string): string => lowered(sentence.replace(/\.$/, ''));

const lowered = (sentence: string): string =>
  /^(A|An|[A-Z][a-z]+) /.test(sentence) ? sentence.charAt(0).toLowerCase() + sentence.slice(1) : sentence;

function pagesDoc(pages: PagesSpec): string {
  const most = `${pages.size} ${pages.maximum} unless given`;
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

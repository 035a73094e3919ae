import { fieldOf } from './field.ts';

/** A text with fields of an event in it, read once and filled for each event. */
export interface Template {
  /** Fixed text and fields, in turn; a field is the path to it. */
  readonly parts: readonly (string | FieldPath)[];
  /** The fields it takes. */
  readonly fields: readonly FieldPath[];
}

export type FieldPath = readonly string[];

/**
 * Reads a text with `${…}` in it: `site-${items.site.value}` takes a field of the event by its path. `$${` stands for
 * `${` itself.
 *
 * @returns the template, or in `fault` what is wrong with the text
 */
export function readTemplate(text: string): Template | { readonly fault: string } {
  const parts: (string | FieldPath)[] = [];
  const fields: FieldPath[] = [];
  let fixed = '';
  let rest = text;
  for (;;) {
    const start = rest.indexOf('${');
    if (start === -1) break;
    if (rest[start - 1] === '$') {
      fixed += `${rest.slice(0, start - 1)}\${`;
      rest = rest.slice(start + 2);
      continue;
    }
    const end = rest.indexOf('}', start);
    if (end === -1)
      return { fault: 'must close each ${ with a }, and write a ${ that is meant as it stands as $${' };
    const path = rest.slice(start + 2, end).split('.');
    if (!path.every((name) => /^[^\s$\x7b}]+$/.test(name)))
      return { fault: 'must name a field of the message between ${ and }, such as ${deviceName}' };
    fixed += rest.slice(0, start);
    if (fixed !== '') parts.push(fixed);
    parts.push(path);
    fields.push(path);
    fixed = '';
    rest = rest.slice(end + 1);
  }
  if (fixed + rest !== '') parts.push(fixed + rest);
  return { parts, fields };
}

/**
 * Fills a template from an event.
 *
 * @returns the text, or in `missing` the path of a field that the event does not have, or that is no text, number or
 *   boolean
 */
export function fillTemplate(template: Template, event: object): string | { readonly missing: string } {
  let text = '';
  for (const part of template.parts) {
    if (typeof part === 'string') {
      text += part;
      continue;
    }
    const value = part.reduce<unknown>(fieldOf, event);
    if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean')
      return { missing: part.join('.') };
    text += String(value);
  }
  return text;
}

import { valueAt } from '../rule-sql/expression.ts';
import { textOf, type Value } from '../rule-sql/values.ts';

const placeholder = /\$\{([^{}]*)\}/g;

/**
 * The value of a text in which `${name}` stands for a value of a rule's data. A text that is one placeholder alone
 * gives the value as it is.
 *
 * @returns undefined when the data lack a value
 */
export function filled(text: string, json: Value): Value {
  const [whole] = text.matchAll(placeholder);
  if (whole?.[0] === text) return lookUp(whole[1] ?? '', json);
  let lacking = false;
  const written = text.replace(placeholder, (_, name: string) => {
    const value = textOf(lookUp(name, json));
    lacking ||= value === undefined;
    return value ?? '';
  });
  return lacking ? undefined : written;
}

function lookUp(name: string, json: Value): Value {
  // A key of the data may itself have points: `items.Temperature.value` selected without an alias.
  const own = valueAt(json, [name.trim()]);
  return own === undefined ? valueAt(json, name.trim().split('.')) : own;
}

/**
 * A field of a value from outside. What an object inherits is no field of it, and neither is a field that is null:
 * both are `undefined`.
 */
export function fieldOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
  const field: unknown = Reflect.get(value, name);
  return field ?? undefined;
}

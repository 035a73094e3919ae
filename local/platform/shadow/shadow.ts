/** What the platform holds of a device's state: what is wanted of it, and what it said itself. Never changed in place. */
export interface Shadow {
  /** Each change has a higher one than the last. */
  readonly version: number;
  /** When it last changed, in epoch seconds. */
  readonly timestamp: number;
  readonly desired: ShadowPart;
  readonly reported: ShadowPart;
}

/** Properties by name, each with when it last changed, in epoch seconds. */
export type ShadowPart = ReadonlyMap<string, { readonly value: unknown; readonly timestamp: number }>;

export const emptyShadow: Shadow = { version: 0, timestamp: 0, desired: new Map(), reported: new Map() };

/** The limits of the guide's section 4.6. */
export const mostShadowProperties = 128;
const mostShadowBytes = 16 * 1024;

/** Whether a value stands for nothing: devices delete a property by `null`, or by the text that spells it. */
export const isNothing = (value: unknown): boolean => value === null || value === 'null';

/** A part with some of its properties set; those set to nothing are gone. */
export function changedPart(part: ShadowPart, properties: object, timestamp: number): ShadowPart {
  const changed = new Map(part);
  for (const [name, value] of Object.entries(properties)) {
    if (isNothing(value)) changed.delete(name);
    else changed.set(name, { value, timestamp });
  }
  return changed;
}

/** The shadow as the platform writes it; a part without properties is left out. */
export function shadowDocument({ version, timestamp, ...parts }: Shadow) {
  const { desired, reported } = parts;
  return {
    state: { ...named('desired', desired, heldValue), ...named('reported', reported, heldValue) },
    metadata: { ...named('desired', desired, changeTime), ...named('reported', reported, changeTime) },
    timestamp,
    version,
  };
}

/** Whether a shadow is longer than the platform takes. */
export function isTooLarge(shadow: Shadow): boolean {
  return Buffer.byteLength(JSON.stringify(shadowDocument(shadow).state)) > mostShadowBytes;
}

type Property = ShadowPart extends ReadonlyMap<string, infer Held> ? Held : never;
const heldValue = ({ value }: Property): unknown => value;
const changeTime = ({ timestamp }: Property): unknown => ({ timestamp });

function named(name: string, part: ShadowPart, write: (property: Property) => unknown): object {
  if (part.size === 0) return {};
  return { [name]: Object.fromEntries([...part].map(([key, property]) => [key, write(property)])) };
}

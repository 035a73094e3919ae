/** An object's members that are there: what an answer of the platform leaves out, or has as null, is left out. */
export function present<Members extends Record<string, unknown>>(
  members: Members,
): { [Name in keyof Members]?: NonNullable<Members[Name]> } {
  const there = Object.entries(members).filter(([, value]) => value !== undefined && value !== null);
  return Object.fromEntries(there) as { [Name in keyof Members]?: NonNullable<Members[Name]> };
}

import type { FirmwareChoice } from '../action.ts';
import type { Mistake, Report } from '../mistake.ts';
import { firmwareNamePattern, firmwareVersionPattern, moduleNamePattern } from '../name-patterns.ts';
import { readObject, readValue } from './object.ts';
import { textSchema } from './text.ts';

const schemas = {
  name: textSchema(
    firmwareNamePattern,
    'must be the name of an update package: 1 to 40 letters, digits, -, _, ( and ), a letter or digit first',
  ),
  version: textSchema(
    firmwareVersionPattern,
    'must be the version of an update package: 1 to 64 letters, digits, ., - and _',
  ),
};

/** An upgrading rule's `module`. */
export const moduleSchema = textSchema(
  moduleNamePattern,
  'must be the name of a module: 1 to 64 letters, digits, ., - and _',
);

/** Reads an upgrading rule's `firmware`: `{ name: … }` or `{ version: … }`. */
export function readFirmware(
  value: unknown,
  path: Mistake['path'],
  report: Report,
): FirmwareChoice | undefined {
  const fields = readObject(value, path, [], ['name', 'version'], report);
  if (fields === undefined) return undefined;
  if ('name' in fields === 'version' in fields) {
    report({ path, message: 'must name an update package by either its name or its version' });
    return undefined;
  }
  if ('name' in fields) {
    const name = readValue(schemas.name, fields.name, [...path, 'name'], report);
    return name === undefined ? undefined : { name };
  }
  const version = readValue(schemas.version, fields.version, [...path, 'version'], report);
  return version === undefined ? undefined : { version };
}

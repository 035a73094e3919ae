import type { FirmwareChoice } from '../action.ts';
import type { Mistake, Report } from '../mistake.ts';
import { readObject, readValue } from './object.ts';
import { textSchema } from './text.ts';

/** As CreateOTAFirmware takes them (guide, 4.17). */
const schemas = {
  name: textSchema(
    /^[\p{L}\d][\p{L}\d_()-]{0,39}$/u,
    'must be the name of an update package: 1 to 40 letters, digits, -, _, ( and ), a letter or digit first',
  ),
  version: textSchema(
    /^[A-Za-z0-9._-]{1,64}$/,
    'must be the version of an update package: 1 to 64 letters, digits, ., - and _',
  ),
};

/** An upgrading rule's `module`. */
export const moduleSchema = textSchema(
  /^[A-Za-z0-9._-]{1,64}$/,
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

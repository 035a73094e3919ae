import { OrdinalSet } from './ordinal-set.ts';

/**
 * A tag as the devices that carry it share it: one object for each key and value in use, so that a million devices
 * do not hold a million copies of the same text, and two tags are the same when they are the same object.
 */
export class Tag {
  readonly key: string;
  readonly value: string;
  /** The ordinals of the devices that carry it. */
  readonly devices = new OrdinalSet();

  constructor(key: string, value: string) {
    this.key = key;
    this.value = value;
  }
}

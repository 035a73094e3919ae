/** A custom topic of one device: `/{productKey}/{deviceName}/user/{shortName}`. */
export interface CustomTopic {
  readonly productKey: string;
  readonly deviceName: string;
  /** What its topic category is called: the levels behind `user`. */
  readonly shortName: string;
}

const form = /^\/([A-Za-z0-9]+)\/([A-Za-z0-9_\-@.:]+)\/user\/([A-Za-z0-9_]+(?:\/[A-Za-z0-9_]+)*)$/;

/** Reads a custom topic; undefined when the text is none. */
export function readCustomTopic(topic: string): CustomTopic | undefined {
  const [, productKey, deviceName, shortName] = form.exec(topic) ?? [];
  if (productKey === undefined || deviceName === undefined || shortName === undefined) return undefined;
  return { productKey, deviceName, shortName };
}

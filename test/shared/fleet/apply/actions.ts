import type { Action, FirmwareChoice, TagAction } from '../../../../shared/fleet/action.ts';
import type { Stamp } from '../../../../shared/store/store.ts';

interface When {
  readonly time?: number;
  readonly eventId?: string;
}

const reason = ({ time = 1_000, eventId = 'e1' }: When) => ({ rule: 'a rule', eventId, time });

/** `p1/d1` → the device d1 of the product p1. */
function device(key: string) {
  const [productKey = '', deviceName = ''] = key.split('/');
  return { productKey, deviceName };
}

export const group = (key: string, path: string, when: When = {}): Action => ({
  kind: 'group',
  device: device(key),
  path,
  reason: reason(when),
});

export const tag = (key: string, tags: Record<string, string>, when: When = {}): Action => ({
  kind: 'tag',
  device: device(key),
  tags,
  reason: reason(when),
});

/** As `tag`, with a place in the order of messages. */
export const placedTag = (key: string, tags: Record<string, string>, stamp: Stamp): TagAction => ({
  kind: 'tag',
  device: device(key),
  tags,
  stamp,
  reason: reason({ time: stamp.time }),
});

export const disable = (key: string, when: When = {}): Action => ({
  kind: 'disable',
  device: device(key),
  reason: reason(when),
});

export const enable = (key: string, when: When = {}): Action => ({
  kind: 'enable',
  device: device(key),
  reason: reason(when),
});

export const upgrade = (
  key: string,
  firmware: FirmwareChoice,
  { moduleName = 'default', ...when }: When & { readonly moduleName?: string } = {},
): Action => ({ kind: 'upgrade', device: device(key), moduleName, firmware, reason: reason(when) });

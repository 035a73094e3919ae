import type { Message } from '../messages.ts';
import type { Platform } from '../platform.ts';
import { valueAt } from '../rule-sql/expression.ts';
import type { SqlMessage } from '../rule-sql/sql-message.ts';
import { textOf, type Value } from '../rule-sql/values.ts';
import type { Product } from '../state/products.ts';

/** A message as the SQL of rules sees it. */
export function sqlMessage(
  { topic, messageId, payload }: Message,
  product: Product,
  { clock, account, newId }: Platform,
): SqlMessage {
  const deviceName = deviceNameIn(topic);
  let json: Value;
  let isRead = false;
  return {
    payload,
    get json() {
      if (!isRead) {
        json = readJson(payload);
        isRead = true;
      }
      return json;
    },
    topic,
    messageId,
    productKey: product.productKey,
    deviceName,
    tagValue: (key) =>
      deviceName === undefined ? undefined : product.devices.get(deviceName)?.tagValue(key),
    now: clock.now(),
    regionId: account.regionId,
    newId,
  };
}

/** `/as/mqtt/status/{productKey}/{deviceName}`, or `/{productKey}/{deviceName}/…`; a batch's status names none. */
function deviceNameIn(topic: string): string | undefined {
  if (topic.endsWith('/ota/job/status')) return undefined;
  return topic.split('/')[topic.startsWith('/as/mqtt/status/') ? 5 : 2];
}

function readJson(payload: Buffer): Value {
  try {
    return JSON.parse(payload.toString('utf8'));
  } catch {
    return undefined;
  }
}

/** The DeviceSecret in a message: only the one about a new device has it. */
export const secretIn = ({ topic, json }: SqlMessage): string | undefined =>
  topic.endsWith('/thing/lifecycle') ? textOf(valueAt(json, ['deviceSecret'])) || undefined : undefined;

/** The message as it may be kept: the secret is made unreadable wherever it stands. */
export function withoutSecret(message: SqlMessage, secret: string): SqlMessage {
  const payload = Buffer.from(hidden(message.payload.toString('utf8'), secret));
  return { ...message, payload, json: readJson(payload) };
}

/** Text as it may be kept. */
export const hidden = (text: string, secret: string | undefined): string =>
  secret === undefined ? text : text.replaceAll(secret, '******');

import { redactText } from '../../../events/device-secret.ts';
import type { Platform } from '../platform.ts';
import { summaryOf } from './summary.ts';

/** So many deliveries of a kind are on the page, the latest. */
const mostShown = 50;

/** What goes on, for a human: the state in numbers, the faults, and the latest deliveries. */
export function statusPage(platform: Platform): string {
  const { time, consumerGroups, ...counts } = summaryOf(platform);
  const { subscriptions, rules } = platform.state;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="refresh" content="5">
<title>Local IoT Platform</title>
<style>
body { font: 14px/1.4 system-ui, sans-serif; margin: 2em; }
table { border-collapse: collapse; }
th, td { border: 1px solid #ccc; padding: 2px 8px; text-align: left; vertical-align: top; }
td { max-width: 40em; overflow-wrap: anywhere; }
</style>
</head>
<body>
<h1>Local IoT Platform</h1>
<p>${escaped(time)}</p>
${table(
  'State',
  ['', ''],
  Object.entries(counts).map(([name, count]) => [name, written(count)]),
)}
${table(
  'Consumer groups',
  ['group', 'name', 'clients', 'waiting', 'in hand'],
  consumerGroups.map(Object.values),
)}
${table(
  'Faults',
  ['id', 'happened', 'fault'],
  platform.faults.list().map(({ id, happened, fault }) => [id, happened, written(fault)]),
)}
${table(
  'Deliveries to MNS, the latest first',
  ['time', 'queue', 'kind', 'topic', 'message', 'text'],
  latest(subscriptions.mnsDeliveries).map(({ queueName, body }) => [
    instant(body.timestamp * 1000),
    queueName,
    body.messagetype,
    body.topic,
    body.messageid,
    Buffer.from(body.payload, 'base64').toString(),
  ]),
)}
${table(
  'Deliveries of rules, the latest first',
  ['time', 'rule', 'action', 'to', 'topic', 'message', 'text', 'error'],
  latest(rules.deliveries).map((delivery) => [
    instant(delivery.time),
    delivery.ruleId,
    `${delivery.actionId} (${delivery.type})`,
    written(delivery.to),
    delivery.topic,
    delivery.messageId,
    delivery.payload.toString(),
    delivery.error ?? '',
  ]),
)}
</body>
</html>
`;
}

function table(title: string, heads: readonly string[], rows: readonly (readonly unknown[])[]): string {
  if (rows.length === 0) return `<h2>${title}</h2>\n<p>None.</p>`;
  const head = heads.map((text) => `<th>${text}</th>`).join('');
  const body = rows.map((cells) => `<tr>${cells.map(cell).join('')}</tr>`).join('\n');
  return `<h2>${title}</h2>\n<table>\n<tr>${head}</tr>\n${body}\n</table>`;
}

/** The secrets of devices that were just registered are in messages, and need not be on a screen. */
const cell = (value: unknown): string => `<td>${escaped(redactText(String(value)))}</td>`;

const latest = <Delivery>(deliveries: readonly Delivery[]): Delivery[] =>
  deliveries.slice(-mostShown).reverse();

const written = (value: unknown): string => (typeof value === 'object' ? JSON.stringify(value) : `${value}`);

const instant = (milliseconds: number): string => new Date(milliseconds).toISOString();

const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

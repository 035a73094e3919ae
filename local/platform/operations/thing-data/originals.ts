import {
  QueryDeviceOriginalEventData,
  QueryDeviceOriginalPropertyData,
  QueryDeviceOriginalPropertyStatus,
  QueryDeviceOriginalServiceData,
} from '../../../../shared/iot/operations/thing-data.ts';
import { type ServedOperation, serve } from '../../operation.ts';
import type { Platform } from '../../platform.ts';
import { Refusal } from '../../refusal.ts';
import type { Device } from '../../state/device.ts';
import type { Histories } from '../../state/history.ts';
import { type Feature, featureOf } from '../../thing-model/thing-model.ts';
import { deviceOf } from '../devices/named-device.ts';
import { checkRange, queryRefusals } from './find.ts';
import { recordsIn } from './time-pages.ts';
import { pageByToken, type TokenPage } from './token-pages.ts';
import { eventInfo, serviceInfo, writeTime, writeValue } from './written.ts';

/** The code is the same, whether an identifier is missing or names nothing. */
const unknownKeys = {
  property: 'InvalidIdentifierInPropertyError',
  event: 'iot.tsl.InvalidIdentifierInEventError',
  service: 'InvalidIdentifierInServiceError',
} as const;

/** What devices reported and were asked for, whether or not it keeps to a thing model. */
export const originalOperations: readonly ServedOperation[] = [
  serve(
    QueryDeviceOriginalPropertyData,
    { ...queryRefusals, Identifier: unknownKeys.property },
    (request, platform) => {
      const device = deviceOf(request, platform.state);
      const properties = platform.state.thingData.find(device)?.properties;
      const { items, nextToken, nextValid } = queried('property', properties, device, request, platform);
      const info = items.map(({ time, value }) => ({ Time: writeTime(time), Value: writeValue(value) }));
      // Its token alone begins with a small letter: in the guide's table, in its samples and in the SDK.
      return { Data: { NextValid: nextValid, nextPageToken: nextToken, List: { PropertyInfo: info } } };
    },
  ),

  serve(
    QueryDeviceOriginalEventData,
    { ...queryRefusals, Identifier: unknownKeys.event },
    (request, platform) => {
      checkRange(request);
      const device = deviceOf(request, platform.state);
      const events = platform.state.thingData.find(device)?.events;
      const page = queried('event', events, device, request, platform);
      return { Data: { ...nextOf(page), List: { EventInfo: page.items.map(eventInfo) } } };
    },
  ),

  serve(
    QueryDeviceOriginalServiceData,
    { ...queryRefusals, Identifier: unknownKeys.service },
    (request, platform) => {
      const device = deviceOf(request, platform.state);
      const services = platform.state.thingData.find(device)?.services;
      const page = queried('service', services, device, request, platform);
      return { Data: { ...nextOf(page), List: { ServiceInfo: page.items.map(serviceInfo) } } };
    },
  ),

  serve(QueryDeviceOriginalPropertyStatus, queryRefusals, (request, platform) => {
    const { Asc, PageSize, NextPageToken } = request;
    const device = deviceOf(request, platform.state);
    const snapshot = [...(platform.state.thingData.find(device)?.properties.all ?? [])].flatMap(
      ([, { records }]) => records.slice(-1),
    );
    snapshot.sort((one, other) => one.time - other.time);
    if (Asc === 0) snapshot.reverse();
    const page = pageByToken(snapshot, PageSize, NextPageToken, ['status', device.iotId, Asc]);
    const info = page.items.map(({ key, time, value }) => ({
      Identifier: key,
      Time: time,
      Value: writeValue(value),
    }));
    // The guide's table and its samples name the list and the token in two ways: here they stand under both.
    const List = { PropertyStatusDataInfo: info, PropertyStatusInfo: info };
    return { Data: { ...nextOf(page), nextPageToken: page.nextToken, List } };
  }),
];

/** What the three queries of records are asked for. */
interface Query {
  readonly Identifier: string;
  readonly StartTime: number;
  readonly EndTime: number;
  readonly Asc: 0 | 1;
  readonly PageSize: number;
  readonly NextPageToken?: string | undefined;
}

function queried<Record extends { readonly time: number }>(
  kind: Feature['kind'],
  histories: Histories<Record> | undefined,
  device: Device,
  { Identifier, StartTime, EndTime, Asc, PageSize, NextPageToken }: Query,
  { state, clock }: Platform,
): TokenPage<Record> {
  const history = histories?.of(Identifier);
  const model = state.thingModels.current(device.product);
  if (history === undefined && (model === undefined || featureOf(model, kind, Identifier) === undefined)) {
    throw new Refusal(unknownKeys[kind]);
  }
  const range = { from: StartTime, to: EndTime, ascending: Asc === 1 };
  const found = recordsIn(history?.records ?? [], range, clock);
  return pageByToken(found, PageSize, NextPageToken, [
    kind,
    device.iotId,
    Identifier,
    StartTime,
    EndTime,
    Asc,
  ]);
}

const nextOf = ({ nextToken, nextValid }: TokenPage<unknown>) => ({
  NextPageToken: nextToken,
  NextValid: nextValid,
});

import {
  QueryDeviceEventData,
  QueryDevicePropertiesData,
  QueryDevicePropertyData,
  QueryDeviceServiceData,
} from '../../../../shared/iot/operations/thing-data.ts';
import { type ServedOperation, serve } from '../../operation.ts';
import { Refusal } from '../../refusal.ts';
import type { Histories } from '../../state/history.ts';
import { featureOf, type ThingModel } from '../../thing-model/thing-model.ts';
import { checkPropertyKeys, checkRange, modelledDevice, queryRefusals } from './find.ts';
import { firstPage, type Range, recordsIn, type TimePage } from './time-pages.ts';
import { eventInfo, serviceInfo, writeTime, writeValue } from './written.ts';

const noKey = { missing: 'iot.device.NullDevicePropertyKey' } as const;

/** What devices reported and were asked for, as far as it keeps to the thing model. */
export const historyOperations: readonly ServedOperation[] = [
  serve(QueryDevicePropertyData, { ...queryRefusals, Identifier: noKey }, (request, platform) => {
    const { Identifier, PageSize } = request;
    const { device, model } = modelledDevice(request, platform);
    checkPropertyKeys([Identifier]);
    checkRange(request);
    checkPropertiesExist([Identifier], model);
    const range = rangeOf(request);
    const properties = platform.state.thingData.find(device)?.properties;
    const page = firstPage(
      recordsIn(verified(properties, Identifier), range, platform.clock),
      PageSize,
      range,
    );
    return {
      Data: {
        ...nextOf(page),
        List: {
          PropertyInfo: page.items.map(({ time, value }) => ({
            Time: writeTime(time),
            Value: writeValue(value),
          })),
        },
      },
    };
  }),

  serve(
    QueryDevicePropertiesData,
    {
      ...queryRefusals,
      Identifier: {
        ...noKey,
        tooMany: 'iot.device.TooManyDevicePropertiesPerTime',
        duplicate: 'iot.device.QueryDeviceAttrDataHistoryFailed',
      },
    },
    (request, platform) => {
      const { Identifier, PageSize, Asc, StartTime, EndTime } = request;
      const { device, model } = modelledDevice(request, platform);
      checkPropertyKeys(Identifier);
      checkPropertiesExist(Identifier, model);
      // Here the beginning is where the query sets out, be it at the older or at the newer end.
      const ascending = Asc === 1;
      const range = ascending
        ? { from: StartTime, to: EndTime, ascending }
        : { from: EndTime, to: StartTime, ascending };
      const properties = platform.state.thingData.find(device)?.properties;
      const found = recordsIn(
        Identifier.flatMap((key) => verified(properties, key)),
        range,
        platform.clock,
      );
      const page = firstPage(found, PageSize, range, ({ key }) => key);
      return {
        ...nextOf(page),
        PropertyDataInfos: {
          PropertyDataInfo: Identifier.map((key) => ({
            Identifier: key,
            List: {
              PropertyInfo: page.items
                .filter((record) => record.key === key)
                .map(({ time, value }) => ({ Time: time, Value: writeValue(value) })),
            },
          })),
        },
      };
    },
  ),

  serve(QueryDeviceEventData, queryRefusals, (request, platform) => {
    const { Identifier, EventType, PageSize = 10 } = request;
    const { device } = modelledDevice(request, platform);
    checkRange(request);
    const range = rangeOf(request);
    const found = recordsIn(
      verified(platform.state.thingData.find(device)?.events, Identifier).filter(
        ({ type }) => EventType === undefined || type === EventType,
      ),
      range,
      platform.clock,
    );
    const page = firstPage(found, PageSize, range);
    return { Data: { ...nextOf(page), List: { EventInfo: page.items.map(eventInfo) } } };
  }),

  serve(QueryDeviceServiceData, queryRefusals, (request, platform) => {
    const { Identifier, PageSize = 10 } = request;
    const { device } = modelledDevice(request, platform);
    checkRange(request);
    const range = rangeOf(request);
    const services = platform.state.thingData.find(device)?.services;
    const found = recordsIn(verified(services, Identifier), range, platform.clock);
    const page = firstPage(found, PageSize, range);
    return { Data: { ...nextOf(page), List: { ServiceInfo: page.items.map(serviceInfo) } } };
  }),
];

function rangeOf({
  StartTime,
  EndTime,
  Asc = 0,
}: {
  StartTime: number;
  EndTime: number;
  Asc?: 0 | 1 | undefined;
}): Range {
  return { from: StartTime, to: EndTime, ascending: Asc === 1 };
}

/** The records of one property, event or service, or of all, without what broke the thing model. */
function verified<Record extends { readonly time: number; readonly verified: boolean }>(
  histories: Histories<Record> | undefined,
  key: string | undefined,
): Record[] {
  const records =
    key === undefined
      ? [...(histories?.all ?? [])].flatMap(([, history]) => history.records)
      : (histories?.of(key)?.records ?? []);
  return records.filter((record) => record.verified);
}

function checkPropertiesExist(keys: readonly string[], model: ThingModel): void {
  if (keys.some((key) => featureOf(model, 'property', key) !== undefined)) return;
  throw new Refusal('iot.device.NoneDeviceProperties');
}

const nextOf = ({ nextTime, nextValid }: TimePage<unknown>) => ({
  NextTime: nextTime,
  NextValid: nextValid,
});

import type { EventRecord, ServiceRecord } from '../../state/thing-data.ts';
import type { DataType } from '../../thing-model/thing-model.ts';

/** A value as answers have it: text stays as it is, the rest becomes JSON. */
export const writeValue = (value: unknown): string =>
  typeof value === 'string' ? value : JSON.stringify(value);

/** A time as most answers of this family have it, to the guide's tables and the SDK: as text. */
export const writeTime = (time: number): string => String(time);

export const unitOf = (dataType: DataType): string | undefined =>
  'unit' in dataType ? dataType.unit : undefined;

export const eventInfo = ({ key, name, type, output, time }: EventRecord) => ({
  Identifier: key,
  Name: name,
  EventType: type,
  OutputData: writeValue(output),
  Time: writeTime(time),
});

export const serviceInfo = ({ key, name, input, output, time }: ServiceRecord) => ({
  Identifier: key,
  Name: name,
  InputData: writeValue(input),
  OutputData: output && writeValue(output),
  Time: writeTime(time),
});

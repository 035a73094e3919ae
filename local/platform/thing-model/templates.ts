import type { DataType, Feature, Module, NewFeature, NumberType, Parameter } from './thing-model.ts';

/*
 * The models of the predefined categories. Of the street lamp's, the guide prints 29 properties; here are those that
 * show each kind of feature. Of the other categories it prints the names alone: their models are made up, and small.
 */

const number = (
  type: NumberType['type'],
  min: string,
  max: string,
  step: string,
  unit: string,
  unitName: string,
): DataType => ({
  type,
  min,
  max,
  step,
  unit,
  unitName,
  precise: type === 'INT' ? 0 : 7,
  defaultValue: undefined,
});

const text = (length: number): DataType => ({ type: 'TEXT', length, defaultValue: undefined });

const bool = (off: string, on: string): DataType => ({
  type: 'BOOL',
  choices: [
    { name: on, value: 1 },
    { name: off, value: 0 },
  ],
});

const parameter = (identifier: string, dataType: DataType): Parameter => ({
  identifier,
  name: identifier,
  dataType,
  paraOrder: 0,
  custom: false,
});

const common = (identifier: string, name: string, required: boolean) => ({
  identifier,
  name,
  required,
  description: '',
  custom: false,
  createTs: undefined,
  extendConfig: undefined,
});

const property = (
  identifier: string,
  name: string,
  rwFlag: 'READ_WRITE' | 'READ_ONLY',
  dataType: DataType,
  required = true,
): NewFeature => ({
  kind: 'property',
  ...common(identifier, name, required),
  rwFlag,
  dataType,
  std: true,
  customFlag: false,
});

const service = (
  identifier: string,
  name: string,
  input: readonly Parameter[],
  output: readonly Parameter[],
): NewFeature => ({ kind: 'service', ...common(identifier, name, false), callType: 'ASYNC', input, output });

const alert = (identifier: string, name: string, output: readonly Parameter[]): NewFeature => ({
  kind: 'event',
  ...common(identifier, name, false),
  eventType: 'ALERT_EVENT_TYPE',
  output,
});

const degree = (most: string) => number('DOUBLE', `-${most}`, most, '0.01', '°', 'Degree');

const geoLocation: DataType = {
  type: 'STRUCT',
  members: [
    { identifier: 'longitude', name: 'Longitude', dataType: degree('180') },
    { identifier: 'latitude', name: 'Latitude', dataType: degree('90') },
    { identifier: 'altitude', name: 'Height', dataType: number('DOUBLE', '0', '9999', '0.01', 'm', 'Meter') },
    {
      identifier: 'CoordinateSystem',
      name: 'CoordinateSystem',
      dataType: {
        type: 'ENUM',
        choices: [
          { name: 'WGS_84', value: 1 },
          { name: 'GCJ_02', value: 2 },
        ],
      },
    },
  ],
};

const inCar: readonly NewFeature[] = [
  property('GeoLocation', 'Geolocation', 'READ_ONLY', geoLocation),
  property('Speed', 'Speed', 'READ_ONLY', number('FLOAT', '0', '400', '0.1', 'km/h', 'Kilometer per hour')),
  property('Volume', 'Volume', 'READ_WRITE', number('INT', '0', '100', '1', '%', 'Percentage'), false),
];

const templates: ReadonlyMap<string, readonly NewFeature[]> = new Map([
  [
    'Lighting',
    [
      property('LightStatus', 'Status', 'READ_WRITE', bool('Off', 'On')),
      property(
        'LightAdjustLevel',
        'LightAdjustLevel',
        'READ_WRITE',
        number('INT', '0', '100', '1', '%', 'Percentage'),
      ),
      property('LightVolt', 'Voltage', 'READ_ONLY', number('FLOAT', '0', '4', '0.1', 'V', 'Volt')),
      property('LightCurrent', 'Current', 'READ_ONLY', number('FLOAT', '0', '9', '0.1', 'A', 'Ampere')),
      property('TiltValue', 'TiltValue', 'READ_ONLY', number('INT', '0', '90', '1', '°', 'Degree')),
      property('LampError', 'LampAlert', 'READ_ONLY', bool('Normal', 'Alert')),
      property('GeoLocation', 'Geolocation', 'READ_WRITE', geoLocation),
      property('LightLux', 'Illuminance', 'READ_ONLY', number('INT', '0', '65535', '1', 'LUX', 'Lux'), false),
      service('TimeReset', 'DeviceValidation', [parameter('TimeReset', text(255))], []),
      service('SetTimerTask', 'SetTimeTask', [], [parameter('SetTimer', text(255))]),
    ],
  ],
  ['SmartRearviewMirror', [...inCar, alert('Collision', 'Collision', [parameter('Place', geoLocation)])]],
  ['SmartTox', [...inCar, service('Speak', 'Speak', [parameter('Words', text(1024))], [])]],
]);

/**
 * The model that a category predefines.
 *
 * @param createTs when its features count as made
 */
export function templateOf(categoryKey: string, createTs: number): Module | undefined {
  const features = templates.get(categoryKey);
  if (features === undefined) return undefined;
  return {
    block: undefined,
    features: features.map((feature): Feature => ({ ...feature, createTs, configCode: undefined })),
  };
}

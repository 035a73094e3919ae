/** Features as callers write them in ThingModelJson, with all that the guide requires. */

interface Document {
  readonly identifier: string;
  readonly [key: string]: unknown;
}

const common = { productKey: 'a1test', required: false, custom: true };

export const intSpecs = {
  dataType: 'INT',
  min: '0',
  max: '100',
  step: '1',
  unit: '%',
  unitName: 'Percentage',
  custom: true,
};
export const textSpecs = { dataType: 'TEXT', length: 16, custom: true };
const doubleSpecs = { ...intSpecs, dataType: 'DOUBLE', min: '-180', max: '180', step: '0.01' };

const choices = (dataType: string) => [
  { dataType, name: 'Off', value: 0, custom: true },
  { dataType, name: 'On', value: 1, custom: true },
];

const member = (identifier: string, childDataType: string, specs: object) => ({
  dataType: 'STRUCT',
  identifier,
  name: identifier,
  childName: identifier,
  childDataType,
  custom: true,
  ...specs,
});

/** A data type of each kind, with its specification. */
export const specified = {
  int: { dataType: 'INT', dataSpecs: intSpecs },
  float: { dataType: 'FLOAT', dataSpecs: { ...intSpecs, dataType: 'FLOAT', min: '-1.5', max: '1e2' } },
  double: { dataType: 'DOUBLE', dataSpecs: doubleSpecs },
  text: { dataType: 'TEXT', dataSpecs: textSpecs },
  date: { dataType: 'DATE', dataSpecs: { dataType: 'DATE', custom: true } },
  bool: { dataType: 'BOOL', dataSpecsList: choices('BOOL') },
  enum: { dataType: 'ENUM', dataSpecsList: choices('ENUM') },
  struct: {
    dataType: 'STRUCT',
    dataSpecsList: [
      member('Longitude', 'DOUBLE', { dataSpecs: doubleSpecs }),
      member('System', 'ENUM', { dataSpecsList: choices('ENUM') }),
    ],
  },
  array: {
    dataType: 'ARRAY',
    dataSpecs: { dataType: 'ARRAY', size: 3, childDataType: 'INT', dataSpecs: intSpecs, custom: true },
  },
  structs: {
    dataType: 'ARRAY',
    dataSpecs: {
      dataType: 'ARRAY',
      size: 2,
      childDataType: 'STRUCT',
      custom: true,
      dataSpecsList: [member('Word', 'TEXT', { dataSpecs: textSpecs })],
    },
  },
  bare: { dataType: 'ARRAY', dataSpecs: { dataType: 'ARRAY', size: 1, childDataType: 'INT', custom: true } },
} as const;

export const property = (identifier: string, more: object = {}): Document => ({
  ...common,
  identifier,
  name: `${identifier}_name`,
  rwFlag: 'READ_WRITE',
  ...('dataType' in more ? {} : specified.int),
  ...more,
});

export const parameter = (identifier: string, direction: string, more: object = {}): Document => ({
  identifier,
  name: identifier,
  direction,
  paraOrder: 0,
  custom: true,
  ...('dataType' in more ? {} : specified.int),
  ...more,
});

export const service = (identifier: string, more: object = {}): Document => ({
  ...common,
  identifier,
  serviceName: `${identifier}_name`,
  callType: 'ASYNC',
  inputParams: [parameter('Level', 'PARAM_INPUT')],
  outputParams: [parameter('Result', 'PARAM_OUTPUT')],
  ...more,
});

export const event = (identifier: string, more: object = {}): Document => ({
  ...common,
  identifier,
  eventName: `${identifier}_name`,
  eventType: 'INFO_EVENT_TYPE',
  outputdata: [parameter('Code', 'PARAM_OUTPUT')],
  ...more,
});

/** Which operations on thing models are about documents besides ThingModelJson: TSL, scripts, templates. */
export const isAboutDocuments = (operation: string): boolean =>
  /Tsl|Script|Template|ExtendConfig/.test(operation);

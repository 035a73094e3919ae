import {
  type DataType,
  type Feature,
  featuresOf,
  keyOf,
  type Module,
  type Parameter,
  type Property,
} from './thing-model.ts';

/** Where the vendor publishes the rules of the format. */
const schema = 'https://iotx-tsl.oss-ap-southeast-1.aliyuncs.com/schema.json';

/**
 * A module in the standard TSL format, with what the platform puts into each model: the event `post` and the services
 * `set` and `get` over the properties.
 *
 * @param simple leaves identifiers and data types alone
 */
export function writeTsl(module: Module, productKey: string, simple = false): string {
  const properties = featuresOf(module, 'property');
  const writable = properties.filter(({ rwFlag }) => rwFlag === 'READ_WRITE');
  const details = <Details extends object>(all: Details) => (simple ? {} : all);
  const features = {
    properties: properties.map((property) => ({
      identifier: property.identifier,
      ...details({
        name: property.name,
        accessMode: property.rwFlag === 'READ_ONLY' ? 'r' : 'rw',
        required: property.required,
        desc: property.description,
      }),
      dataType: writeType(property.dataType),
    })),
    events: [
      {
        identifier: 'post',
        ...details({
          name: 'post',
          type: 'info',
          required: true,
          desc: 'Submit properties',
          method: 'thing.event.property.post',
        }),
        outputData: writeParameters(properties, simple),
      },
      ...featuresOf(module, 'event').map((event) => ({
        identifier: event.identifier,
        ...details({
          name: event.name,
          type: eventTypes[event.eventType],
          required: event.required,
          desc: event.description,
          method: `thing.event.${keyOf(module, event.identifier)}.post`,
        }),
        outputData: writeParameters(event.output, simple),
      })),
    ],
    services: [
      {
        identifier: 'set',
        ...details(builtInService('set', 'Set properties')),
        inputData: writeParameters(writable, simple),
        outputData: [],
      },
      {
        identifier: 'get',
        ...details(builtInService('get', 'Obtain properties')),
        inputData: properties.map(({ identifier }) => identifier),
        outputData: writeParameters(properties, simple),
      },
      ...featuresOf(module, 'service').map((service) => ({
        identifier: service.identifier,
        ...details({
          name: service.name,
          required: service.required,
          callType: service.callType.toLowerCase(),
          desc: service.description,
          method: methodOf(module, service),
        }),
        inputData: writeParameters(service.input, simple),
        outputData: writeParameters(service.output, simple),
      })),
    ],
  };
  const { block } = module;
  return JSON.stringify({
    schema,
    profile: { productKey },
    ...features,
    functionBlockId: block?.id,
    functionBlockName: block?.name,
  });
}

/** What devices find in the `method` of a request for a service. */
export function methodOf(module: Module, service: Feature): string {
  return `thing.service.${keyOf(module, service.identifier)}`;
}

/** The types of events, as devices' reports and the messages about them spell them. */
export const eventTypes = {
  INFO_EVENT_TYPE: 'info',
  ALERT_EVENT_TYPE: 'alert',
  ERROR_EVENT_TYPE: 'error',
} as const;

const builtInService = (name: string, desc: string) => ({
  name,
  required: true,
  callType: 'async',
  desc,
  method: `thing.service.property.${name}`,
});

const writeParameters = (all: readonly (Parameter | Property)[], simple: boolean) =>
  all.map(({ identifier, name, dataType }) => ({
    identifier,
    ...(simple ? {} : { name }),
    dataType: writeType(dataType),
  }));

function writeType(dataType: DataType): object {
  const type = dataType.type.toLowerCase();
  switch (dataType.type) {
    case 'ENUM':
    case 'BOOL':
      return {
        type,
        specs: Object.fromEntries(dataType.choices.map(({ name, value }) => [String(value), name])),
      };
    case 'STRUCT':
      return {
        type,
        specs: dataType.members.map((member) => ({
          identifier: member.identifier,
          name: member.name,
          dataType: writeType(member.dataType),
        })),
      };
    case 'ARRAY':
      return { type, specs: { size: String(dataType.size), item: writeType(dataType.item) } };
    case 'TEXT':
    case 'DATE':
      return { type, specs: { length: dataType.length?.toString() } };
    default: {
      const { min, max, step, unit, unitName, precise, defaultValue } = dataType;
      // An array's element without a specification has none here either.
      return min === undefined
        ? { type }
        : { type, specs: { min, max, unit, unitName, step, precise, defaultValue } };
    }
  }
}

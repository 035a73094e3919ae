import * as thingModels from '../../shared/iot/operations/thing-models.ts';
import { event, property, service } from '../local/platform/thing-model/documents.ts';
import { conforms } from './run.ts';
import type { Scene } from './scene.ts';

/** A product whose devices have properties, events and services; it has no feature yet. */
const bare = (scene: Scene): string =>
  scene.product({ commodityCode: 'iothub_senior', dataFormat: 1 }).productKey;

/** A product whose thing model has a feature of each kind, and is not published yet. */
async function drafted(scene: Scene) {
  const ProductKey = bare(scene);
  const ThingModelJson = {
    properties: [property('Level', { extendConfig: '{"identifier":"Level","registerAddress":"0x04"}' })],
    services: [service('Reset')],
    events: [event('Hot')],
  };
  await scene.call('CreateThingModel', { ProductKey, ThingModelJson });
  return { ProductKey };
}

/** A product whose thing model is published. */
async function published(scene: Scene) {
  const { ProductKey } = await drafted(scene);
  await scene.call('PublishThingModel', { ProductKey, ModelVersion: 'v1', Description: 'The first' });
  return { ProductKey };
}

/** A product whose devices say what they have to say in a form of their own. */
const ownFormat = (scene: Scene) => ({
  ProductKey: scene.product({ commodityCode: 'iothub_senior', dataFormat: 0 }).productKey,
});

const script = {
  ScriptType: 'JavaScript',
  ScriptContent: 'function protocolToRawData(jsonObj) { return []; }',
} as const;

/** A product with a script that reads what its devices say. */
async function scripted(scene: Scene) {
  const { ProductKey } = ownFormat(scene);
  await scene.call('CreateThingScript', { ProductKey, ...script });
  return { ProductKey };
}

const unknownVersion = { but: { ModelVersion: 'v9' }, code: 'iot.prod.QueryProductAbilitiesFailed' };
const unknownProduct = { but: { ProductKey: 'a1BwAGV' }, code: 'iot.prod.NotExistedProduct' };

/** A product that was made without a thing model. */
const withoutModel = {
  but: (scene: Scene) => ({ ProductKey: scene.product().productKey }),
  code: 'iot.prod.NotSeniorProduct',
};

conforms('thing-models', thingModels, {
  CreateThingModel: {
    given: (scene) => ({
      ProductKey: bare(scene),
      ThingModelJson: { properties: [property('Level')], events: [event('Hot')] },
      FunctionBlockId: 'Battery',
      FunctionBlockName: 'Battery_module',
    }),
    refused: { but: { FunctionBlockName: undefined }, code: 'iot.prod.BatchCreateThingModelFailed' },
  },
  UpdateThingModel: {
    given: async (scene) => ({
      ...(await drafted(scene)),
      Identifier: 'Level',
      ThingModelJson: { properties: [property('Level', { rwFlag: 'READ_ONLY' })] },
    }),
    refused: {
      but: { Identifier: 'Volume', ThingModelJson: JSON.stringify({ properties: [property('Volume')] }) },
      code: 'iot.prod.QueryProductAbilityFailed',
    },
  },
  DeleteThingModel: {
    given: async (scene) => ({ ...(await drafted(scene)), EventIdentifier: ['Hot'] }),
    // It is gone.
    refused: { but: {}, code: 'iot.prod.QueryProductAbilityFailed' },
  },
  PublishThingModel: {
    given: async (scene) => ({
      ...(await drafted(scene)),
      ModelVersion: 'v1',
      Description: 'The first',
    }),
    refused: { but: { ModelVersion: 'version one' }, code: 'iot.common.InvalidFormattedParameter' },
  },
  CopyThingModel: {
    given: async (scene) => ({
      SourceProductKey: (await published(scene)).ProductKey,
      TargetProductKey: bare(scene),
      SourceModelVersion: 'v1',
    }),
    refused: { but: { SourceModelVersion: 'v9' }, code: 'iot.prod.QueryProductAbilitiesFailed' },
  },
  ImportThingModelTsl: {
    given: async (scene) => {
      const { Data } = await scene.call('GetThingModelTsl', await drafted(scene));
      return { ProductKey: bare(scene), TslStr: Data.TslStr };
    },
    refused: { but: { TslStr: 'no TSL' }, code: 'iot.common.InvalidFormattedParameter' },
  },
  ListThingModelVersion: { given: published, refused: withoutModel },
  QueryThingModel: { given: drafted, refused: unknownVersion },
  QueryThingModelPublished: {
    given: published,
    // It was never published.
    refused: { but: drafted, code: 'iot.prod.QueryProductAbilitiesFailed' },
  },
  QueryThingModelExtendConfig: { given: published, refused: unknownVersion },
  QueryThingModelExtendConfigPublished: { given: published, refused: unknownVersion },
  GetThingModelTsl: {
    given: async (scene) => ({ ...(await drafted(scene)), Simple: true }),
    refused: withoutModel,
  },
  GetThingModelTslPublished: {
    given: async (scene) => ({ ...(await published(scene)), ModelVersion: 'v1' }),
    refused: { but: { FunctionBlockId: 'Battery' }, code: 'iot.prod.QueryProductAbilitiesFailed' },
  },
  CreateThingScript: {
    given: (scene) => ({ ...ownFormat(scene), ...script }),
    refused: { but: {}, code: 'iot.prod.ThingScriptExisted' },
  },
  UpdateThingScript: {
    given: async (scene) => ({
      ...(await scripted(scene)),
      ScriptType: 'Python_27',
      ScriptContent: 'def protocol_to_raw_data(json_data): return []',
    }),
    refused: { but: { ScriptType: 'Perl' }, code: 'iot.prod.InvalidScriptType' },
  },
  GetThingScript: { given: scripted, refused: unknownProduct },
  ListThingTemplates: {
    given: {},
    // It has no parameter of its own.
    refused: { but: { IotInstanceId: 'iot-nowhere' }, code: 'iot.system.InstanceNotFound' },
  },
  GetThingTemplate: {
    given: { CategoryKey: 'Lighting' },
    refused: { but: { CategoryKey: 'Nothing' }, code: 'iot.prod.InvalidFormattedCatId' },
  },
});

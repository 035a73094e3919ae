import {
  GetThingModelTsl,
  GetThingModelTslPublished,
  QueryThingModel,
  QueryThingModelExtendConfig,
  QueryThingModelExtendConfigPublished,
  QueryThingModelPublished,
} from '../../../../shared/iot/operations/thing-models.ts';
import { type ServedOperation, serve } from '../../operation.ts';
import type { Platform } from '../../platform.ts';
import type { ModelVersion } from '../../state/thing-models.ts';
import { hostedFile } from '../../thing-model/hosted-file.ts';
import type { Module, ThingModel } from '../../thing-model/thing-model.ts';
import { writeExtendConfig, writeThingModel } from '../../thing-model/write-thing-model.ts';
import { writeTsl } from '../../thing-model/write-tsl.ts';
import { moduleToRead, productRefusals, publishedVersion, seniorProduct } from './find.ts';

const tslRefusals = { ...productRefusals, Simple: 'iot.common.InvalidFormattedParameter' };

export const readOperations: readonly ServedOperation[] = [
  serve(QueryThingModel, productRefusals, (request, platform) => {
    return writtenModel(draftOrVersion(request, platform));
  }),
  serve(QueryThingModelPublished, productRefusals, (request, platform) => {
    return writtenModel(newestOrVersion(request, platform));
  }),
  serve(GetThingModelTsl, tslRefusals, (request, platform) => {
    return writtenTsl(draftOrVersion(request, platform), request.Simple, platform);
  }),
  serve(GetThingModelTslPublished, tslRefusals, (request, platform) => {
    return writtenTsl(newestOrVersion(request, platform), request.Simple, platform);
  }),
  serve(QueryThingModelExtendConfig, productRefusals, (request, platform) => {
    return writtenExtendConfig(newestOrVersion(request, platform));
  }),
  serve(QueryThingModelExtendConfigPublished, productRefusals, (request, platform) => {
    return writtenExtendConfig(newestOrVersion(request, platform));
  }),
];

/** What the operations that read a model are asked for. */
interface Asked {
  readonly ProductKey?: string | undefined;
  readonly ModelVersion?: string | undefined;
  readonly FunctionBlockId?: string | undefined;
}

interface Found {
  readonly productKey: string;
  readonly model: ThingModel;
  readonly module: Module;
  readonly published: ModelVersion | undefined;
}

function draftOrVersion(asked: Asked, platform: Platform): Found {
  if (asked.ModelVersion !== undefined) return newestOrVersion(asked, platform);
  const { state } = platform;
  const product = seniorProduct(state, asked.ProductKey);
  const model = state.thingModels.of(product).draft;
  const module = moduleToRead(model, asked.FunctionBlockId);
  return { productKey: product.productKey, model, module, published: undefined };
}

function newestOrVersion({ ProductKey, ModelVersion, FunctionBlockId }: Asked, { state }: Platform): Found {
  const product = seniorProduct(state, ProductKey);
  const published = publishedVersion(state.thingModels.of(product), ModelVersion);
  const { model } = published;
  return { productKey: product.productKey, model, module: moduleToRead(model, FunctionBlockId), published };
}

function writtenModel({ productKey, model, module, published }: Found) {
  const { version = '', description = '' } = published ?? {};
  const origin = { productKey, published: published === undefined ? undefined : { version, description } };
  // The guide's table has the ProductKey, its samples do not.
  return { ProductKey: productKey, Data: { ThingModelJson: writeThingModel(module, model, origin) } };
}

async function writtenTsl({ productKey, module }: Found, simple: boolean | undefined, platform: Platform) {
  const TslStr = writeTsl(module, productKey, simple);
  return { Data: { TslStr, TslUri: await hostedFile(TslStr, 'json', platform) } };
}

const writtenExtendConfig = ({ productKey, module }: Found) => ({
  Data: { Configuration: writeExtendConfig(module, productKey) },
});

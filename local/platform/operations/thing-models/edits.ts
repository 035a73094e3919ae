import {
  CreateThingModel,
  DeleteThingModel,
  ImportThingModelTsl,
  UpdateThingModel,
} from '../../../../shared/iot/operations/thing-models.ts';
import { type ParameterRefusals, type ServedOperation, serve } from '../../operation.ts';
import type { Platform } from '../../platform.ts';
import { Refusal } from '../../refusal.ts';
import { addFeatures, checkLength, type Origin, replaceFeature, withModule } from '../../thing-model/edit.ts';
import { thingModelDocument } from '../../thing-model/read-thing-model.ts';
import { tslDocument } from '../../thing-model/read-tsl.ts';
import {
  type Feature,
  type Module,
  moduleOf,
  type NewFeature,
  type ThingModel,
} from '../../thing-model/thing-model.ts';
import { readJson } from '../json-parameter.ts';
import { modelToEdit, productRefusals } from './find.ts';

/** The guide's limits: sections 4.10.1 and 4.10.2. */
const mostFeaturesOfCall = 10;
const mostParameters = 50;

const failed = 'iot.prod.BatchCreateThingModelFailed';
const malformed = 'iot.common.InvalidFormattedParameter';
const notFound = 'iot.prod.QueryProductAbilityFailed';

const moduleRefusals: ParameterRefusals = {
  ...productRefusals,
  FunctionBlockId: { missing: failed, other: malformed },
  FunctionBlockName: { missing: failed, other: malformed },
};

export const editOperations: readonly ServedOperation[] = [
  serve(
    CreateThingModel,
    { ...moduleRefusals, ThingModelJson: malformed },
    ({ ProductKey, ThingModelJson, FunctionBlockId, FunctionBlockName }, platform) => {
      const added = readFeatures(ThingModelJson);
      const model = modelToEdit(platform, ProductKey);
      if (added.length > mostFeaturesOfCall) {
        throw new Refusal(
          failed,
          `A call adds at most ${mostFeaturesOfCall} features; ThingModelJson holds ${added.length}.`,
        );
      }
      const module = moduleToFill(model.draft, FunctionBlockId, FunctionBlockName);
      model.draft = withModule(model.draft, addFeatures(module, added, originIn(platform)));
      return {};
    },
  ),

  serve(
    UpdateThingModel,
    { ...moduleRefusals, FunctionBlockId: { missing: malformed }, ThingModelJson: malformed },
    ({ ProductKey, Identifier, ThingModelJson, FunctionBlockId, FunctionBlockName }, platform) => {
      const given = readFeatures(ThingModelJson);
      const model = modelToEdit(platform, ProductKey);
      let module = moduleToChange(model.draft, FunctionBlockId);
      const [changed] = given;
      if (changed !== undefined) {
        checkChange(given, Identifier);
        const [old] = featuresNamed(changed.kind, module, [changed.identifier]);
        if (old !== undefined) module = replaceFeature(module, old, changed, originIn(platform));
      } else if (Identifier !== undefined || FunctionBlockName === undefined) {
        throw new Refusal(malformed, 'ThingModelJson must define the feature to change.');
      }
      if (module.block !== undefined && FunctionBlockName !== undefined) {
        module = { ...module, block: { ...module.block, name: FunctionBlockName } };
      }
      model.draft = withModule(model.draft, module);
      return {};
    },
  ),

  serve(DeleteThingModel, productRefusals, (request, platform) => {
    const { ProductKey, PropertyIdentifier, ServiceIdentifier, EventIdentifier, FunctionBlockId } = request;
    const model = modelToEdit(platform, ProductKey);
    const module = moduleToChange(model.draft, FunctionBlockId);
    const named = [
      ...featuresNamed('property', module, PropertyIdentifier),
      ...featuresNamed('service', module, ServiceIdentifier),
      ...featuresNamed('event', module, EventIdentifier),
    ];
    const gone = new Set(named.length > 0 ? named : module.features);
    model.draft = withModule(model.draft, {
      ...module,
      features: module.features.filter((feature) => !gone.has(feature)),
    });
    return {};
  }),

  serve(
    ImportThingModelTsl,
    { ...moduleRefusals, TslStr: { missing: failed, other: malformed } },
    ({ ProductKey, TslStr = '', FunctionBlockId, FunctionBlockName }, platform) => {
      const model = modelToEdit(platform, ProductKey);
      if (typeof TslStr === 'string') checkLength(TslStr);
      const features = readJson('TslStr', TslStr, tslDocument, malformed);
      const module = moduleToFill(model.draft, FunctionBlockId, FunctionBlockName);
      const emptied = { ...module, features: [] };
      model.draft = withModule(model.draft, addFeatures(emptied, features, originIn(platform)));
      return {};
    },
  ),
];

const originIn = ({ clock, newId }: Platform): Origin => ({ now: clock.now(), newId });

const readFeatures = (document: string | object | undefined): NewFeature[] =>
  document === undefined ? [] : readJson('ThingModelJson', document, thingModelDocument, malformed);

/** The module that a call fills: the default one, or a custom one, which it makes when there is none. */
function moduleToFill(model: ThingModel, id: string | undefined, name: string | undefined): Module {
  if (id === undefined || name === undefined) return model.main;
  const module = model.blocks.get(id) ?? { block: { id, name }, features: [] };
  if (module.block?.name !== name) {
    throw new Refusal(
      failed,
      `The module ${id} is called ${module.block?.name}; UpdateThingModel renames it.`,
    );
  }
  return module;
}

function moduleToChange(model: ThingModel, id: string | undefined): Module {
  const module = moduleOf(model, id);
  if (module === undefined) throw new Refusal(notFound, `The TSL model has no module ${id}.`);
  return module;
}

/** @throws Refusal iot.prod.QueryProductAbilityFailed when the module lacks one of them */
function featuresNamed(
  kind: Feature['kind'],
  module: Module,
  identifiers: readonly string[] = [],
): Feature[] {
  return identifiers.map((identifier) => {
    const found = module.features.find((one) => one.kind === kind && one.identifier === identifier);
    if (found === undefined) throw new Refusal(notFound, `The module has no ${kind} ${identifier}.`);
    return found;
  });
}

function checkChange(given: readonly NewFeature[], identifier: string | undefined): void {
  const [changed] = given;
  if (given.length !== 1) {
    throw new Refusal(malformed, `ThingModelJson must define one feature; it defines ${given.length}.`);
  }
  if (identifier !== undefined) {
    if (changed?.identifier === identifier) return;
    throw new Refusal(malformed, `ThingModelJson must define ${identifier}, not ${changed?.identifier}.`);
  }
  const parameters = changed === undefined ? 0 : parametersOf(changed);
  if (parameters > mostParameters) {
    throw new Refusal(
      malformed,
      `Without Identifier, a feature has at most ${mostParameters} parameters; this one has ${parameters}.`,
    );
  }
}

function parametersOf(feature: NewFeature): number {
  if (feature.kind === 'property') return 0;
  return feature.output.length + (feature.kind === 'service' ? feature.input.length : 0);
}

import {
  CopyThingModel,
  ListThingModelVersion,
  PublishThingModel,
} from '../../../../shared/iot/operations/thing-models.ts';
import { type ServedOperation, serve } from '../../operation.ts';
import { Refusal } from '../../refusal.ts';
import { modelToEdit, productRefusals, publishedVersion, seniorProduct } from './find.ts';

export const publicationOperations: readonly ServedOperation[] = [
  serve(
    PublishThingModel,
    { ...productRefusals, ModelVersion: 'iot.common.InvalidFormattedParameter' },
    ({ ProductKey, ModelVersion, Description = '' }, platform) => {
      modelToEdit(platform, ProductKey).publish(ModelVersion, Description, platform.clock.now());
      return {};
    },
  ),

  serve(ListThingModelVersion, productRefusals, ({ ProductKey }, { state }) => {
    const { versions } = state.thingModels.of(seniorProduct(state, ProductKey));
    return {
      Data: {
        ModelVersions: versions.map(({ version, publishedAt, description }) => ({
          ModelVersion: version,
          GmtCreate: publishedAt,
          Description: description,
        })),
      },
    };
  }),

  serve(
    CopyThingModel,
    {
      SourceProductKey: { missing: 'iot.prod.NullProductKey' },
      TargetProductKey: { missing: 'iot.prod.NullProductKey' },
    },
    ({ SourceProductKey, TargetProductKey, SourceModelVersion }, platform) => {
      const { state } = platform;
      const source = seniorProduct(state, SourceProductKey);
      const target = seniorProduct(state, TargetProductKey);
      const from = state.thingModels.of(source);
      // The guide does not say what a copy without a version is of: here it is what is in use, if anything is.
      const copied =
        SourceModelVersion === undefined
          ? (from.current ?? from.draft)
          : publishedVersion(from, SourceModelVersion).model;
      if (source.settings.category !== target.settings.category) {
        throw new Refusal(
          'iot.prod.BatchCreateThingModelFailed',
          'The two products must have the same CategoryKey.',
        );
      }
      modelToEdit(platform, TargetProductKey).draft = copied;
      return {};
    },
  ),
];

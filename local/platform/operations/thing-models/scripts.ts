import {
  CreateThingScript,
  GetThingScript,
  UpdateThingScript,
} from '../../../../shared/iot/operations/thing-models.ts';
import { type ParameterRefusals, type ServedOperation, serve } from '../../operation.ts';
import type { Platform } from '../../platform.ts';
import { Refusal } from '../../refusal.ts';
import type { ProductModel } from '../../state/thing-models.ts';
import { hostedFile } from '../../thing-model/hosted-file.ts';
import { productWithKey } from '../find.ts';
import { productRefusals } from './find.ts';

const scriptRefusals: ParameterRefusals = {
  ...productRefusals,
  ScriptType: { malformed: 'iot.prod.InvalidScriptType' },
};

/** What files with scripts end in. */
const extensions = { JavaScript: 'js', Python_27: 'py', PHP_72: 'php' } as const;

/** Scripts are kept and given back; the platform does not run them. */
export const scriptOperations: readonly ServedOperation[] = [
  serve(CreateThingScript, scriptRefusals, ({ ProductKey, ScriptType, ScriptContent }, platform) => {
    const model = scriptedModel(platform, ProductKey);
    if (model.script !== undefined) throw new Refusal('iot.prod.ThingScriptExisted');
    model.script = { type: ScriptType, content: ScriptContent };
    return {};
  }),

  // The guide does not say what becomes of an update where no script is: here it makes one.
  serve(UpdateThingScript, scriptRefusals, ({ ProductKey, ScriptType, ScriptContent }, platform) => {
    scriptedModel(platform, ProductKey).script = { type: ScriptType, content: ScriptContent };
    return {};
  }),

  serve(GetThingScript, productRefusals, async ({ ProductKey }, platform) => {
    const { state } = platform;
    const { script } = state.thingModels.of(productWithKey(state, ProductKey));
    // Nor what a product without a script is answered with.
    if (script === undefined) return { Data: {} };
    const ScriptUrl = await hostedFile(script.content, extensions[script.type], platform);
    return { Data: { ScriptType: script.type, ScriptUrl } };
  }),
];

/** @throws Refusal when the product's data needs no script */
function scriptedModel({ state }: Platform, productKey: string): ProductModel {
  const product = productWithKey(state, productKey);
  const { dataFormat } = product.settings;
  if (dataFormat === undefined) throw new Refusal('iot.prod.ProductDataFormatIsNull');
  if (dataFormat === 1) {
    throw new Refusal(
      'iot.prod.ThingScriptDataFormatError',
      'A script is for data in a custom format; the product has Alink JSON.',
    );
  }
  return state.thingModels.of(product);
}

import { GetThingTemplate, ListThingTemplates } from '../../../../shared/iot/operations/thing-models.ts';
import { type ServedOperation, serve } from '../../operation.ts';
import { Refusal } from '../../refusal.ts';
import { categories } from '../../state/categories.ts';
import { templateOf } from '../../thing-model/templates.ts';
import { writeTemplate } from '../../thing-model/write-thing-model.ts';

export const templateOperations: readonly ServedOperation[] = [
  serve(ListThingTemplates, {}, () => ({
    Data: [...categories.values()].map(({ categoryKey, categoryName }) => ({
      CategoryKey: categoryKey,
      CategoryName: categoryName,
    })),
  })),

  serve(GetThingTemplate, { CategoryKey: 'iot.prod.InvalidFormattedCatId' }, ({ CategoryKey }) => {
    const template = templateOf(CategoryKey, 0);
    if (template === undefined) throw new Refusal('iot.prod.InvalidFormattedCatId');
    return { ThingModelJSON: writeTemplate(template) };
  }),
];

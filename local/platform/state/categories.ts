/** A predefined category of products, whose thing model a product can take over. */
export interface Category {
  readonly categoryKey: string;
  readonly categoryName: string;
}

/** The categories that the guide's samples name; the vendor's list is longer, and nowhere printed. */
export const categories: ReadonlyMap<string, Category> = new Map(
  [
    { categoryKey: 'Lighting', categoryName: 'Street lighting' },
    { categoryKey: 'SmartRearviewMirror', categoryName: 'Smart Rear-view Mirror' },
    { categoryKey: 'SmartTox', categoryName: 'Smart In-vehicle Infotainment' },
  ].map((category) => [category.categoryKey, category]),
);

import type { ResourceCollection } from './failure-layer.ts';

/** Ids of the seeded items that are found from the start. */
export function visibleIds({ seed, idProperty, hiddenWhen, visibleAfterMs }: ResourceCollection): readonly string[] {
  const hidden = Object.entries(hiddenWhen ?? {});
  return seed
    .filter((item) => hidden.length === 0 || hidden.some(([name, value]) => item[name] !== value))
    .map((item) => String(item[idProperty]))
    .filter((id) => visibleAfterMs[id] === undefined);
}

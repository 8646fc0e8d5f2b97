import type { ResourceCollection } from '../../contract/failure-layer.ts';
import type { StoredResource } from '../state.ts';
import { VersionedMap } from '../versioned-map.ts';

/** The items that are there from the start. One that is synchronised only later counts as created then. */
export function seedItems(collection: ResourceCollection, openedAt: number): ReadonlyMap<string, StoredResource> {
  const entries = collection.seed.map((value) => {
    const id = String(value[collection.idProperty]);
    return [id, { createdAt: openedAt + (collection.visibleAfterMs[id] ?? 0), seeded: true, value }] as const;
  });
  return VersionedMap.from(entries);
}

/** The largest number among the ids of the seed: new ones count on from it. */
export function lastSeedNumber({ seed, idProperty }: ResourceCollection): number {
  const numbers = seed.map((value) => Number(value[idProperty])).filter(Number.isSafeInteger);
  return Math.max(0, ...numbers);
}

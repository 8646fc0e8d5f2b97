import type { ResourceCollection } from '../../contract/failure-layer.ts';
import type { StoredResource } from '../state.ts';
import { VersionedMap } from '../versioned-map.ts';
import type { Shelf } from './store.ts';

/** The items that are there from the start. One that is synchronised only later counts as created then. */
export function seedItems({ collection, pathParameters }: Shelf): ReadonlyMap<string, StoredResource> {
  const entries = collection.seed.map((item) => {
    const value = ofParents(collection, item, pathParameters);
    const id = String(value[collection.idProperty]);
    return [id, { createdAfter: collection.visibleAfterMs[id] ?? 0, seeded: true, value }] as const;
  });
  return VersionedMap.from(entries);
}

const plain = (text: string) => text.toLowerCase().replaceAll(/[^a-z0-9]/g, '');

/** The item with the ids of its parents, where it has fields for them: `user_id` below `/users/{userId}`. */
export function ofParents(
  { parentParameters, idProperty }: ResourceCollection,
  item: Readonly<Record<string, unknown>>,
  pathParameters: Shelf['pathParameters'],
): Readonly<Record<string, unknown>> {
  if (parentParameters.length === 0) return item;
  const own = Object.keys(item).flatMap((name) => {
    const parameter = parentParameters.find((one) => plain(one) === plain(name) && name !== idProperty);
    const id = parameter === undefined ? undefined : pathParameters[parameter];
    if (id === undefined) return [];
    return [[name, typeof item[name] === 'number' && Number.isFinite(Number(id)) ? Number(id) : id] as const];
  });
  return { ...item, ...Object.fromEntries(own) };
}

/** The largest number among the ids of the seed: new ones count on from it. */
export function lastSeedNumber({ seed, idProperty }: ResourceCollection): number {
  const numbers = seed.map((value) => Number(value[idProperty])).filter(Number.isSafeInteger);
  return Math.max(0, ...numbers);
}

import type { ResourceCollection } from '../../contract/failure-layer.ts';
import { copyOf } from '../copies.ts';
import type { CaseState, StoredResource } from '../state.ts';
import { type VersionedMap, versioned } from '../versioned-map.ts';
import { lastSeedNumber, seedItems } from './seed.ts';

/** A collection as one request sees it: below the parents that its path names. */
export interface Shelf {
  readonly collection: ResourceCollection;
  readonly pathParameters: Readonly<Record<string, string>>;
}

type Items = VersionedMap<string, StoredResource>;

/** What a shelf is called in the state of a case. */
function shelfName({ collection, pathParameters }: Shelf): string {
  const { name, parentParameters } = collection;
  if (parentParameters.length === 0) return name;
  return [name, ...parentParameters.map((parameter) => pathParameters[parameter] ?? '')].join('\0');
}

/** Made-up parents can't fill the memory: of so many shelves the one changed first starts anew. */
const maxShelves = 2000;

/** The first items of the shelf that was looked at last, which is mostly the same one. */
const fresh = new WeakMap<
  ResourceCollection,
  { readonly name: string; readonly openedAt: number; readonly items: Items }
>();

/** The items of a shelf; nothing is stored of one that nobody has changed. */
export function itemsOn(shelf: Shelf, { resources, openedAt }: CaseState): Items {
  const name = shelfName(shelf);
  const stored = resources.get(name);
  if (stored !== undefined) return versioned(stored.items);
  const known = fresh.get(shelf.collection);
  if (known?.name === name && known.openedAt === openedAt) return known.items;
  const items = versioned(seedItems(shelf, openedAt));
  fresh.set(shelf.collection, { name, openedAt, items });
  return items;
}

/** The same to go on from: what cases share while nobody changes it is never changed itself. */
export function ownItemsOn(shelf: Shelf, { resources, openedAt }: CaseState): Items {
  return versioned(resources.get(shelfName(shelf))?.items ?? seedItems(shelf, openedAt));
}

/** Whether nobody has changed anything on this shelf. */
export function isUntouched(shelf: Shelf, { resources }: CaseState): boolean {
  return !resources.has(shelfName(shelf));
}

/** The state with other items on a shelf, and `given`, a number that was given to one of them as its id. */
export function withItems(shelf: Shelf, state: CaseState, items: Items, given: number | null = null): CaseState {
  const name = shelfName(shelf);
  const resources = copyOf(state.resources);
  const lastNumber = given ?? resources.get(name)?.lastNumber ?? null;
  if (resources.size >= maxShelves && !resources.has(name)) {
    for (const oldest of resources.keys()) {
      resources.delete(oldest);
      break;
    }
  }
  return { ...state, resources: resources.set(name, { items, lastNumber }) };
}

/** The largest number that was given on this shelf as an id. */
export function lastNumber(shelf: Shelf, { resources }: CaseState): number {
  return resources.get(shelfName(shelf))?.lastNumber ?? lastSeedNumber(shelf.collection);
}

import type { ResourceCollection } from '../../contract/failure-layer.ts';
import type { CaseState, StoredResource } from '../state.ts';
import { type VersionedMap, versioned } from '../versioned-map.ts';
import { seedItems } from './seed.ts';

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
const fresh = new WeakMap<ResourceCollection, { readonly name: string; readonly items: Items }>();

/** The items of a shelf; nothing is stored of one that nobody has changed. */
export function itemsOn(shelf: Shelf, { resources }: CaseState): Items {
  const name = shelfName(shelf);
  const stored = resources.get(name);
  if (stored !== undefined) return versioned(stored.items);
  const known = fresh.get(shelf.collection);
  if (known?.name === name) return known.items;
  const items = versioned(seedItems(shelf));
  fresh.set(shelf.collection, { name, items });
  return items;
}

/** A shelf to go on from. */
export interface OpenShelf {
  readonly name: string;
  readonly items: Items;
  /** The largest number that was given on it as an id; null: none was. */
  readonly lastNumber: number | null;
}

/** The shelf as it is; what cases share while nobody changes it is never changed itself. */
export function openShelf(shelf: Shelf, { resources }: CaseState): OpenShelf {
  const name = shelfName(shelf);
  const stored = resources.get(name);
  if (stored === undefined) return { name, items: versioned(seedItems(shelf)), lastNumber: null };
  return { name, items: versioned(stored.items), lastNumber: stored.lastNumber };
}

/** Whether nobody has changed anything on this shelf. */
export function isUntouched(shelf: Shelf, { resources }: CaseState): boolean {
  return !resources.has(shelfName(shelf));
}

/** The state with this on one of its shelves. */
export function putShelf(state: CaseState, { name, items, lastNumber }: OpenShelf): CaseState {
  const resources = versioned(state.resources);
  const isFull = resources.size >= maxShelves && !resources.has(name);
  const [oldest] = isFull ? resources.keys() : none;
  return {
    ...state,
    resources: resources.with([[name, { items, lastNumber }]], oldest === undefined ? none : [oldest]),
  };
}

const none: readonly string[] = [];

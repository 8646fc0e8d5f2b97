import { isoTime } from '../../clock.ts';
import type { ResourceCollection } from '../../contract/failure-layer.ts';
import type { Passage } from '../gates/gate.ts';
import type { CaseState, StoredResource } from '../state.ts';
import type { VersionedMap } from '../versioned-map.ts';
import type { CollectionUse } from './collections.ts';
import { completeItem } from './complete.ts';
import { elapsedOf, findItem } from './find.ts';
import { drawId } from './new-id.ts';
import { ofParents } from './seed.ts';
import { type OpenShelf, openShelf, putShelf } from './store.ts';
import { fieldsOf, mergePatch } from './values.ts';

type Item = Readonly<Record<string, unknown>>;

/** A changed collection. */
export interface Changed {
  readonly state: CaseState;
  readonly id: string;
  readonly change: 'created' | 'replaced' | 'updated' | 'deleted';
  /** Undefined when it is gone. */
  readonly value: Item | undefined;
}

/** Stores the body under a new id, or under the one that it brings where clients may name their items. */
export function createItem(use: CollectionUse, passage: Passage): Changed {
  const own = clientId(use, passage);
  if (own !== null) return putNew(use, passage, own);
  const shelf = shelfOf(use, passage);
  const { id, number } = drawId(use, shelf, passage.random);
  return putNew(use, passage, id, number === null ? shelf : { ...shelf, lastNumber: number });
}

function clientId({ collection }: CollectionUse, passage: Passage): string | null {
  return collection.clientIds ? idIn(collection, fieldsOf(passage.body)) : null;
}

/** The id that a body names; null: none. */
export function idIn({ idProperty }: ResourceCollection, body: Item): string | null {
  const id = body[idProperty];
  return (typeof id === 'string' && id !== '') || typeof id === 'number' ? String(id) : null;
}

/** Stores the body under the id of the path: as a new item, or in place of the one that is there. */
export function replaceItem(use: CollectionUse, passage: Passage, id: string): Changed {
  const found = findItem(use.collection, id, passage);
  if (found.kind !== 'found') return putNew(use, passage, id);
  const value = {
    ...freshValue(use, passage, id, use.presets.replaced),
    ...lasting(use.collection, found.stored.value),
  };
  const state = keep(use, passage, shelfOf(use, passage), id, { ...found.stored, value });
  return { state, id, change: 'replaced', value };
}

/** Merges the body into an item; its id and its time of creation stay. */
export function updateItem(use: CollectionUse, passage: Passage, id: string, stored: StoredResource): Changed {
  const { collection } = use;
  const merged = fieldsOf(mergePatch(stored.value, bodyFields(use, passage)));
  const changed = { ...merged, ...lasting(collection, stored.value), ...ownerOf(collection, passage) };
  const value = completeItem(use, changed, passage);
  const state = keep(use, passage, shelfOf(use, passage), id, { ...stored, value });
  return { state, id, change: 'updated', value };
}

/** Takes an item out. */
export function deleteItem(use: CollectionUse, passage: Passage, id: string): Changed {
  const shelf = shelfOf(use, passage);
  const state = putShelf(passage.state, { ...shelf, items: shelf.items.with([], [id]) });
  return { state, id, change: 'deleted', value: undefined };
}

/** A new item: what the body says, what the schema presets, and what the server alone sets. */
function freshValue(use: CollectionUse, passage: Passage, id: string, presets: Item): Item {
  const { collection, numericIds } = use;
  const { idProperty, createdAtProperty } = collection;
  const owner = ownerOf(collection, passage);
  const first: Record<string, unknown> = {};
  first[idProperty] = numericIds ? Number(id) : id;
  const value: Record<string, unknown> = { ...first, ...owner, ...presets, ...bodyFields(use, passage) };
  // Again, since the body may say otherwise; names worked out in a literal would cost twice as much.
  value[idProperty] = first[idProperty];
  for (const name in owner) value[name] = owner[name];
  if (createdAtProperty !== null) value[createdAtProperty] = isoTime(passage.now);
  return ofParents(collection, completeItem(use, value, passage), passage.pathParameters);
}

/** What the body says of the item: it may hold it in the property in which the answer does. */
function bodyFields({ itemProperty }: CollectionUse, { body }: Passage): Item {
  const fields = fieldsOf(body);
  const inner = itemProperty === null ? undefined : fields[itemProperty];
  return inner === undefined ? fields : fieldsOf(inner);
}

/** Whoever belongs to one tenant writes for that one; everybody else says for whom. */
function ownerOf({ tenantProperty }: ResourceCollection, { identity }: Passage): Item {
  const tenant = identity?.tenant ?? null;
  return tenantProperty === null || tenant === null ? {} : { [tenantProperty]: tenant };
}

/** The fields that outlive every change. */
function lasting({ idProperty, createdAtProperty }: ResourceCollection, value: Item): Item {
  const names = [idProperty, createdAtProperty].filter((name) => name !== null && Object.hasOwn(value, name));
  return Object.fromEntries(names.map((name) => [name, value[name ?? '']]));
}

function putNew(use: CollectionUse, passage: Passage, id: string, shelf = shelfOf(use, passage)): Changed {
  const value = freshValue(use, passage, id, use.presets.created);
  const createdAfter = Math.max(elapsedOf(passage), use.collection.visibleAfterMs[id] ?? 0);
  const state = keep(use, passage, shelf, id, { createdAfter, seeded: false, value });
  return { state, id, change: 'created', value };
}

function shelfOf({ collection }: CollectionUse, { pathParameters, state }: Passage): OpenShelf {
  return openShelf({ collection, pathParameters }, state);
}

/** Writes an item; when the collection is full, another gives way. */
function keep(
  { collection }: CollectionUse,
  { state }: Passage,
  shelf: OpenShelf,
  id: string,
  stored: StoredResource,
): CaseState {
  const { items } = shelf;
  const isFull = items.size >= collection.maxItems && !items.has(id);
  return putShelf(state, { ...shelf, items: items.with([[id, stored]], isFull ? firstToGo(items) : []) });
}

/** The oldest that a client stored; only where there is none, the oldest of all. */
function firstToGo(items: VersionedMap<string, StoredResource>): readonly string[] {
  const first = items.find(({ seeded }) => !seeded) ?? items.find(() => true);
  return first === undefined ? [] : [first];
}

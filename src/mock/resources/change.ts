import { isoTime } from '../../clock.ts';
import { declaredResponse } from '../../contract/contract.ts';
import type { ResourceCollection } from '../../contract/failure-layer.ts';
import type { Passage } from '../gates/gate.ts';
import type { CaseState, StoredResource } from '../state.ts';
import type { VersionedMap } from '../versioned-map.ts';
import type { CollectionUse } from './collections.ts';
import { completeItem } from './complete.ts';
import { findItem } from './find.ts';
import { drawId } from './new-id.ts';
import { ofParents } from './seed.ts';
import { ownItemsOn, type Shelf, withItems } from './store.ts';
import { defaultsOf, fieldsOf, mergePatch } from './values.ts';

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
  const { id, state } =
    own === null
      ? drawId(use, passage.pathParameters, passage.state, passage.random)
      : { id: own, state: passage.state };
  const value = freshValue(use, passage, id, 201);
  return { state: put(use.collection, { ...passage, state }, id, value), id, change: 'created', value };
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
  if (found.kind !== 'found') {
    const value = freshValue(use, passage, id, 201);
    return { state: put(use.collection, passage, id, value), id, change: 'created', value };
  }
  const value = { ...freshValue(use, passage, id, 200), ...lasting(use.collection, found.stored.value) };
  return { state: keep(use.collection, passage, id, { ...found.stored, value }), id, change: 'replaced', value };
}

/** Merges the body into an item; its id and its time of creation stay. */
export function updateItem(use: CollectionUse, passage: Passage, id: string, stored: StoredResource): Changed {
  const { collection } = use;
  const merged = fieldsOf(mergePatch(stored.value, bodyFields(use, passage)));
  const changed = { ...merged, ...lasting(collection, stored.value), ...ownerOf(collection, passage) };
  const value = completeItem(use, changed, passage.contract.document, isoTime(passage.now));
  return { state: keep(collection, passage, id, { ...stored, value }), id, change: 'updated', value };
}

/** Takes an item out. */
export function deleteItem({ collection }: CollectionUse, { state, pathParameters }: Passage, id: string): Changed {
  const shelf = { collection, pathParameters };
  const items = ownItemsOn(shelf, state).with([], [id]);
  return { state: withItems(shelf, state, items), id, change: 'deleted', value: undefined };
}

/** A new item: what the body says, what the schema presets, and what the server alone sets. */
function freshValue(use: CollectionUse, passage: Passage, id: string, status: number): Item {
  const { collection, numericIds } = use;
  const { idProperty, createdAtProperty } = collection;
  const [content] = declaredResponse(passage.operation, status)?.content.values() ?? [];
  const settled = { [idProperty]: numericIds ? Number(id) : id, ...ownerOf(collection, passage) };
  const value = {
    ...settled,
    ...defaultsOf(content?.schema),
    ...bodyFields(use, passage),
    ...settled,
    ...(createdAtProperty === null ? {} : { [createdAtProperty]: isoTime(passage.now) }),
  };
  const whole = completeItem(use, value, passage.contract.document, isoTime(passage.now));
  return ofParents(collection, whole, passage.pathParameters);
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

function put(collection: ResourceCollection, passage: Passage, id: string, value: Item): CaseState {
  const { now, state } = passage;
  const createdAt = Math.max(now, state.openedAt + (collection.visibleAfterMs[id] ?? 0));
  return keep(collection, passage, id, { createdAt, seeded: false, value });
}

/** Writes an item; when the collection is full, another gives way. */
function keep(
  collection: ResourceCollection,
  { state, pathParameters }: Pick<Passage, 'state' | 'pathParameters'>,
  id: string,
  stored: StoredResource,
): CaseState {
  const shelf: Shelf = { collection, pathParameters };
  const before = ownItemsOn(shelf, state);
  const isFull = before.size >= collection.maxItems && !before.has(id);
  const items = before.with([[id, stored]], isFull ? firstToGo(before) : []);
  return withItems(shelf, state, items);
}

/** The oldest that a client stored; only where there is none, the oldest of all. */
function firstToGo(items: VersionedMap<string, StoredResource>): readonly string[] {
  for (const [id, { seeded }] of items) if (!seeded) return [id];
  const [oldest] = items.keys();
  return oldest === undefined ? [] : [oldest];
}

import { isoTime } from '../../clock.ts';
import { declaredResponse } from '../../contract/contract.ts';
import type { ResourceCollection } from '../../contract/failure-layer.ts';
import { withEntry } from '../copies.ts';
import type { Passage } from '../gates/gate.ts';
import type { CaseState, StoredResource } from '../state.ts';
import { type VersionedMap, versioned } from '../versioned-map.ts';
import type { CollectionUse } from './collections.ts';
import { findItem } from './find.ts';
import { drawId } from './new-id.ts';
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

/** Stores the body under a new id. */
export function createItem(use: CollectionUse, passage: Passage): Changed {
  const { id, state } = drawId(use.collection, passage.state, passage.random);
  const value = freshValue(use, passage, id, 201);
  return { state: put(use.collection, { ...passage, state }, id, value), id, change: 'created', value };
}

/** Stores the body under the id of the path: as a new item, or in place of the one that is there. */
export function replaceItem(use: CollectionUse, passage: Passage, id: string): Changed {
  const found = findItem(use.collection, id, passage);
  if (found.kind !== 'found') {
    const value = freshValue(use, passage, id, 201);
    return { state: put(use.collection, passage, id, value), id, change: 'created', value };
  }
  const value = { ...freshValue(use, passage, id, 200), ...lasting(use.collection, found.stored.value) };
  return { state: keep(use.collection, passage.state, id, { ...found.stored, value }), id, change: 'replaced', value };
}

/** Merges the body into an item; its id and its time of creation stay. */
export function updateItem(
  { collection }: CollectionUse,
  passage: Passage,
  id: string,
  stored: StoredResource,
): Changed {
  const merged = fieldsOf(mergePatch(stored.value, fieldsOf(passage.body)));
  const value = { ...merged, ...lasting(collection, stored.value), ...ownerOf(collection, passage) };
  return { state: keep(collection, passage.state, id, { ...stored, value }), id, change: 'updated', value };
}

/** Takes an item out. */
export function deleteItem({ collection }: CollectionUse, { state }: Passage, id: string): Changed {
  const items = itemsOf(state, collection).with([], [id]);
  const resources = withEntry(state.resources, collection.name, items);
  return { state: { ...state, resources }, id, change: 'deleted', value: undefined };
}

/** A new item: what the body says, what the schema presets, and what the server alone sets. */
function freshValue({ collection, numericIds }: CollectionUse, passage: Passage, id: string, status: number): Item {
  const { idProperty, createdAtProperty } = collection;
  const [content] = declaredResponse(passage.operation, status)?.content.values() ?? [];
  const settled = { [idProperty]: numericIds ? Number(id) : id, ...ownerOf(collection, passage) };
  return {
    ...settled,
    ...defaultsOf(content?.schema),
    ...fieldsOf(passage.body),
    ...settled,
    ...(createdAtProperty === null ? {} : { [createdAtProperty]: isoTime(passage.now) }),
  };
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

function put(collection: ResourceCollection, { state, now }: Passage, id: string, value: Item): CaseState {
  const createdAt = Math.max(now, state.openedAt + (collection.visibleAfterMs[id] ?? 0));
  return keep(collection, state, id, { createdAt, seeded: false, value });
}

/** Writes an item; when the collection is full, another gives way. */
function keep(collection: ResourceCollection, state: CaseState, id: string, stored: StoredResource): CaseState {
  const before = itemsOf(state, collection);
  const isFull = before.size >= collection.maxItems && !before.has(id);
  const items = before.with([[id, stored]], isFull ? firstToGo(before) : []);
  return { ...state, resources: withEntry(state.resources, collection.name, items) };
}

/** The oldest that a client stored; only where there is none, the oldest of all. */
function firstToGo(items: VersionedMap<string, StoredResource>): readonly string[] {
  for (const [id, { seeded }] of items) if (!seeded) return [id];
  const [oldest] = items.keys();
  return oldest === undefined ? [] : [oldest];
}

function itemsOf({ resources }: CaseState, { name }: ResourceCollection): VersionedMap<string, StoredResource> {
  return versioned(resources.get(name) ?? new Map());
}

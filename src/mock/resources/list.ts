import type { Pagination, ResourceCollection } from '../../contract/failure-layer.ts';
import type { Passage } from '../gates/gate.ts';
import type { StoredResource } from '../state.ts';
import type { CollectionUse } from './collections.ts';
import { envelopeOf } from './envelope.ts';
import { elapsedOf, findItem, visibleItems } from './find.ts';
import { itemsOn } from './store.ts';

/** A list answer, or the news that its cursor names no item. */
export type Listing = { readonly kind: 'page'; readonly body: unknown } | { readonly kind: 'unknown-cursor' };

type Item = Readonly<Record<string, unknown>>;

/** The list that was asked for last without a filter: what it was read from, and how long after its case was opened. */
interface Kept {
  readonly items: ReadonlyMap<string, StoredResource>;
  readonly tenant: string | null;
  readonly readAfter: number;
  readonly listing: Listing;
}

const kept = new WeakMap<CollectionUse, Kept>();

/** To look through more of them at each change would make a page of a large collection dearer than one of a small. */
const mostLookedThrough = 200;

/** The items that the request selects, a page of them where the layer says so. */
export function listItems(use: CollectionUse, passage: Passage): Listing {
  if (passage.request.query.size > 0) return readItems(use, passage);
  const { collection } = use;
  const { state, pathParameters } = passage;
  const elapsed = elapsedOf(passage);
  const items = itemsOn({ collection, pathParameters }, state);
  const tenant = passage.identity?.tenant ?? null;
  const known = kept.get(use);
  // A version of the items never changes, hence neither does what is read from it.
  if (known !== undefined && known.items === items && known.tenant === tenant && elapsed >= known.readAfter) {
    return known.listing;
  }
  const listing = readItems(use, passage);
  if (areAllThere(items, elapsed)) kept.set(use, { items, tenant, readAfter: elapsed, listing });
  return listing;
}

/** Whether time alone will bring none of them to light. */
function areAllThere(items: ReadonlyMap<string, StoredResource>, elapsed: number): boolean {
  if (items.size > mostLookedThrough) return false;
  for (const { createdAfter } of items.values()) if (createdAfter > elapsed) return false;
  return true;
}

function readItems(use: CollectionUse, passage: Passage): Listing {
  const { collection } = use;
  const { itemsProperty, pagination } = collection;
  const selected = select(collection, passage);
  if (pagination === null) return page(use, passage, [...selected], {});
  const cursor = queryValue(passage, pagination.cursorParameter);
  if (cursor !== undefined && !skipTo(selected, (item) => idOf(collection, item) === cursor)) {
    return { kind: 'unknown-cursor' };
  }
  const limit = limitOf(pagination, passage);
  takeFrom(selected, startOf(pagination, passage, limit));
  // One more than the page holds says whether there is another page.
  const ahead = takeFrom(selected, limit + 1);
  const items = ahead.length > limit ? ahead.slice(0, limit) : ahead;
  const last = items.at(-1);
  if (itemsProperty === null || use.nextPage === null) return page(use, passage, items, {});
  const { from, none } = use.nextPage;
  return page(use, passage, items, last === undefined || ahead.length <= limit ? none : from(idOf(collection, last)));
}

/** Whether the request asks for all items as they are: no filter, no page. */
export function asksForAll({ collection }: CollectionUse, passage: Passage): boolean {
  return (
    passage.request.query.size === 0 || (collection.pagination === null && filtersOf(collection, passage).length === 0)
  );
}

function queryValue({ request }: Passage, name: string | null): string | undefined {
  return name === null ? undefined : request.query.get(name)?.[0];
}

/** How many items stand before the page that an offset or a page's number asks for. */
function startOf({ offsetParameter, pageParameter }: Pagination, passage: Passage, limit: number): number {
  const offset = Math.floor(Number(queryValue(passage, offsetParameter) ?? 0)) || 0;
  const page = Math.floor(Number(queryValue(passage, pageParameter) ?? 1)) || 1;
  return Math.max(0, offset) + Math.max(0, page - 1) * limit;
}

function limitOf({ limitParameter, defaultLimit, maxLimit }: Pagination, passage: Passage): number {
  const asked = Number(queryValue(passage, limitParameter) ?? defaultLimit);
  return Math.min(Math.max(1, Math.floor(asked) || 1), maxLimit);
}

/** Takes items until one is found; the rest is left behind it. */
function skipTo(items: Iterator<Item>, isFound: (item: Item) => boolean): boolean {
  for (let next = items.next(); next.done !== true; next = items.next()) if (isFound(next.value)) return true;
  return false;
}

/** The next items, so that a page of a large collection costs no more than one of a small. */
function takeFrom(items: Iterator<Item>, count: number): readonly Item[] {
  const taken: Item[] = [];
  if (count <= 0) return taken;
  for (let next = items.next(); next.done !== true; next = items.next()) {
    taken.push(next.value);
    if (taken.length === count) break;
  }
  return taken;
}

function idOf({ idProperty }: ResourceCollection, item: Item): string {
  return String(item[idProperty]);
}

function page(use: CollectionUse, passage: Passage, items: readonly Item[], rest: object): Listing {
  const { itemsProperty } = use.collection;
  if (itemsProperty === null) return { kind: 'page', body: items };
  const around = envelopeOf(use, passage, items.length);
  return { kind: 'page', body: { ...around, [itemsProperty]: items, ...rest } };
}

function* select(collection: ResourceCollection, passage: Passage): Generator<Item> {
  const filters = filtersOf(collection, passage);
  for (const { value } of candidates(collection, passage)) {
    if (filters.length === 0 || filters.every((fits) => fits(value))) yield value;
  }
}

/** All of them, or those asked for by id: each once, in the order asked for. */
function candidates(collection: ResourceCollection, passage: Passage): Iterable<StoredResource> {
  const { idsParameter } = collection;
  const wanted = idsParameter === null ? undefined : passage.request.query.get(idsParameter);
  if (wanted === undefined) return visibleItems(collection, passage);
  const ids = new Set(wanted.flatMap((text) => text.split(',')).map((id) => id.trim()));
  // What is hidden by its id still stands in lists.
  const listed = { ...collection, hiddenWhen: null };
  return [...ids].flatMap((id) => {
    const found = findItem(listed, id, passage);
    return found.kind === 'found' ? [found.stored] : [];
  });
}

/** A declared query parameter that is named like a field selects by it. */
function filtersOf({ pagination, idsParameter }: ResourceCollection, { request, operation }: Passage) {
  if (request.query.size === 0) return [];
  const { limitParameter, cursorParameter, offsetParameter, pageParameter } = pagination ?? {};
  const own = [limitParameter, cursorParameter, offsetParameter, pageParameter, idsParameter];
  return operation.parameters.flatMap(({ name, in: place }) => {
    const wanted = place === 'query' && !own.includes(name) ? request.query.get(name) : undefined;
    return wanted === undefined
      ? []
      : [(item: Item) => !Object.hasOwn(item, name) || wanted.includes(String(item[name]))];
  });
}

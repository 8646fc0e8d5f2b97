import type { Pagination, ResourceCollection } from '../../contract/failure-layer.ts';
import type { Passage } from '../gates/gate.ts';
import type { StoredResource } from '../state.ts';
import { findItem, visibleItems } from './find.ts';

/** A list answer, or the news that its cursor names no item. */
export type Listing = { readonly kind: 'page'; readonly body: unknown } | { readonly kind: 'unknown-cursor' };

type Item = Readonly<Record<string, unknown>>;

/** The items that the request selects, a page of them where the layer says so. */
export function listItems(collection: ResourceCollection, passage: Passage): Listing {
  const { itemsProperty, pagination } = collection;
  const selected = select(collection, passage);
  if (pagination === null) return page(collection, [...selected], {});
  const cursor = passage.request.query.get(pagination.cursorParameter)?.[0];
  if (cursor !== undefined && !skipTo(selected, (item) => idOf(collection, item) === cursor)) {
    return { kind: 'unknown-cursor' };
  }
  const limit = limitOf(pagination, passage);
  // One more than the page holds says whether there is another page.
  const ahead = takeFrom(selected, limit + 1);
  const items = ahead.length > limit ? ahead.slice(0, limit) : ahead;
  const last = items.at(-1);
  const next = last === undefined || ahead.length <= limit ? null : idOf(collection, last);
  return page(collection, items, itemsProperty === null ? {} : { [pagination.nextProperty]: next });
}

function limitOf({ limitParameter, defaultLimit, maxLimit }: Pagination, { request }: Passage): number {
  const asked = Number(request.query.get(limitParameter)?.[0] ?? defaultLimit);
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
  for (let next = items.next(); next.done !== true; next = items.next()) {
    taken.push(next.value);
    if (taken.length === count) break;
  }
  return taken;
}

function idOf({ idProperty }: ResourceCollection, item: Item): string {
  return String(item[idProperty]);
}

function page({ itemsProperty }: ResourceCollection, items: readonly unknown[], rest: object): Listing {
  return { kind: 'page', body: itemsProperty === null ? items : { [itemsProperty]: items, ...rest } };
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
  const own = [pagination?.limitParameter, pagination?.cursorParameter, idsParameter];
  return operation.parameters.flatMap(({ name, in: place }) => {
    const wanted = place === 'query' && !own.includes(name) ? request.query.get(name) : undefined;
    return wanted === undefined
      ? []
      : [(item: Item) => !Object.hasOwn(item, name) || wanted.includes(String(item[name]))];
  });
}

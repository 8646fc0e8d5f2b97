import type { ResourceCollection } from '../../contract/failure-layer.ts';
import type { Identity } from '../gates/gate.ts';
import type { CaseState, StoredResource } from '../state.ts';
import { itemsOn } from './store.ts';

/** From where a collection is looked at: when, and by whom. */
export interface View {
  readonly state: CaseState;
  readonly now: number;
  readonly identity: Identity | null;
  readonly pathParameters: Readonly<Record<string, string>>;
}

/** Milliseconds since the case was opened. */
export function elapsedOf({ state, now }: Pick<View, 'state' | 'now'>): number {
  return now - state.openedAt;
}

/** What an id leads to for this caller. */
export type Found =
  | { readonly kind: 'found'; readonly stored: StoredResource }
  | { readonly kind: 'absent' }
  /** It exists, but not for this caller; the reason is for the trace, never for the answer. */
  | { readonly kind: 'withheld'; readonly why: 'tenant' | 'later' | 'hidden' };

/** Looks one item up by its id. */
export function findItem(collection: ResourceCollection, id: string, view: View): Found {
  const stored = itemsOn({ collection, pathParameters: view.pathParameters }, view.state).get(id);
  if (stored === undefined) return { kind: 'absent' };
  if (stored.createdAfter > elapsedOf(view)) return { kind: 'withheld', why: 'later' };
  if (!isOwn(collection, stored, view)) return { kind: 'withheld', why: 'tenant' };
  return isHidden(collection, stored) ? { kind: 'withheld', why: 'hidden' } : { kind: 'found', stored };
}

/** Every item that this caller can see in a list, in order of creation; looked for only as far as they are taken. */
export function* visibleItems(collection: ResourceCollection, view: View): Generator<StoredResource> {
  const elapsed = elapsedOf(view);
  for (const stored of itemsOn({ collection, pathParameters: view.pathParameters }, view.state).values()) {
    if (stored.createdAfter <= elapsed && isOwn(collection, stored, view)) yield stored;
  }
}

function isOwn({ tenantProperty }: ResourceCollection, { value }: StoredResource, { identity }: View): boolean {
  const tenant = identity?.tenant ?? null;
  return tenantProperty === null || tenant === null || value[tenantProperty] === tenant;
}

function isHidden({ hiddenWhen }: ResourceCollection, { value }: StoredResource): boolean {
  return hiddenWhen !== null && Object.entries(hiddenWhen).every(([name, hidden]) => value[name] === hidden);
}

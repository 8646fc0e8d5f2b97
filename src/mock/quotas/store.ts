import type { RateLimit } from '../../contract/failure-layer.ts';
import type { CaseState, QuotaState } from '../state.ts';
import { type VersionedMap, versioned } from '../versioned-map.ts';
import { algorithms } from './index.ts';

/** Counts kept at a time. Beyond it the oldest is forgotten, so that made-up header values can't fill the memory. */
export const maxQuotas = 10_000;

/** So many new counts come before those that no longer matter are looked for. */
const sweepEvery = 64;

/** The state with these counts; those that no longer matter go from time to time. */
export function storeQuotas(
  state: CaseState,
  changed: readonly (readonly [string, QuotaState])[],
  now: number,
): CaseState {
  const before = versioned(state.quotas);
  const { size } = before;
  const all = before.with(changed);
  const fresh = all.size - size;
  return { ...state, quotas: fresh === 0 ? all : swept(all, fresh, state.rateLimits, now) };
}

function swept(
  quotas: VersionedMap<string, QuotaState>,
  fresh: number,
  limits: readonly RateLimit[],
  now: number,
): VersionedMap<string, QuotaState> {
  const before = quotas.size - fresh;
  const isDue = before % sweepEvery < fresh && before > 0;
  const settled = isDue ? quotas.with([], idleKeys(quotas, limits, now)) : quotas;
  return settled.with([], oldestKeys(settled, settled.size - maxQuotas));
}

function oldestKeys(quotas: CaseState['quotas'], count: number): readonly string[] {
  const oldest: string[] = [];
  if (count > 0) {
    for (const key of quotas.keys()) {
      oldest.push(key);
      if (oldest.length === count) break;
    }
  }
  return oldest;
}

function idleKeys(quotas: CaseState['quotas'], limits: readonly RateLimit[], now: number): readonly string[] {
  const byId = new Map(limits.map((limit) => [limit.id, limit]));
  const idle = ([key, quota]: [string, QuotaState]) => {
    const limit = byId.get(key.slice(0, key.indexOf('\0')));
    const waiting = quota.refusedUntil !== null && now < quota.refusedUntil;
    return limit === undefined || (!waiting && isIdle(limit, quota, now));
  };
  return [...quotas].filter(idle).map(([key]) => key);
}

function isIdle(limit: RateLimit, quota: QuotaState, now: number): boolean {
  const algorithm = algorithms[limit.algorithm];
  return algorithm.isIdle(algorithm.settle(limit, quota, now));
}

/** The state with the places that a request took given back. */
export function releaseQuotas(state: CaseState, requestId: string): CaseState {
  const released: (readonly [string, QuotaState])[] = [];
  for (const key of state.places.get(requestId) ?? []) {
    const quota = state.quotas.get(key);
    if (quota !== undefined) released.push([key, { ...quota, open: quota.open.filter((id) => id !== requestId) }]);
  }
  const places = versioned(state.places).with([], [requestId]);
  return { ...state, quotas: versioned(state.quotas).with(released), places };
}

/** The state that remembers where a request has taken places, so that its end can give them back. */
export function rememberPlaces(state: CaseState, requestId: string, keys: readonly string[]): CaseState {
  if (keys.length === 0) return state;
  const before = state.places.get(requestId) ?? [];
  return { ...state, places: versioned(state.places).with([[requestId, [...before, ...keys]]]) };
}

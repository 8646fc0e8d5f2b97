import type { Contract } from '../contract/contract.ts';
import { releaseQuotas } from './quotas/store.ts';
import type { CaseState } from './state.ts';

/** A case in which nothing has happened yet. `now` is in clock milliseconds since the epoch. */
export function openState({ layer }: Contract, now: number): CaseState {
  return {
    openedAt: now,
    rules: layer.rules,
    rateLimits: layer.rateLimits,
    instructions: new Map(),
    ruleCounts: new Map(),
    quotas: new Map(),
    places: new Map(),
    resources: new Map(),
    credentialUses: new Map(),
    extraCredentials: [],
  };
}

/** The state once a request has ended: its places in quotas of requests under way are free again. */
export function finish(state: CaseState, requestId: string): CaseState {
  return state.places.size > 0 && state.places.has(requestId) ? releaseQuotas(state, requestId) : state;
}

import { type Clock, createRandom } from '../../clock.ts';
import type { Contract } from '../../contract/contract.ts';
import type { Rule } from '../../contract/failure-layer.ts';
import type { SideEffect } from '../../trace/exchange.ts';
import { decide as decideAsMock } from '../decide.ts';
import type { Action, ApiRequest, Decide } from '../decision.ts';
import { finish, openState } from '../open-state.ts';
import type { CaseState } from '../state.ts';
import { VersionedMap } from '../versioned-map.ts';

/** What a case remembers: the one place where its state is replaced. */
export interface CaseCore {
  readonly state: CaseState;
  readonly sideEffects: readonly SideEffect[];
  change(change: Partial<CaseState>): void;
  decide(request: ApiRequest): Action;
  /** The exchange is over: gives back what it held. */
  finish(requestId: string): void;
  /** As it was when the case was opened, at the clock's time. */
  reset(): void;
  /** What counts by the clock starts anew, at the clock's time; what was injected, queued and counted stays. */
  restartTime(): void;
}

export interface CaseCoreOptions {
  readonly contract: Contract;
  /** Of the contract, without those that speak of the listener. */
  readonly rules: readonly Rule[];
  /** A credential that this case accepts beside the layer's. */
  readonly key: string | null;
  readonly clock: Clock;
  /** Default: the gates of the mock. */
  readonly decide?: Decide;
}

function leaveFor<Value>(
  next: ReadonlyMap<string, Value> | undefined,
  map: ReadonlyMap<string, Value>,
  gone?: (name: string, value: Value) => void,
): void {
  if (next !== map && map instanceof VersionedMap) map.leave(gone);
}

const maxSideEffects = 10_000;

/** A case in which nothing has happened yet. Decisions are made one after the other, each on the state the last one left. */
export function createCaseCore({ contract, rules, key, clock, decide = decideAsMock }: CaseCoreOptions): CaseCore {
  const fresh = (): CaseState => ({
    ...openState(contract, clock.now()),
    rules,
    extraCredentials: key === null ? [] : [key],
  });
  const freshRandom = () => createRandom(contract.layer.seed ?? undefined);
  let state = fresh();
  let random = freshRandom();
  let sideEffects: SideEffect[] = [];

  /** Goes on to the next state. Nobody else has this one, hence what it alone knows is let go of. */
  function follow(next: CaseState): void {
    leaveFor(next.quotas, state.quotas);
    leaveFor(next.places, state.places);
    leaveFor(next.resources, state.resources, (name, { items }) => leaveFor(next.resources.get(name)?.items, items));
    state = next;
  }

  return {
    get state() {
      return state;
    },
    get sideEffects() {
      return sideEffects.slice(-maxSideEffects);
    },
    change(change) {
      state = { ...state, ...change };
    },
    decide(request) {
      const { state: next, action } = decide(state, request, clock.now(), random, contract);
      follow(next);
      if (action.sideEffect !== null) sideEffects.push(action.sideEffect);
      // Cut from time to time: to copy ten thousand for each that is added would take longer than all the rest.
      if (sideEffects.length > 2 * maxSideEffects) sideEffects = sideEffects.slice(-maxSideEffects);
      return action;
    },
    finish(requestId) {
      follow(finish(state, requestId));
    },
    reset() {
      state = fresh();
      random = freshRandom();
      sideEffects = [];
    },
    restartTime() {
      const { openedAt, quotas, places, resources } = fresh();
      state = { ...state, openedAt, quotas, places, resources };
    },
  };
}

import type { Clock } from '../clock.ts';
import type { Contract } from '../contract/contract.ts';
import type { Match, RateLimit, Respond, Rule, When } from '../contract/failure-layer.ts';
import type { Exchange, SideEffect } from '../trace/exchange.ts';
import type { UpstreamOptions } from './upstream/upstream.ts';
import type { Expected, Verification } from './verify/expectation.ts';

export interface MockOptions {
  readonly contract: Contract;
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** Default 0: a free one. */
  readonly port?: number;
  /** Makes the clock of each case; default: the real one. */
  readonly createClock?: () => Clock;
  readonly timeouts?: Partial<Timeouts>;
  /** Serves https with this key and certificate (PEM); default: http. */
  readonly tls?: TlsMaterial;
  /** Opens the control API on a port of its own; default: there is none. */
  readonly control?: ControlListener;
  /** Stands before this API instead of answering by itself; default: there is none. */
  readonly upstream?: UpstreamOptions;
  /** Called when all is ready, right before the port is taken: whoever has it gives it up. */
  readonly takeOver?: () => Promise<void>;
  readonly onWarning?: (message: string) => void;
  /** Told of each exchange that ended with a status of 400 or more, or without an answer. */
  readonly onFailure?: (failure: Failure) => void;
}

/** An exchange that failed. It is written out for whoever reads it: of a flood of failures nobody reads all. */
export interface Failure {
  /** What led to it: at most so many exchanges of its case, itself the last, with their secrets: mask before anything is kept. */
  trail(most: number): readonly Exchange[];
}

/** What https is served with, each as PEM text. */
export interface TlsMaterial {
  readonly key: string;
  readonly cert: string;
}

/** Where the control API listens. */
export interface ControlListener {
  /** Default 0: a free one. */
  readonly port?: number;
  /** Takes a free port when that one is in use. */
  readonly orFreePort?: boolean;
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** What clients send as `Authorization: Bearer …`. Default: none on loopback; beyond it one is made up. */
  readonly token?: string;
}

/** How to reach the control API. */
export interface ControlAddress {
  /** Without a trailing slash. */
  readonly url: string;
  /** Null: none is asked for. */
  readonly token: string | null;
}

/** How long a client may take, in milliseconds of the machine's clock. */
export interface Timeouts {
  /** For a request's headers, from when its connection opens; 408 behind it. Default 15,000. */
  readonly headersMs: number;
  /** For a whole request; 408 behind it. Default 60,000. */
  readonly requestMs: number;
  /** From an answer to the next request; then the connection is closed. Default 60,000. */
  readonly idleMs: number;
}

/** A running mock of one contract. */
export interface Mock {
  /** Without a trailing slash. */
  readonly url: string;
  readonly contract: Contract;
  /** Opens a case, or gives the one of that id. Without an id a fresh one. */
  openCase(options?: CaseOptions): MockCase;
  readonly cases: readonly MockCase[];
  /** Null: it wasn't asked for. */
  readonly control: ControlAddress | null;
  /** The rules that every case follows behind those injected into it, with their hits in all open cases together. */
  readonly rules: readonly Pick<RuleState, 'rule' | 'hits'>[];
  /** Replaces the rules of all cases at once, or, when one is wrong, none; throws everything that is wrong. */
  replaceRules(rules: readonly RuleInput[], options?: ReplaceOptions): readonly Rule[];
  /** Puts the failure layer's own rules back. */
  restoreRules(): void;
  /** As it was when it started: the layer's rules, no case but the default one, which starts anew; it listens again. */
  reset(): Promise<void>;
  /** Stops listening, lets running answers end for at most `drainMs` (default 1000), then closes every socket. */
  close(drainMs?: number): Promise<void>;
}

export interface CaseOptions {
  readonly id?: string;
  /** Requests with this credential belong to the case; it is accepted as a valid one. */
  readonly key?: string;
  /** So many requests are served; further ones are reset unread and only counted. Default: no end. */
  readonly bound?: RequestBound;
}

/** Where a case stops serving, so that a client that floods it is contained. */
export interface RequestBound {
  readonly requests: number;
  /** Called once, with the first request beyond it. */
  onReached(): void;
}

/** What a step, a test or the control API may add to a case: a rule with defaults for all that isn't said. */
export type RuleInput = Partial<Omit<Rule, 'place' | 'fault' | 'match' | 'when' | 'respond'>> & {
  readonly match?: Partial<Match>;
  readonly when?: Partial<When>;
  readonly respond?: Partial<Respond> & Pick<Respond, 'status'>;
  readonly fault?: string | Readonly<Record<string, unknown>>;
};

export interface ReplaceOptions {
  /** Checks the rules and changes nothing. */
  readonly validateOnly?: boolean;
}

export interface RuleState {
  readonly rule: Rule;
  /** How often it acted in this case. */
  readonly hits: number;
  /** How often it still will; null: no end. */
  readonly remaining: number | null;
}

/** An isolated run of the mock: own counters, windows, stored resources, clock and trace. */
export interface MockCase {
  readonly id: string;
  /** Base URL whose requests belong to this case, whatever headers the client can or can't set. */
  readonly url: string;
  readonly clock: Clock;
  /** When it was opened or last reset, in milliseconds of its clock since the epoch. */
  readonly openedAt: number;
  /** Adds a rule in front of those of the failure layer; throws a Problem for unknown operations, statuses or faults. */
  inject(rule: RuleInput): Rule;
  /** Queues instructions for one operation: the first acts on its next request, and so on. */
  instruct(operationId: string, instructions: readonly string[]): void;
  /** Instructions not yet consumed, by operation; `completed` when none is left. */
  readonly instructions: {
    readonly remaining: Readonly<Record<string, readonly string[]>>;
    readonly completed: boolean;
  };
  readonly rules: readonly RuleState[];
  /** Replaces the rules injected into this case at once, or, when one is wrong, none; throws everything that is wrong. */
  replaceRules(rules: readonly RuleInput[], options?: ReplaceOptions): readonly Rule[];
  readonly rateLimits: readonly RateLimit[];
  /** Replaces, or with an unknown id adds, a quota for this case. */
  setRateLimit(limit: Partial<RateLimit> & { readonly id: string }): void;
  /** Exchanges in the order in which they came. */
  trace(): readonly Exchange[];
  /** The same, numbered in the order in which they came, from 1: those behind number `after`, at most `limit`. */
  entries(page?: { readonly after?: number; readonly limit?: number }): readonly TraceEntry[];
  /** Resolves when every exchange that isn't parked has ended. */
  settled(): Promise<void>;
  readonly sideEffects: readonly SideEffect[];
  /** Requests that came beyond the bound of the case and were reset. */
  readonly refused: number;
  /** Closes the mock's listener for so many milliseconds of this case's clock; resolves when connections are refused. All cases share it. */
  refuseConnections(forMs: number): Promise<void>;
  /** Moves the case's clock forward; timers on the way fire in order. */
  advance(ms: number): Promise<void>;
  /**
   * Sets the clock back to the machine's time. What counts by it (windows, schedules, stored resources) starts anew;
   * timers keep what they have left. Throws a Problem on a virtual clock.
   */
  resetClock(): void;
  /** Judges what came so far, once the answers under way are out; throws a Problem for what can't be judged. */
  verify(expected: readonly Expected[]): Promise<Verification>;
  /**
   * Forgets counters, windows, resources, rules, instructions and trace, sets the clock back; frees hung sockets and ends
   * a refusal of connections that this case asked for. Schedules begin anew.
   */
  reset(): void;
  /** The same, for good: nothing of it is left on a socket or in a timer. A thousand cases may be open; then the one used longest ago is closed. */
  close(): void;
}

/** An exchange with its place in the trace, which it keeps when older ones have given way. */
export interface TraceEntry {
  readonly sequence: number;
  readonly exchange: Exchange;
}

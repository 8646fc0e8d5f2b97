import type { Clock } from '../clock.ts';
import type { Contract } from '../contract/contract.ts';
import type { Match, RateLimit, Respond, Rule, When } from '../contract/failure-layer.ts';
import type { Exchange, SideEffect } from '../trace/exchange.ts';

export interface MockOptions {
  readonly contract: Contract;
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** Default 0: a free one. */
  readonly port?: number;
  /** Makes the clock of each case; default: the real one. */
  readonly createClock?: () => Clock;
  readonly onWarning?: (message: string) => void;
}

/** A running mock of one contract. */
export interface Mock {
  /** Without a trailing slash. */
  readonly url: string;
  readonly contract: Contract;
  /** Opens a case, or gives the one of that id. Without an id a fresh one. */
  openCase(options?: CaseOptions): MockCase;
  readonly cases: readonly MockCase[];
  /** Stops listening, lets running answers end for at most `drainMs` (default 1000), then closes every socket. */
  close(drainMs?: number): Promise<void>;
}

export interface CaseOptions {
  readonly id?: string;
  /** Requests with this credential belong to the case; it is accepted as a valid one. */
  readonly key?: string;
}

/** What a step, a test or the control API may add to a case: a rule with defaults for all that isn't said. */
export type RuleInput = Partial<Omit<Rule, 'place' | 'fault' | 'match' | 'when' | 'respond'>> & {
  readonly match?: Partial<Match>;
  readonly when?: Partial<When>;
  readonly respond?: Partial<Respond> & Pick<Respond, 'status'>;
  readonly fault?: string | Readonly<Record<string, unknown>>;
};

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
  /** Replaces, or with an unknown id adds, a quota for this case. */
  setRateLimit(limit: Partial<RateLimit> & { readonly id: string }): void;
  /** Exchanges in the order in which they came. */
  trace(): readonly Exchange[];
  /** Resolves when every exchange that isn't parked has ended. */
  settled(): Promise<void>;
  readonly sideEffects: readonly SideEffect[];
  /** Closes the mock's listener for so many milliseconds of this case's clock; resolves when connections are refused. All cases share it. */
  refuseConnections(forMs: number): Promise<void>;
  /** Moves the case's clock forward; timers on the way fire in order. */
  advance(ms: number): Promise<void>;
  /** Forgets counters, windows, resources, rules, instructions and trace; frees hung sockets. */
  reset(): void;
  close(): void;
}

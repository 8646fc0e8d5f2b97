import type { Random } from '../clock.ts';
import type { Contract } from '../contract/contract.ts';
import type { Delay } from '../contract/failure-layer.ts';
import type { Effect } from '../faults/fault.ts';
import type { Cause, HeaderList, SideEffect } from '../trace/exchange.ts';
import type { CaseState } from './state.ts';

/** A request as the gates see it: plain data, without sockets. */
export interface ApiRequest {
  readonly id: string;
  /** Upper case. */
  readonly method: string;
  /** As it came, percent-encoded, without the case prefix and the query. */
  readonly path: string;
  readonly query: ReadonlyMap<string, readonly string[]>;
  /** Lower-case names; repeated fields joined by ", ". */
  readonly headers: Readonly<Record<string, string>>;
  readonly rawHeaders: HeaderList;
  readonly body: RequestBytes;
  /** Of the peer, without a port. */
  readonly address: string;
  /** Whether the connection had carried a request before; some faults need that. */
  readonly reusedConnection?: boolean;
}

export type RequestBytes =
  | { readonly kind: 'none' }
  | { readonly kind: 'text'; readonly text: string; readonly bytes: number }
  /** Longer than the layer allows, or headers that are. */
  | { readonly kind: 'too-large'; readonly part: 'body' | 'headers' };

/** A whole answer. Header names as they go on the wire. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Go on top of `headers`, which are one and the same for all answers of a kind. */
  readonly over?: Readonly<Record<string, string>>;
  /** Null: no body at all. */
  readonly body: string | null;
}

/** How the answer comes about: ready, or asked of Prism. */
export type AnswerPlan =
  | { readonly kind: 'ready'; readonly answer: Answer }
  | {
      readonly kind: 'prism';
      readonly operationId: string;
      readonly pathParameters: Readonly<Record<string, string>>;
      /** From `Prefer`; null: Prism's own choice. */
      readonly prefer: {
        readonly code: string | null;
        readonly example: string | null;
        readonly dynamic: boolean | null;
      };
      /** A stored resource takes the place of the example's body; undefined: Prism's body stands. */
      readonly body: unknown;
      /** Status the resource's change asks for (201 or 200 of a PUT); null: Prism's. */
      readonly status: number | null;
      readonly headers: Readonly<Record<string, string>>;
    };

/** What is to be done with one request, as plain data. */
export interface Action {
  readonly operationId: string | null;
  readonly cause: Cause;
  readonly plan: AnswerPlan;
  /** What the socket adapter does to the answer; null: sends it. */
  readonly effect: Effect | null;
  /** Before a real API: its answer goes out, or only its work is wanted. Undefined: nothing is passed on. */
  readonly forward?: 'answer' | 'work';
  readonly delay: Delay | null;
  /** What it changed in a collection; null: nothing. */
  readonly sideEffect: SideEffect | null;
  /** Added to whatever answer goes out: `RateLimit`, the request id … */
  readonly headers: Readonly<Record<string, string>>;
}

export interface Decision {
  readonly state: CaseState;
  readonly action: Action;
}

/**
 * The gates in order, as a pure function. Nothing outside of `state` and the arguments is read, and `state` is not changed.
 * `now` is in clock milliseconds since the epoch.
 */
export type Decide = (
  state: CaseState,
  request: ApiRequest,
  now: number,
  random: Random,
  contract: Contract,
) => Decision;

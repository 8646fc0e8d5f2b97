import type { Random } from '../../clock.ts';
import type { Contract, Operation } from '../../contract/contract.ts';
import type { Delay } from '../../contract/failure-layer.ts';
import type { Effect } from '../../faults/index.ts';
import type { Cause, SideEffect } from '../../trace/exchange.ts';
import type { AnswerPlan, ApiRequest } from '../decision.ts';
import type { Injection } from '../rules/injection.ts';
import type { CaseState } from '../state.ts';

/** A request as it comes in, and what goes out with whatever answer it gets. */
export interface Arrival {
  readonly contract: Contract;
  readonly state: CaseState;
  readonly request: ApiRequest;
  readonly now: number;
  readonly random: Random;
  readonly operationId: string | null;
  /** Added to the answer, whatever it is. */
  readonly headers: Readonly<Record<string, string>>;
  /** The one rule or instruction that acts on this attempt. */
  readonly acting: Acting | null;
  readonly sideEffect: SideEffect | null;
  readonly retriedEarlyByMs: number | null;
}

/** What a rule or an instruction does to this attempt. */
export interface Acting {
  readonly cause: Cause;
  readonly effect: Effect | null;
  readonly delay: Delay | null;
  /** Goes out in place of the answer that the API would give; null: that answer stands. */
  readonly replacement: AnswerPlan | null;
}

/** Whose request it is, as far as its credentials say. */
export interface Identity {
  readonly credentials: readonly string[];
  readonly tenant: string | null;
}

/** A request that has found its operation, and what the gates behind it have learned. */
export interface Passage extends Arrival {
  readonly kind: 'on';
  readonly operation: Operation;
  readonly pathParameters: Readonly<Record<string, string>>;
  /** Null before authentication, and where the operation asks for no credentials. */
  readonly identity: Identity | null;
  /** The parsed body; undefined without one. */
  readonly body: unknown;
  /** Lower case, without parameters; null without a body. */
  readonly mediaType: string | null;
  /** An instruction that waits for the backend's turn. */
  readonly pending: Injection | null;
}

/** A request that has its answer. */
export interface Answered {
  readonly kind: 'answered';
  readonly arrival: Arrival;
  readonly plan: AnswerPlan;
  readonly cause: Cause;
}

/** A gate lets a request on, with what it learned, or answers it. */
export type Step = Passage | Answered;

export type Gate = (passage: Passage) => Step;

/** The request ends at this gate. */
export function answer(arrival: Arrival, plan: AnswerPlan, cause: Cause): Answered {
  return { kind: 'answered', arrival, plan, cause };
}

import type { Contract, Operation } from '../contract/contract.ts';
import type { RateLimit } from '../contract/failure-layer.ts';
import type { RuleInput } from '../mock/mock.ts';
import type { Draft } from '../scenarios/draft.ts';
import type { CauseKind } from '../trace/exchange.ts';
import type { Phrase } from './phrase.ts';
import type { Rehearsed } from './rehearsal.ts';

/** Something that a scenario sets up before it calls: as a step says it, and as it changes the request or the mock. */
export interface Preparation {
  readonly phrase: Phrase;
  readonly prepare?: (draft: Draft) => void;
  readonly rule?: RuleInput;
  readonly limit?: RateLimit;
  /** Instructions that are queued for an operation. */
  readonly queue?: readonly [operationId: string, instructions: readonly string[]];
}

/** A scenario as its source proposes it, before it was rehearsed. */
export interface Proposal {
  /** Names its block, together with the operation and the status. */
  readonly kind: string;
  /** With placeholders of its phrases. */
  readonly title: string;
  readonly preparations: readonly Preparation[];
  /** What the client calls; default: the operation. */
  readonly target?: string;
  /** How often it calls; default 1. */
  readonly times?: number;
  /** Which part of the mock has to decide; null: whichever does. */
  readonly causes: readonly CauseKind[] | null;
  /** The status that has to come; null: whichever does. */
  readonly status: number | null;
}

/** What every source knows about the operation it speaks of. */
export interface Subject {
  readonly contract: Contract;
  readonly operation: Operation;
  /** What becomes of a good request. */
  readonly good: Rehearsed;
}

/** One kind of failure, proposed for an operation. */
export type Source = (subject: Subject) => readonly Proposal[];

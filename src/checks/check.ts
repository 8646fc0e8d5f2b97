import type { Declared, DriverKind, Observation } from './observation.ts';

/** How strongly a source asks for a promise: `must` and `should` break, `practice` warns unless the profile raises it. */
export type Force = 'must' | 'should' | 'practice';

/** One queued failure: an instruction string (`return-503`), consumed by one attempt. */
export type Instruction = string;

/**
 * What a client is put through: calls, and what each attempt of a call is met with. Several checks may read one probe.
 * Instructions are consumed attempt by attempt; behind the last the API answers as it should (the canary).
 */
export interface Probe {
  /** Kebab-case; names what happens: `503-503-200`, `always-503`, `post-reset`. */
  readonly name: string;
  readonly summary: string;
  readonly method: 'GET' | 'POST';
  /** What the attempts of each call are met with, in order. */
  readonly instructions: readonly Instruction[];
  /** What every attempt behind the instructions is met with; null: success. */
  readonly always: Instruction | null;
  /** Logical calls; default 1. */
  readonly calls?: number;
  /** Whether the calls are made at once; default false: one after the other. */
  readonly parallel?: boolean;
  /** Milliseconds that the window stays open at most when the client doesn't end; `thorough` where a longer look is asked for. */
  readonly watchMs: number;
  readonly thoroughMs?: number;
  /** Drivers that can show it; default all. */
  readonly drivers?: readonly DriverKind[];
}

export type CheckVerdict =
  | { readonly kind: 'kept'; readonly because: string; readonly attempts: readonly string[] }
  | {
      readonly kind: 'broken' | 'warned';
      /** `early`, `capped`, `gave-up`, `unbounded` … */
      readonly subtype: string | null;
      /** With the numbers that were seen. */
      readonly because: string;
      /** Ids of the exchanges that show it. */
      readonly attempts: readonly string[];
    }
  /** Never looks like kept: `subtype` says why (`window`, `not-exercised`, `driver`, `not-declared`, `ambiguous` …). */
  | { readonly kind: 'untested'; readonly subtype: string; readonly because: string };

/** What a check may know beyond the observations: the profile's numbers and what the client declares. */
export interface CheckSettings {
  readonly profile: string;
  /** Attempts allowed for one call. */
  readonly maxAttempts: number;
  readonly thorough: boolean;
  readonly declared: Declared;
}

/** A promise a client must keep, judged from what was observed. Pure. */
export interface Check<Name extends string = string> {
  /** The file's name, in the third person: `waits-for-retry-after`. */
  readonly name: Name;
  /** As in notes and results: `W1`. */
  readonly id: string;
  /** In plain words, with the number that decides. */
  readonly rule: string;
  readonly force: Force;
  readonly reference: string;
  /** Why it matters to the person who runs the client. */
  readonly why: string;
  /** What to change in a client that breaks it. */
  readonly fix: string;
  readonly probes: readonly Probe[];
  judge(observations: readonly Observation[], settings: CheckSettings): CheckVerdict;
}

/** Shapes a check so that its name stays a literal. */
export function defineCheck<const Name extends string>(check: Check<Name>): Check<Name> {
  return check;
}

import type { ExitCode } from './problem.ts';
import type { BaselineOutcome, Coverage, Drift, Gate, KnownReason, Matrix, Shard } from './result-parts.ts';
import type { Exchange } from './trace/exchange.ts';

export type * from './result-parts.ts';

/**
 * The canonical result of a run: everything that is rendered (html, junit, terminal) comes from this and nothing else.
 * Secrets are masked before a value gets in here.
 */
export const resultVersion = 2;

/** `known`: broken, as a baseline says, and accepted for the time being. */
export type Verdict = 'kept' | 'broken' | 'known' | 'untested';

export interface Result {
  readonly resultVersion: typeof resultVersion;
  readonly verdict: Verdict;
  readonly exitCode: ExitCode;
  /** Why the verdict isn't "kept", one line each; empty when it is. */
  readonly because: readonly string[];
  readonly identity: Identity;
  readonly counts: Readonly<Record<Verdict, number>>;
  readonly coverage: Coverage;
  readonly matrix: Matrix;
  readonly scenarios: readonly ScenarioResult[];
  /** What is wrong with the features themselves (undefined step, mistyped keyword …). */
  readonly problems: readonly ResultProblem[];
  /** What had to hold beside the scenarios, and whether it did. */
  readonly gates: readonly Gate[];
  /** What of known failures became of; null without a baseline. */
  readonly baseline: BaselineOutcome | null;
  /** Where a live API and the contract differ; empty for the embedded mock. */
  readonly drift: readonly Drift[];
  /** Which part of a run this is; null when it is all of it. */
  readonly shard: Shard | null;
  /** How many values were masked before they were stored. */
  readonly masked: number;
  readonly timing: Timing;
}

export interface Identity {
  readonly document: {
    readonly title: string;
    readonly version: string;
    readonly path: string;
    readonly sha256: string;
  };
  readonly failureLayer: { readonly path: string; readonly sha256: string } | null;
  readonly featuresSha256: string;
  /** Folder that the features were generated into, because there were none. */
  readonly generatedFeatures?: string;
  readonly target: { readonly kind: 'embedded' | 'live'; readonly url: string };
  readonly policy: string;
  readonly seed: number | null;
  readonly clock: 'virtual' | 'real';
  readonly tools: Readonly<Record<string, string>>;
  readonly startedAt: string;
  readonly finishedAt: string;
  readonly ci: {
    readonly name: string;
    readonly url?: string;
    readonly commit?: string;
    readonly branch?: string;
  } | null;
}

export interface Timing {
  /** Real milliseconds that the scenarios took. */
  readonly scenariosMs: number;
  /** Milliseconds of waiting on the scenarios' clocks: what it would have taken on a real one. */
  readonly virtualMs: number;
}

export interface ResultProblem {
  readonly code: string;
  readonly message: string;
  readonly fix: string;
  readonly file?: string;
  readonly line?: number;
}

export type StepStatus = 'passed' | 'failed' | 'skipped' | 'undefined' | 'ambiguous' | 'pending';

export interface StepResult {
  readonly keyword: string;
  readonly text: string;
  readonly line: number;
  readonly status: StepStatus;
  readonly durationMs: number;
  readonly docString?: string;
  readonly table?: readonly (readonly string[])[];
  readonly error?: string;
}

/** An attempt as the report shows it: what the client saw, with what the mock knew about it. */
export interface AttemptResult {
  readonly exchange: Exchange;
  /** Clock milliseconds since the scenario's first attempt began. */
  readonly offsetMs: number;
  /** Milliseconds until the answer ended; null when it never did. */
  readonly tookMs: number | null;
  /** What the answer asked the client to wait (`Retry-After`), in milliseconds. */
  readonly retryAfterMs: number | null;
  /** Which logical call of the scenario it belongs to, counted from 1. */
  readonly call: number;
  readonly curl: string;
}

/** A failure that the scenario met: opens the runbook of that name. */
export interface MetFailure {
  readonly operationId: string | null;
  /** `"429"` or the name of a transport fault. */
  readonly failure: string;
  /** The scenario says what to expect of it. */
  readonly asserted: boolean;
}

export interface InjectedFault {
  readonly ruleId: string;
  readonly fault: string;
  readonly operation: string;
  readonly hits: number;
}

export interface ScenarioResult {
  /** Stable over runs: from the file, the rule, the name and the row of the examples. */
  readonly id: string;
  readonly file: string;
  readonly line: number;
  readonly feature: string;
  readonly rule: string | null;
  readonly name: string;
  readonly tags: readonly string[];
  readonly verdict: Verdict;
  /** Why it is broken or untested; null when kept. */
  readonly because: string | null;
  /** Why a known failure is accepted; null for every other verdict. */
  readonly known: KnownReason | null;
  /** The pair that disagreed, when a step compared two values. */
  readonly expected: string | null;
  readonly received: string | null;
  readonly steps: readonly StepResult[];
  readonly attempts: readonly AttemptResult[];
  /** Logical calls, those included for which nothing was sent (a kept answer, an open circuit breaker). */
  readonly calls: number;
  readonly failures: readonly MetFailure[];
  readonly injected: readonly InjectedFault[];
  /** Clock milliseconds from the scenario's start to its end. */
  readonly virtualMs: number;
  readonly durationMs: number;
  /** A command that provokes the scenario's (first broken, else last) exchange again. */
  readonly curl: string | null;
  /** A command that runs only this scenario. */
  readonly rerun: string;
}

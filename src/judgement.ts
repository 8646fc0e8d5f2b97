import type { CheckVerdict, Force } from './checks/check.ts';
import type { ClientReport, ClientTrouble, Declared, DriverKind, WindowEnd } from './checks/observation.ts';
import type { ExitCode } from './problem.ts';
import type { AttemptResult, ResultProblem } from './result.ts';

/**
 * The canonical result of judging one client: `judge.json`, and everything that is rendered from it.
 * Secrets are masked before a value gets in here.
 */
export const judgementVersion = 1;

export type PromiseVerdict = CheckVerdict['kind'];

export interface Judgement {
  readonly judgementVersion: typeof judgementVersion;
  /** What the client is called. */
  readonly client: string;
  readonly profile: string;
  /** `warned` counts as kept; `untested`: nothing was decided. */
  readonly verdict: 'kept' | 'broken' | 'untested';
  readonly exitCode: ExitCode;
  /** Why the verdict isn't "kept", one line each; empty when it is. */
  readonly because: readonly string[];
  readonly identity: JudgementIdentity;
  readonly counts: Readonly<Record<PromiseVerdict, number>>;
  readonly checks: readonly JudgedCheck[];
  readonly probes: readonly JudgedProbe[];
  /** Why the client could not be judged as a whole or in part, and known failures that don't fail any more. */
  readonly problems: readonly ResultProblem[];
  /** How many values were masked before they were stored. */
  readonly masked: number;
}

export interface JudgementIdentity {
  readonly document: {
    readonly title: string;
    readonly version: string;
    readonly path: string;
    readonly sha256: string;
  };
  readonly driver: DriverKind;
  /** The client's program and arguments; null: there is none. */
  readonly command: readonly string[] | null;
  readonly declared: Declared;
  readonly thorough: boolean;
  readonly tls: boolean;
  readonly clock: 'virtual' | 'real';
  /** `GET /alerts`; null: no call of that method could be made. */
  readonly calls: { readonly get: string | null; readonly post: string | null };
  readonly tools: Readonly<Record<string, string>>;
  readonly startedAt: string;
  readonly finishedAt: string;
}

/** A promise, and whether the client keeps it. */
export interface JudgedCheck {
  readonly id: string;
  readonly name: string;
  readonly group: string;
  readonly rule: string;
  readonly force: Force;
  readonly reference: string;
  readonly why: string;
  readonly fix: string;
  readonly verdict: PromiseVerdict;
  /** `early`, `capped`, `window` …; null: there is nothing more to say. */
  readonly subtype: string | null;
  /** With the numbers that were seen. */
  readonly because: string;
  /** Ids of the exchanges that show it. */
  readonly attempts: readonly string[];
  /** Names of the probes it was judged by. */
  readonly probes: readonly string[];
  /** Why somebody expects it to be broken; null: nobody does. Then it doesn't count as broken. */
  readonly known: string | null;
  /** A command that judges only this; null: there is none. */
  readonly rerun: string | null;
}

/** What the client was put through once, and what it did. */
export interface JudgedProbe {
  readonly name: string;
  readonly summary: string;
  readonly method: 'GET' | 'POST';
  readonly window: { readonly ms: number; readonly end: WindowEnd };
  readonly trouble: ClientTrouble | null;
  /** The last lines that the client printed; empty: nothing. */
  readonly output: string;
  /** Requests to the case that were none of the call's. */
  readonly strays: readonly string[];
  /** By how much the judge was late at worst with what it noted. */
  readonly lateMs: number;
  readonly calls: readonly JudgedCall[];
}

export interface JudgedCall {
  readonly id: string;
  /** Milliseconds from the start of the probe; `endedMs` null: the client was still at work when the window closed. */
  readonly startedMs: number;
  readonly endedMs: number | null;
  readonly report: ClientReport | null;
  readonly consumed: boolean;
  /** Attempts in order; of many the first ones and the last. */
  readonly attempts: readonly AttemptResult[];
  /** How many attempts there were. */
  readonly attemptCount: number;
}

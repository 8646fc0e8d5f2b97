import type { Place, Problem } from '../../problem.ts';
import { Problem as ProblemError } from '../../problem.ts';
import type { Operation } from '../contract.ts';
import type { Findings } from '../document/findings.ts';
import type { OpenApi } from '../document/open-api.ts';
import type { FaultCall, Refusal, Rule } from '../failure-layer.ts';
import type { RawRefusal } from './raw-layer.ts';

/** Reads a fault as a layer may write it; throws a `Problem` for what it doesn't know. */
export type ParseFault = (spec: string | Record<string, unknown>) => FaultCall;

/** What every reader of the layer needs. */
export interface LayerContext {
  readonly document: OpenApi;
  readonly operations: readonly Operation[];
  readonly findings: Findings;
  readonly warnings: Findings;
  readonly parseFault: ParseFault;
  readonly undocumentedStatus: 'error' | 'warn' | 'allow';
  /** Whether a person wrote what this pointer leads to: the rest was worked out and fits the document by itself. */
  readonly isWritten: (pointer: string) => boolean;
  /** What a person wrote that an operation can answer with; checked once the whole layer is known. */
  readonly answers: PlannedAnswer[];
}

/** An answer that the layer gives for some operations, and where it is written. */
export interface PlannedAnswer {
  /** Noun phrase for messages: `the rule "overload"`. */
  readonly what: string;
  readonly operations: readonly Operation[];
  readonly answer: Refusal | NonNullable<Rule['respond']>;
  readonly place: (pointer: string) => Place;
  readonly pointer: string;
}

export function layerProblem(code: string, message: string, fix: string, place: Place): Problem {
  return new ProblemError(code, message, fix, { place });
}

/** The same problem, with the place it lacks. */
export function placed(problem: Problem, place: Place): Problem {
  const { code, message, fix, exitCode } = problem;
  return new ProblemError(code, message, fix, { exitCode, cause: problem, place: { ...place, ...problem.place } });
}

/**
 * A refusal with what was left out taken from another. Where no status is written, it is the first of `statuses` that an
 * operation declares.
 */
export function refusal(
  raw: RawRefusal | undefined,
  fallback: RawRefusal,
  [status = fallback.status ?? 500, ...instead]: readonly number[] = [],
): Refusal {
  const open = raw?.status === undefined && fallback.instead === undefined ? instead : (fallback.instead ?? []);
  return {
    status: raw?.status ?? fallback.status ?? status,
    ...(raw?.status === undefined && open.length > 0 ? { instead: open } : {}),
    message: raw?.message ?? fallback.message ?? '',
    headers: raw?.headers ?? fallback.headers ?? {},
  };
}

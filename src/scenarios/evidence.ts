import type { Drift, InjectedFault } from '../result.ts';
import type { Exchange } from '../trace/exchange.ts';
import type { Cell } from './cell.ts';

/** Media type of the attachment in which a scenario's evidence travels through cucumber's messages. */
export const evidenceMediaType = 'application/vnd.faultline.evidence+json';

/** A difference between a live API and the contract, and the exchange that showed it. */
export interface ObservedDrift extends Pick<Drift, 'operationId' | 'status' | 'kind' | 'message'> {
  readonly exchangeId: string;
}

/** What one scenario leaves behind, already masked: written by the steps, read when the result is built. */
export interface Evidence {
  readonly caseId: string;
  readonly calls: readonly { readonly exchanges: readonly Exchange[]; readonly waitsMs: readonly number[] }[];
  /** What the scenario asserted, so that the matrix knows what it covers. */
  readonly asserted: readonly Cell[];
  readonly injected: readonly InjectedFault[];
  /** The pair that disagreed, when a step compared two values. */
  readonly mismatch: { readonly expected: string; readonly received: string } | null;
  readonly masked: number;
  /** Clock milliseconds. */
  readonly startedAt: number;
  readonly endedAt: number;
  /** Set when the scenario can't run against this target, with the reason. */
  readonly untested: string | null;
  /** Of a live target. */
  readonly drift?: readonly ObservedDrift[];
}

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

/** Evidence on its way through cucumber, by what stands in its place there. */
const held = new Map<string, string>();
let count = 0;

/**
 * What to attach for a scenario's evidence. Cucumber keeps every attachment until its run is over, so that it is given a
 * word instead of all that was sent and received.
 */
export function holdEvidence(evidence: Evidence): string {
  count += 1;
  const word = `evidence ${count}`;
  held.set(word, JSON.stringify(evidence));
  return word;
}

/** The message with the evidence in it that it stands for; any other as it is. */
export function withHeldEvidence<Message extends { readonly attachment?: { readonly body: string } }>(
  envelope: Message,
): Message {
  const { attachment } = envelope;
  const body = attachment === undefined ? undefined : held.get(attachment.body);
  if (attachment === undefined || body === undefined) return envelope;
  held.delete(attachment.body);
  return { ...envelope, attachment: { ...attachment, body } };
}

import type { Contract } from '../contract/contract.ts';
import type { Category, RetryClass, Side } from '../retry/classification.ts';
import type { Exchange } from '../trace/exchange.ts';

/** What a person hands over: recorded exchanges, the words of an error, and what no recording can know. */
export interface DiagnosisInput {
  /** In the order in which they happened; the outcome `no-response` carries the code of an error without an answer. */
  readonly exchanges: readonly Exchange[];
  /** Null: the request can't be compared with a contract. */
  readonly contract: Contract | null;
  /** The workflow is critical; null: nobody said. */
  readonly critical: boolean | null;
  /** What the provider's status page says; null: nobody looked. */
  readonly statusPage: 'ok' | 'incident' | null;
  /** Milliseconds since the epoch, for what must be told as "for 20 minutes now"; null: the last exchange's end. */
  readonly now: number | null;
  /** The statuses were read out of bodies, not recorded: nothing is sure then. */
  readonly statusGuessed?: boolean;
  /** What else was said of the input, for the packet: `recorded by Chrome 140`, `clock unknown`. */
  readonly notes: readonly string[];
}

/** How sure a cause is: a machine's field proves it, several signs agree, or only a text hints at it. */
export type Confidence = 'high' | 'medium' | 'low';

/** One line that speaks for a cause: which header, which field, which pattern over time. */
export interface Evidence {
  readonly text: string;
  /** Id of the exchange it was seen in; null: it is a pattern over several. */
  readonly exchange: string | null;
}

/** A cause that was found: why it failed, whose side, what to change. */
export interface FoundCause {
  /** Name of the cause's file. */
  readonly id: string;
  readonly summary: string;
  readonly side: Side;
  readonly confidence: Confidence;
  readonly evidence: readonly Evidence[];
  /** What to do next, in order. */
  readonly next: readonly string[];
}

/** What the calls of a recording have in common, with its numbers and the remedy that fits. */
export interface FoundPattern {
  /** Name of the pattern's file. */
  readonly id: string;
  readonly summary: string;
  readonly numbers: readonly string[];
  /** What helps, and the feature that shows it working. */
  readonly remedy: string;
  /** File of that feature below `features/`; null: none shows it. */
  readonly feature: string | null;
  /** What the same work would have cost with the remedy; null: that can't be reckoned. */
  readonly saving: string | null;
}

/** Failures of a recording that look alike, counted. */
export interface FailureGroup {
  readonly method: string;
  /** Host and path, ids folded: `api.example.com/users/{}`. */
  readonly address: string;
  /** A status, or the code of an error without one. */
  readonly failure: string;
  readonly count: number;
  /** Ids of the exchanges. */
  readonly exchanges: readonly string[];
}

/** What is known, and what to do: the best cause first. */
export interface Diagnosis {
  /** Id of the exchange that is explained; null: nothing failed. */
  readonly subject: string | null;
  readonly causes: readonly FoundCause[];
  readonly category: Category | null;
  readonly class: RetryClass | null;
  readonly retry: boolean | null;
  readonly waitMs: number | null;
  /** Name of the runbook; null: nothing failed. */
  readonly runbook: string | null;
  /** The next three things to do. */
  readonly next: readonly string[];
  /** Two sentences for the client, with the facts filled in. */
  readonly explanation: string;
  readonly escalation: Escalation;
  /** Every kind of failure in the recording, that of the subject first. */
  readonly failures: readonly FailureGroup[];
  readonly patterns: readonly FoundPattern[];
}

/** Whether, to whom and with what to escalate. */
export interface Escalation {
  readonly advised: boolean;
  readonly because: readonly string[];
  /** What could not be known from the recording, as questions with the option that answers them. */
  readonly open: readonly string[];
  readonly packet: EscalationPacket;
}

export interface EscalationPacket {
  /** ISO 8601, UTC. */
  readonly firstSeen: string | null;
  readonly lastSeen: string | null;
  readonly attempts: number;
  readonly requestIds: readonly string[];
  /** Masked. */
  readonly request: { readonly method: string; readonly url: string; readonly body: string | null } | null;
  readonly curl: string | null;
  readonly tried: readonly string[];
}

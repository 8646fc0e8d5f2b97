import type { Classification } from '../retry/classification.ts';
import { mapTexts } from '../spell-out.ts';
import { sweepText } from '../trace/mask-text.ts';
import { maskOf } from '../trace/secrets.ts';
import type { Cause } from './cause.ts';
import type { Diagnosis, DiagnosisInput, FoundCause } from './diagnosis.ts';
import { escalate } from './escalation.ts';
import { type Call, type Facts, readCalls, readFacts } from './facts/index.ts';
import { isStatusAlone, readingsOf } from './guessed-status.ts';
import { findPatterns } from './patterns/index.ts';
import { type Found, findCauses, sureness } from './ranking.ts';
import { runbookFor } from './runbooks/index.ts';
import { chooseSubject, groupFailures } from './subject.ts';
import { fill, valuesOf } from './wording.ts';

/** How many causes are told: behind these nobody reads on. */
const mostCauses = 5;

/**
 * Explains why a recorded call failed: ranked causes with their evidence, whose side it is, whether and when it may be
 * repeated, the next three steps, two sentences for the client, and what to send to the provider.
 *
 * `exchange` names the call to explain; by default the failure that weighs most. Times are milliseconds since the epoch.
 * The order is the reference's: did an answer come, who answered, what do its machine-readable fields say, does the
 * request fit the contract, what happened before. Secrets are masked in everything that is returned.
 */
export function diagnose(input: DiagnosisInput, exchange?: string): Diagnosis {
  const calls = readCalls(input.exchanges);
  const best = readingsOf(input)
    .map((reading) => read(reading, exchange, reading === input ? calls : null))
    .reduce((one, other) => (surenessOf(other) > surenessOf(one) ? other : one));
  if (best === null || best.found.length === 0) return nothingFailed(calls);
  return masked(assemble(best.facts, best.found, best.calls), best.facts);
}

/** What was found in one reading of the input. */
interface Reading {
  readonly facts: Facts;
  readonly found: readonly Found[];
  readonly calls: readonly Call[];
}

/** Null: nothing failed. Without `known` calls the status is neither recorded nor named, so that it proves nothing by itself. */
function read(input: DiagnosisInput, exchange: string | undefined, known: readonly Call[] | null): Reading | null {
  const calls = known ?? readCalls(input.exchanges);
  const chosen =
    exchange === undefined ? chooseSubject(calls) : (calls.find((call) => call.exchange.id === exchange) ?? null);
  if (chosen === null) return null;
  const facts = readFacts(input, chosen.exchange, calls);
  const found = findCauses(facts);
  return {
    facts,
    found: known === null ? found.filter(({ finding }) => !isStatusAlone(finding.evidence)) : found,
    calls,
  };
}

function surenessOf(reading: Reading | null): number {
  const [first] = reading?.found ?? [];
  return first === undefined || first.cause.isLastResort === true ? -1 : sureness[first.finding.confidence];
}

function assemble(facts: Facts, found: readonly Found[], calls: readonly Call[]): Diagnosis {
  const [first] = found;
  const shown = found.slice(0, mostCauses).map((one) => told(one, facts));
  const { classification } = facts;
  const cause = first?.cause;
  return {
    subject: facts.subject.id,
    causes: shown,
    category: cause?.category ?? classification.category,
    ...repeatOf(classification, cause),
    waitMs: classification.waitMs,
    runbook: runbookName(facts, cause),
    next: nextSteps(shown),
    explanation:
      first === undefined ? '' : fill(first.cause.explanation, { ...valuesOf(facts), ...first.finding.values }),
    escalation: escalate(facts, shown),
    failures: groupFailures(calls),
    patterns: findPatterns(calls),
  };
}

function told({ cause, finding }: Found, facts: Facts): FoundCause {
  const values = { ...valuesOf(facts), ...finding.values };
  return {
    id: cause.name,
    summary: fill(finding.summary ?? cause.summary, values),
    side: cause.side,
    confidence: finding.confidence,
    evidence: finding.evidence.map((text) => ({ text, exchange: facts.subject.id })),
    next: (finding.next ?? cause.next).map((step) => fill(step, values)),
  };
}

function repeatOf(
  { class: retryClass, retry }: Classification,
  cause: Cause | undefined,
): Pick<Diagnosis, 'class' | 'retry'> {
  const decided = cause?.class ?? retryClass;
  if (decided === retryClass) return { class: retryClass, retry };
  return { class: decided, retry: decided === 'retryable' || decided === 'retryable-after-delay' };
}

function runbookName({ status, code }: Facts, cause: Cause | undefined): string | null {
  if (cause?.runbook !== undefined) return cause.runbook;
  return (runbookFor(String(status)) ?? runbookFor(code ?? ''))?.name ?? 'connection-lost';
}

/** Three things: those of the best cause, and where it is no sure one, the first of the next. */
function nextSteps([first, second]: readonly FoundCause[]): readonly string[] {
  if (first === undefined) return [];
  const other = second?.next[0];
  const isSure = first.confidence !== 'low' || second === undefined || other === undefined;
  return isSure ? first.next.slice(0, 3) : [...first.next.slice(0, 2), other];
}

function nothingFailed(calls: readonly Call[]): Diagnosis {
  return {
    subject: null,
    causes: [],
    category: null,
    class: null,
    retry: null,
    waitMs: null,
    runbook: null,
    next: [],
    explanation: '',
    escalation: {
      advised: false,
      because: [],
      open: [],
      packet: { firstSeen: null, lastSeen: null, attempts: 0, requestIds: [], request: null, curl: null, tried: [] },
    },
    failures: groupFailures(calls),
    patterns: findPatterns(calls),
  };
}

/** Answers repeat keys that were sent to them; no text that goes out may. */
function masked(diagnosis: Diagnosis, { sent }: Facts): Diagnosis {
  const secrets = sent.map(({ value }) => value.trim()).filter((value) => value.length > 3);
  return mapTexts(diagnosis, (text) => sweepText(text, secrets, maskOf)) as Diagnosis;
}

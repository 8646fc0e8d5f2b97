import type { Classification, Policy, RetryClass, Signal } from './classification.ts';
import { type Facts, readFacts } from './facts.ts';
import { idempotentBecause } from './idempotency.ts';
import { findOverride, type Override } from './overrides.ts';
import type { Row } from './row.ts';
import { findRow, isReferenceRow } from './table.ts';

/**
 * Whether, when and why a call may be tried again: a pure function of what is known about one attempt.
 *
 * `signal` carries method, status (or error code and phase), headers, body and the request's own headers; `policy`
 * names the table: `standard` follows the RFCs, `reference` the reference's own list (they differ as policies.md says).
 * Waits are in milliseconds from the answer; dates are read against `signal.now`. Nothing is thrown: unknown statuses
 * and codes are read as RFC 9110 §15 and §9.2.2 say.
 *
 * @example
 * classifyRetry({ method: 'POST', status: 429, headers: { 'retry-after': '2' } }).waitMs; // 2000
 */
export function classifyRetry(signal: Signal, policy: Policy = 'standard'): Classification {
  const facts = readFacts(signal);
  const row = findRow(facts, policy);
  const override = isReferenceRow(row) ? null : findOverride(row, facts);
  const retryClass = override?.class ?? row.class;
  return {
    status: signal.status,
    category: row.category,
    class: retryClass,
    retry: mayRepeat(retryClass, facts.signal),
    waitMs: facts.wait?.ms ?? null,
    waitSource: facts.wait?.source ?? null,
    mayHaveBeenApplied: row.applied,
    reason: reasonOf(retryClass, facts, override?.reason ?? row.reason),
    source: override?.source ?? row.source,
    side: row.side,
    policy,
    changeNeeded: override === null ? (row.changeNeeded ?? null) : null,
    newConnection: row.newConnection ?? false,
    ...floorOf(row, facts, override),
  };
}

function mayRepeat(retryClass: RetryClass, signal: Signal): boolean {
  if (retryClass === 'retryable-if-idempotent') return idempotentBecause(signal) !== null;
  return retryClass === 'retryable' || retryClass === 'retryable-after-delay';
}

function reasonOf(retryClass: RetryClass, { soft, signal, status }: Facts, reason: string): string {
  const said = soft ? `The status says ${signal.status}, the body an error (${status}). ${reason}` : reason;
  if (retryClass !== 'retryable-if-idempotent') return said;
  return `${said} ${idempotentBecause(signal) ?? `${signal.method.toUpperCase()} is not idempotent and carries no key.`}`;
}

function floorOf(row: Row, { wait }: Facts, override: Override | null): Pick<Classification, 'backoffFloorMs'> {
  if (row.backoffFloorMs === undefined || wait !== null || override?.class === 'not-retryable') return {};
  return { backoffFloorMs: row.backoffFloorMs };
}

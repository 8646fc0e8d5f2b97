import { defineRows } from '../row.ts';

/** The client itself ended the call, or didn't let it begin. */
export const ownDecisions = defineRows([
  {
    id: 'aborted',
    codes: ['ABORTED'],
    class: 'not-retryable',
    category: 'connection',
    side: 'client',
    applied: 'unknown',
    reason: 'The caller gave the call up; that is to be respected.',
    source: 'AIP-194, CANCELLED',
  },
  {
    id: 'deadline',
    codes: ['DEADLINE', 'DEADLINE_EXCEEDED'],
    class: 'not-retryable',
    category: 'timeout',
    side: 'client',
    applied: 'unknown',
    reason: 'The time that the caller gave to the whole call is used up.',
    source: 'AIP-194, DEADLINE_EXCEEDED',
  },
  {
    id: 'circuit-open',
    codes: ['CIRCUIT_OPEN', 'EOPENBREAKER'],
    class: 'retryable-after-delay',
    category: 'unavailable',
    side: 'client',
    applied: 'no',
    reason: 'The circuit breaker is open, so nothing was sent: it lets a probe through once its time has passed.',
    source: 'Nygard, Release It!, "Circuit Breaker"',
  },
]);

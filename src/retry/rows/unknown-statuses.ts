import { between, defineRows } from '../row.ts';

/** Statuses that nobody defined: each is read as the x00 of its class. */
export const unknownStatuses = defineRows([
  {
    id: 'unknown-4xx',
    statuses: between(400, 499),
    class: 'not-retryable',
    category: 'validation',
    side: 'client',
    applied: 'no',
    reason: 'An unknown status of the 4xx class is read as 400: the request has to change.',
    source: 'RFC 9110 §15',
  },
  {
    id: 'unknown-5xx',
    statuses: between(500, 999),
    class: 'retryable-if-idempotent',
    category: 'server-error',
    side: 'provider',
    applied: 'unknown',
    reason: 'An unknown status of the 5xx class, or an invalid one, is read as 500.',
    source: 'RFC 9110 §15',
  },
]);

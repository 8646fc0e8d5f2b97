import { timeoutCodes } from '../conditions.ts';
import { defineRows } from '../row.ts';

const neverConnected = {
  class: 'retryable',
  category: 'timeout',
  side: 'network',
  applied: 'no',
  reason: 'No connection came about in time, so nothing was sent.',
  source: 'urllib3 Retry, "connect"',
} as const;

/** Somebody gave up waiting before a status line came. */
export const timeouts = defineRows([
  {
    id: 'connect-timeout',
    codes: ['UND_ERR_CONNECT_TIMEOUT'],
    ...neverConnected,
  },
  {
    id: 'timeout-while-connecting',
    codes: timeoutCodes,
    when: 'never sent',
    ...neverConnected,
  },
  {
    id: 'response-timeout',
    codes: timeoutCodes,
    class: 'retryable-if-idempotent',
    category: 'timeout',
    side: 'provider',
    applied: 'unknown',
    reason: 'The request was sent and no answer came in time: the server may still finish the work.',
    source: 'urllib3 Retry, "read"; RFC 9110 §9.2.2',
  },
]);

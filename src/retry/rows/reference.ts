import { timeoutCodes } from '../conditions.ts';
import { between, defineRows, type Row } from '../row.ts';

const table = 'the reference, "Retryable vs Non-Retryable"';

function failed(id: string, statuses: readonly number[], category: Row['category'], reason: string): Row {
  return { id, statuses, class: 'retryable', category, side: 'provider', applied: 'unknown', reason, source: table };
}

/** What the reference itself says; whatever it doesn't name is looked up in the standard table. */
export const reference = defineRows([
  {
    id: 'reference-bad-request',
    statuses: [400],
    class: 'not-retryable',
    category: 'validation',
    side: 'client',
    applied: 'no',
    reason: 'The payload has to be mended before it is sent again.',
    source: table,
  },
  {
    id: 'reference-unauthorized',
    statuses: [401],
    class: 'not-retryable',
    category: 'authentication',
    side: 'client',
    applied: 'no',
    reason: 'A credential has to be configured first.',
    source: table,
    changeNeeded: 'credentials',
  },
  {
    id: 'reference-forbidden',
    statuses: [403],
    class: 'not-retryable',
    category: 'authorization',
    side: 'client',
    applied: 'no',
    reason: 'The credential or its permissions have to be mended first.',
    source: table,
    changeNeeded: 'credentials',
  },
  {
    id: 'reference-not-found',
    statuses: [404],
    class: 'not-retryable',
    category: 'not-found',
    side: 'client',
    applied: 'no',
    reason: 'Make sure that the resource exists before asking again.',
    source: table,
  },
  {
    id: 'reference-rate-limited',
    statuses: [429],
    class: 'retryable-after-delay',
    category: 'throttling',
    side: 'client',
    applied: 'no',
    reason: 'The rate limit opens again with time: wait, then repeat.',
    source: table,
    backoffFloorMs: 1000,
  },
  failed(
    'reference-unavailable',
    [502, 503, 521, 523, 529, 530],
    'unavailable',
    'The service is down for a time: repeat with backoff.',
  ),
  failed(
    'reference-timeout',
    [504, 522, 524, 598, 599],
    'timeout',
    'Somebody behind the gateway was too slow: repeat with backoff.',
  ),
  failed(
    'reference-server-error',
    between(500, 599),
    'server-error',
    'The failure is on the server’s side: repeat with backoff.',
  ),
  {
    id: 'reference-network-timeout',
    codes: ['UND_ERR_CONNECT_TIMEOUT', ...timeoutCodes],
    class: 'retryable',
    category: 'timeout',
    side: 'network',
    applied: 'unknown',
    reason: 'No answer came in time: repeat with backoff.',
    source: table,
  },
  {
    id: 'reference-body-timeout',
    statuses: between(200, 299),
    codes: timeoutCodes,
    class: 'retryable',
    category: 'timeout',
    side: 'network',
    applied: 'yes',
    reason: 'The answer began and did not end in time: repeat with backoff.',
    source: table,
  },
]);

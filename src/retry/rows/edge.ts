import { defineRows } from '../row.ts';

const cloudflare = 'Cloudflare docs, "5xx errors"';

/** Statuses that no RFC defines and that load balancers and edges send in place of the API. */
export const edge = defineRows([
  {
    id: 'edge-origin-error',
    statuses: [520, 523],
    class: 'retryable-if-idempotent',
    category: 'unavailable',
    side: 'between',
    applied: 'unknown',
    reason: 'The edge got an answer it cannot use, or no route to the server behind it.',
    source: cloudflare,
  },
  {
    id: 'edge-origin-misconfigured',
    statuses: [525, 526, 530],
    class: 'not-retryable',
    category: 'connection',
    side: 'provider',
    applied: 'unknown',
    reason: 'The edge cannot reach its origin because of TLS or name settings there: somebody has to mend them.',
    source: cloudflare,
  },
  {
    id: 'edge-origin-down',
    statuses: [521, 522],
    class: 'retryable',
    category: 'unavailable',
    side: 'between',
    applied: 'no',
    reason: 'The edge could not connect to the server behind it, so the request never got there.',
    source: `${cloudflare}; got`,
  },
  {
    id: 'edge-timeout',
    statuses: [524, 598, 599, 460],
    class: 'retryable-if-idempotent',
    category: 'timeout',
    side: 'between',
    applied: 'unknown',
    reason: 'Something between client and server gave up waiting; the server may still finish the work.',
    source: `${cloudflare}; AWS ELB docs, HTTP 460`,
  },
  {
    id: 'overloaded',
    statuses: [529],
    class: 'retryable-after-delay',
    category: 'unavailable',
    side: 'provider',
    applied: 'no',
    reason: 'The service turned the request away because it is overloaded.',
    source: 'de facto (529 "overloaded"), as Portkey retries it',
    backoffFloorMs: 1000,
  },
]);

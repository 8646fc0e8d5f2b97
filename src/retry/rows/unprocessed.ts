import { defineRows } from '../row.ts';

/** 4xx that say for certain that nothing was done, so that any method may be sent again. */
export const unprocessed = defineRows([
  {
    id: 'request-timeout',
    statuses: [408],
    class: 'retryable',
    category: 'timeout',
    side: 'network',
    applied: 'no',
    reason: 'The server never received the whole request in time: it may be repeated on a new connection.',
    source: 'RFC 9110 §15.5.9',
    newConnection: true,
  },
  {
    id: 'misdirected',
    statuses: [421],
    class: 'retryable',
    category: 'connection',
    side: 'between',
    applied: 'no',
    reason: 'The request reached a server that does not answer for this host: repeat it over another connection.',
    source: 'RFC 9110 §15.5.20',
    newConnection: true,
  },
  {
    id: 'too-early',
    statuses: [425],
    class: 'retryable',
    category: 'connection',
    side: 'between',
    applied: 'no',
    reason: 'The server does not act on early data: repeat the request once the TLS handshake is done.',
    source: 'RFC 8470 §5.2',
  },
]);

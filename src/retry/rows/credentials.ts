import { defineRows } from '../row.ts';

/** The credential is missing, refused, or not enough. */
export const credentials = defineRows([
  {
    id: 'unauthorized',
    statuses: [401],
    class: 'retryable-after-change',
    category: 'authentication',
    side: 'client',
    applied: 'no',
    reason: 'The credential is missing or refused: repeat only with a new or replaced one, once.',
    source: 'RFC 9110 §15.5.2',
    changeNeeded: 'credentials',
  },
  {
    id: 'payment-required',
    statuses: [402],
    class: 'not-retryable',
    category: 'authorization',
    side: 'client',
    applied: 'no',
    reason: 'The account has to be paid for or its plan changed before the request is accepted.',
    source: 'RFC 9110 §15.5.3',
  },
  {
    id: 'forbidden',
    statuses: [403],
    class: 'retryable-after-change',
    category: 'authorization',
    side: 'client',
    applied: 'no',
    reason: 'The credential was understood and does not suffice: the same one should not be sent again.',
    source: 'RFC 9110 §15.5.4',
    changeNeeded: 'credentials',
  },
  {
    id: 'proxy-authentication',
    statuses: [407],
    class: 'retryable-after-change',
    category: 'authentication',
    side: 'client',
    applied: 'no',
    reason: 'A proxy on the way wants credentials of its own.',
    source: 'RFC 9110 §15.5.8',
    changeNeeded: 'credentials',
  },
]);

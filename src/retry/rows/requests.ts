import { defineRows, type Row } from '../row.ts';

const bySubject: Pick<Row, 'class' | 'category' | 'side' | 'applied'> = {
  class: 'not-retryable',
  category: 'validation',
  side: 'client',
  applied: 'no',
};

function mustChange(id: string, status: number, reason: string, section: string): Row {
  return { ...bySubject, id, statuses: [status], reason, source: `RFC 9110 §15.5.${section}` };
}

/** The request itself is at fault: as it stands, it will be refused again. */
export const requests = defineRows([
  mustChange('bad-request', 400, 'The request is malformed or its content is invalid: mend it first.', '1'),
  mustChange('method-not-allowed', 405, 'The resource does not know this method: Allow lists those it knows.', '6'),
  mustChange('not-acceptable', 406, 'There is no representation that Accept allows.', '7'),
  mustChange('length-required', 411, 'The request has to say how long its body is.', '12'),
  {
    ...mustChange(
      'too-large-for-now',
      413,
      'The body is too large at the moment: the answer says when to try again.',
      '14',
    ),
    when: 'told to wait',
    class: 'retryable-after-delay',
  },
  mustChange('content-too-large', 413, 'The body is larger than the server takes: send less.', '14'),
  mustChange('uri-too-long', 414, 'The target is longer than the server reads: move the data into a body.', '15'),
  mustChange('unsupported-media-type', 415, 'The body is in a format that the server does not read.', '16'),
  mustChange('range-not-satisfiable', 416, 'The asked range lies outside of the resource.', '17'),
  mustChange('expectation-failed', 417, 'The server cannot do what Expect demands.', '18'),
  {
    ...mustChange('key-reused', 422, 'This idempotency key was used with another payload: take a new key.', '21'),
    when: 'key used with another payload',
    class: 'retryable-after-change',
    category: 'conflict',
    source: 'draft-ietf-httpapi-idempotency-key-header-07 §2.7',
    changeNeeded: 'idempotency key',
  },
  mustChange('unprocessable', 422, 'The content is well formed and still cannot be worked with: mend it first.', '21'),
  mustChange('upgrade-required', 426, 'The server wants another protocol: Upgrade names it.', '22'),
  {
    ...mustChange(
      'headers-too-large',
      431,
      'The header fields are larger than the server takes: send fewer or shorter ones.',
      '',
    ),
    source: 'RFC 6585 §5',
  },
  {
    ...mustChange('unavailable-for-legal-reasons', 451, 'The resource is withheld for legal reasons.', ''),
    category: 'authorization',
    source: 'RFC 7725 §3',
  },
]);

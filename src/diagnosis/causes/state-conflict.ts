import { defineCause, proven } from '../cause.ts';

/** The state of the thing forbids it. */
export const stateConflict = defineCause({
  name: 'state-conflict',
  summary: 'The request conflicts with the state of the resource: it exists already, has changed, or is locked.',
  side: 'client',
  reference: 'RFC 9110 §15.5.10 (409), §15.5.13 (412); RFC 6585 §3 (428); RFC 4918 §11.3 (423)',
  runbook: 'conflict',
  category: 'conflict',
  class: 'retryable-after-change',
  next: [
    'Read the resource again and decide with its present state.',
    'Where it exists already, update it instead of creating it.',
    'Send the current ETag in If-Match, and repeat once.',
  ],
  explanation:
    'What the workflow wants to do conflicts with the present state of the record: it exists already or has changed since it was read. We read it again and decide with what it says now.',
  examples: [
    {
      from: 'RFC 9110',
      request: 'PUT /users/1 HTTP/1.1\nHost: api.example.com\nIf-Match: "old"\n\n{}',
      response: 'HTTP/1.1 412 Precondition Failed\nETag: "new"\n\n',
    },
    {
      from: 'an API',
      request: 'POST /users HTTP/1.1\nHost: api.example.com\nX-API-Key: k3y\n\n{}',
      response:
        'HTTP/1.1 409 Conflict\nContent-Type: application/json\n\n{"detail":"User with this email already exists"}',
    },
  ],
  find: ({ status }) =>
    status !== null && [409, 412, 423, 424, 428].includes(status) ? proven(`status ${status}`) : null,
});

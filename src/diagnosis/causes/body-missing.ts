import { defineCause, likely, proven, saidIn } from '../cause.ts';

/** The operation needs a body and none came. */
export const bodyMissing = defineCause({
  name: 'body-missing',
  summary: 'The operation needs a body, and the request has none.',
  side: 'client',
  reference: 'RFC 9110 §6.4; OpenAPI requestBody.required',
  runbook: 'malformed-request',
  category: 'validation',
  class: 'not-retryable',
  next: [
    'Look at the step that sends the request: is the body switched on, and filled in this run?',
    'Check whether a redirect was followed on the way: it drops the body of a POST.',
    'Send the smallest valid body with curl, to see that the rest is right.',
  ],
  explanation:
    'The workflow calls the API without the data that belongs to the call. We fill in the body of that step and test it.',
  refines: ['required-field-missing', 'body-unreadable'],
  examples: [
    {
      from: 'the alert and user API',
      request: 'POST /alerts HTTP/1.1\nHost: localhost:8001\nX-API-Key: valid-key-123\nContent-Type: application/json',
      response: 'HTTP/1.1 400 Bad Request\nContent-Type: application/json\n\n{"detail":"Request body is required"}',
      contract: true,
    },
    {
      from: 'Spring',
      response:
        'HTTP/1.1 400 Bad Request\nContent-Type: application/json\n\n{"status":400,"error":"Bad Request","message":"Required request body is missing: public Alert create(Alert)"}',
    },
  ],
  find: (facts) => {
    const { status, request, against } = facts;
    if (status !== 400 && status !== 422) return null;
    const needed = against?.operation?.requestBody?.required === true;
    if (needed && request.text === '') return proven('the contract asks for a body, the request has none');
    const said = saidIn(
      facts,
      /(request )?body (is )?(missing|required|empty)(?! or )|missing (the )?(request )?body|no (request )?body/i,
      /payload (is )?(required|missing|empty)|no (data|content|payload) ?(was )?(provided|sent|given|received|found)?\W*$|^(unexpected )?EOF$/i,
      /expected (an? )?(json )?(payload|body|object|document)[^.·]{0,30} but (got|received|found|was) (none|nothing|empty|undefined|null)|non-empty request body|(empty|cannot send an empty) (message|request body|body)|body (cannot|must not|can't) be empty/i,
    );
    return said === null ? null : likely(`the answer says "${said}"`);
  },
});

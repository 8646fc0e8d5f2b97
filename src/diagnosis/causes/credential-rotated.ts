import { calls, defineCause, likely } from '../cause.ts';
import { type SentCredential, sentCredentials } from '../facts/credentials.ts';
import type { Call } from '../facts/history.ts';
import { readRequest } from '../facts/request.ts';

/** What worked until a moment ago is refused from then on. */
export const credentialRotated = defineCause({
  name: 'credential-rotated',
  summary: 'The credential worked until a certain moment and is refused since: rotated, expired or revoked.',
  side: 'client',
  reference: 'the reference, scenario 2; RFC 9110 §15.5.2, §15.5.4',
  runbook: 'invalid-credentials',
  category: 'authentication',
  class: 'retryable-after-change',
  next: [
    'Look in the provider’s console whether the key was rotated, revoked or expired at that time.',
    'Create a new key, enter it in the configuration, run one simple read.',
    'Note the key’s lifetime (30, 60, 90 days) and plan the next change before it.',
  ],
  explanation:
    'The same key worked until {since} and every call since then is refused. It was most likely rotated or has expired; we need a new one from the provider and enter it in the configuration.',
  refines: ['credential-invalid', 'credentials-missing', 'access-refused'],
  examples: [
    {
      from: 'a key rotated while in use',
      request: 'GET /alerts HTTP/1.1\nHost: api.example.com\nX-API-Key: key-1',
      response:
        'HTTP/1.1 403 Forbidden\nContent-Type: application/json\n\n{"detail":"Invalid API key. Access forbidden."}',
      before: ['GET /alerts → 200', 'GET /users/1 → 200', 'GET /alerts → 403'],
    },
  ],
  find: ({ status, history, request, sent }) => {
    if (status !== 401 && status !== 403) return null;
    const worked = history.before.filter(
      (call) => call.failure === null && call.method === request.method && isSameCredential(call, sent),
    );
    const laterSuccess = history.calls.some(
      ({ at, failure, host }) =>
        host === request.host && failure === null && history.failingSince !== null && at > history.failingSince,
    );
    if (worked.length === 0 || laterSuccess) return null;
    return likely(
      `${calls(worked.length)} of the same kind succeeded before, ${history.failingCalls === 1 ? 'the last is' : `the last ${history.failingCalls} are`} refused with ${status}`,
    );
  },
});

/** Recordings that keep no headers can't tell one credential from another; then it is taken for the same. */
function isSameCredential({ exchange }: Call, sent: readonly SentCredential[]): boolean {
  const before = sentCredentials(readRequest(exchange.request));
  if (before.length === 0 || sent.length === 0) return before.length === sent.length || !hasHeaders(exchange);
  return before.some(({ name, value }) => sent.some((one) => one.name === name && one.value === value));
}

function hasHeaders({ request }: Call['exchange']): boolean {
  return readRequest(request).hasHeaders;
}

import { defineCause, likely } from '../cause.ts';

/** Everything fails since a certain moment. */
export const providerOutage = defineCause({
  name: 'provider-outage',
  summary: 'Since a certain moment calls to several addresses of this API fail: an outage or a broken deployment.',
  side: 'provider',
  reference: 'the reference, scenario 6 (affects all endpoints)',
  runbook: 'server-error',
  next: [
    'Look at the provider’s status page.',
    'Stop calling for a while (circuit breaker) and try one call now and then.',
    'After 15 minutes without word from the provider, send them times, request ids and how many calls are affected.',
  ],
  explanation:
    'Since {since} calls to several parts of the API fail, so the provider has an outage; nothing is wrong on our side. The workflow pauses and tries again now and then, and we follow their status page.',
  refines: ['server-error', 'service-unavailable'],
  examples: [
    {
      from: 'several addresses',
      request: 'GET /alerts HTTP/1.1\nHost: api.example.com\nX-API-Key: k3y',
      response:
        'HTTP/1.1 500 Internal Server Error\nContent-Type: application/json\n\n{"detail":"Internal server error"}',
      before: ['GET /alerts → 200', 'GET /users/1 → 500', 'GET /reports/4 → 500'],
    },
  ],
  find: ({ status, history, request, subject }) => {
    if (status === null || status < 500 || history.failingCalls < 3) return null;
    const run = history.calls.filter(
      ({ at, host }) =>
        host === request.host && history.failingSince !== null && at >= history.failingSince && at <= subject.startedAt,
    );
    const addresses = new Set(run.map(({ method, template }) => `${method} ${template}`));
    return addresses.size < 2
      ? null
      : likely(`the last ${history.failingCalls} calls failed, to ${addresses.size} different addresses`);
  },
});

import { defineCause, likely } from '../cause.ts';

/** The first call of a run is refused already. */
export const sharedCredential = defineCause({
  name: 'shared-credential',
  summary:
    'The first call of the recording is refused already: somebody else uses up the limit of this credential or address.',
  side: 'client',
  reference: 'the reference, scenario 4 (shared credentials)',
  runbook: 'rate-limiting',
  category: 'throttling',
  class: 'retryable-after-delay',
  next: [
    'List every workflow, script and person that uses the same key; their calls are counted together.',
    'Give each its own key where the limit counts per key.',
    'Wait as long as the answer says ({wait}) and spread the runs over time.',
  ],
  explanation:
    'Our very first call was refused, so the limit was used up before we began: other workflows share the same key. We give this one a key of its own, or space the runs.',
  refines: ['burst-over-limit'],
  examples: [
    {
      from: 'two workflows with one key',
      request: 'GET /alerts HTTP/1.1\nHost: api.example.com\nX-API-Key: k3y',
      response:
        'HTTP/1.1 429 Too Many Requests\nRetry-After: 20\nContent-Type: application/json\n\n{"detail":"Rate limit exceeded. Max 5 requests per 60 seconds."}',
      before: ['GET https://other.example.com/health → 200'],
    },
  ],
  find: ({ status, history, request }) => {
    const others = history.calls.filter(({ host }) => host !== request.host);
    if (status !== 429 || !history.hasTimes || history.before.length > 0 || others.length === 0) return null;
    const rest = history.calls.filter(({ host }) => host === request.host);
    return rest.length === 1 || rest[0]?.failure !== null
      ? likely('the first call to this host was refused, with none before it in the recording')
      : null;
  },
});

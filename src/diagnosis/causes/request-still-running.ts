import { defineCause, likely, saidIn } from '../cause.ts';

/** The first request with this key is still at work. */
export const requestStillRunning = defineCause({
  name: 'request-still-running',
  summary: 'The first request of this kind is still being processed.',
  side: 'client',
  reference: 'draft-ietf-httpapi-idempotency-key-header §2.7 (409)',
  runbook: 'conflict',
  category: 'conflict',
  class: 'retryable-after-delay',
  next: [
    'Wait and repeat with the same Idempotency-Key.',
    'Give the first call more time before repeating it.',
    'Do not make a new key: that could carry it out twice.',
  ],
  explanation:
    'Our first call is still being processed, so the repeat is refused for now. We wait a little and ask again with the same identification.',
  refines: ['state-conflict'],
  examples: [
    {
      from: 'the draft',
      request: 'POST /orders HTTP/1.1\nHost: api.example.com\nIdempotency-Key: "a1"\n\n{}',
      response:
        'HTTP/1.1 409 Conflict\nContent-Type: application/problem+json\n\n{"type":"https://developer.example.com/idempotency","title":"A request is outstanding for this Idempotency-Key"}',
    },
  ],
  find: (facts) => {
    if (facts.status !== 409) return null;
    const said = saidIn(
      facts,
      /outstanding|still (being processed|processing|running)|(already )?in (progress|flight)|being processed|operation .{0,20}pending/i,
    );
    return said === null ? null : likely(`the answer says "${said}"`);
  },
});

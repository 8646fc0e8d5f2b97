import { byCodeOrWords, defineCause } from '../cause.ts';

/** The same key was used for something else. */
export const idempotencyKeyReused = defineCause({
  name: 'idempotency-key-reused',
  summary: 'The Idempotency-Key was used before with another payload.',
  side: 'client',
  reference: 'draft-ietf-httpapi-idempotency-key-header §2.7; Stripe docs',
  runbook: 'conflict',
  category: 'conflict',
  class: 'retryable-after-change',
  next: [
    'Make a new key for each logical call, and keep it only for the repeats of that call.',
    'Send the very same bytes when repeating: no new timestamp in the body.',
    'Look whether two branches of the workflow share one key.',
  ],
  explanation:
    'The workflow used one identification for two different calls, which the API refuses to protect against duplicates. We make a new one for each call.',
  refines: ['state-conflict'],
  examples: [
    {
      from: 'Stripe',
      request: 'POST /v1/charges HTTP/1.1\nHost: api.stripe.com\nIdempotency-Key: a1\n\namount=2',
      response:
        'HTTP/1.1 400 Bad Request\nContent-Type: application/json\n\n{"error":{"type":"idempotency_error","message":"Keys for idempotent requests can only be used with the same parameters they were first used with."}}',
    },
  ],
  find: (facts) =>
    facts.status === 400 || facts.status === 409 || facts.status === 422
      ? byCodeOrWords(
          facts,
          /^(idempotency_error|idempotency_key_(reused?|mismatch|in_use))$/i,
          /idempotent requests? can only be used with the same|idempotency.?key[^.·]{0,60}(already used|different|reused|other payload|same parameters|mismatch)/i,
        )
      : null,
});

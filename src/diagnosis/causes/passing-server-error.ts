import { defineCause, likely } from '../cause.ts';

/** It failed once and then worked. */
export const passingServerError = defineCause({
  name: 'passing-server-error',
  summary: 'The same request failed and worked a moment later or before: a passing trouble at the provider.',
  side: 'provider',
  reference: 'RFC 9110 §15.6.1; the reference, scenario 6',
  runbook: 'server-error',
  next: [
    'Repeat reads with backoff (2, 4, 8 s), a limited number of times.',
    'Before repeating a write, look whether the first one was carried out, or send an Idempotency-Key.',
    'Count how often it happens; a rising share belongs to the provider.',
  ],
  explanation:
    'The API failed for a moment and works otherwise, so this is a passing trouble on its side. The workflow repeats such calls with pauses; we watch how often it happens.',
  refines: ['server-error', 'service-unavailable'],
  examples: [
    {
      from: 'one in several',
      request: 'GET /alerts HTTP/1.1\nHost: api.example.com\nX-API-Key: k3y',
      response:
        'HTTP/1.1 500 Internal Server Error\nContent-Type: application/json\n\n{"detail":"Internal server error"}',
      before: ['GET /alerts → 200', 'GET /alerts → 500', 'GET /alerts → 200'],
    },
  ],
  find: ({ status, history, request }) => {
    if (status === null || status < 500 || status === 501) return null;
    const same = history.alike.filter(
      ({ path, exchange }) => path === request.path && (exchange.request.body?.text ?? '') === request.text,
    );
    const fine = same.filter(({ failure }) => failure === null).length;
    return fine === 0 ? null : likely(`the same request succeeded ${fine} of ${same.length + 1} times`);
  },
});

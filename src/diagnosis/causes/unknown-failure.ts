import { defineCause, possible } from '../cause.ts';

/** Something failed that nothing here knows. */
export const unknownFailure = defineCause({
  name: 'unknown-failure',
  summary: 'The call failed in a way that no sign explains.',
  side: 'network',
  reference: 'RFC 9110 §15',
  next: [
    'Repeat it once outside the platform with curl -v, and diagnose that output.',
    'Note time, request id and the exact message.',
    'Compare with a call that works.',
  ],
  explanation:
    'The call failed, and what was recorded does not tell why. We repeat it outside the platform to see more.',
  isLastResort: true,
  examples: [{ from: 'an error without a code', error: 'UNKNOWN: fetch failed', phase: 'response' }],
  find: ({ status, code, classification }) =>
    status === null || status >= 400 || classification.category !== null
      ? possible(status === null ? `error code ${code ?? 'unknown'}` : `status ${status}`)
      : null,
});

import type { DocumentRule } from '../rule.ts';
import { withoutHeader } from './header-missing.ts';

/** Who is asked to come back later is told when. */
export const retryAfterMissing: DocumentRule = {
  name: 'retry-after-missing',
  about: 'document',
  severity: 'warn',
  summary: 'a 429 or 503 without Retry-After',
  why: 'Without a time to wait for, clients come back too early and all at once, which keeps the API down.',
  reference: 'RFC 9110 §10.2.3, RFC 6585 §4',
  check: (api) =>
    withoutHeader(api, {
      statuses: ['429', '503'],
      header: 'Retry-After',
      instead: [
        'RateLimit',
        'RateLimit-Reset',
        'X-RateLimit-Reset',
        'X-Rate-Limit-Reset',
        'Retry-After-Ms',
        'X-Retry-After',
      ],
      because: 'it doesn’t say when to come back',
      fix: 'Declare the header Retry-After, in seconds.',
    }),
};

import { isSecured } from '../api.ts';
import type { DocumentRule } from '../rule.ts';
import { missingOnOperations } from './missing.ts';

/** An operation that wants a credential has an answer for callers without one. */
export const securedWithout401: DocumentRule = {
  name: 'secured-without-401',
  about: 'document',
  severity: 'warn',
  summary: 'a secured operation that declares no 401',
  why: 'A client that isn’t told what a missing or worn-out credential looks like takes it for any other error, and tries it again.',
  reference: 'RFC 9110 §15.5.2',
  check: (api) =>
    missingOnOperations(api, {
      status: 401,
      concerns: ({ operation }) => isSecured(operation),
      because: ({ operation }) => `it needs a credential (${operation.security[0]?.[0]?.scheme ?? ''})`,
    }),
};

import { isSecured, listed } from '../api.ts';
import type { DocumentRule } from '../rule.ts';
import { missingOnOperations } from './missing.ts';

/** An operation that wants a scope has an answer for credentials that lack it. */
export const scopedWithout403: DocumentRule = {
  name: 'scoped-without-403',
  about: 'document',
  severity: 'warn',
  summary: 'an operation that needs a scope and declares no 403',
  why: 'A credential that is good but not good enough is mended by somebody else than one that is missing; a client has to tell the two apart.',
  reference: 'RFC 9110 §15.5.4, RFC 6750 §3.1',
  check: (api) =>
    missingOnOperations(api, {
      status: 403,
      concerns: ({ operation }) =>
        isSecured(operation) && operation.security.every((needs) => needs.some(({ scopes }) => scopes.length > 0)),
      because: ({ operation }) =>
        `it needs a scope (${listed(operation.security[0]?.flatMap(({ scopes }) => scopes) ?? [], 3)})`,
    }),
};

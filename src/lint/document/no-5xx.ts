import type { DocumentRule } from '../rule.ts';
import { missingEverywhere } from './missing.ts';

/** What a client meets when the API itself fails is declared. */
export const no5xx: DocumentRule = {
  name: 'no-5xx',
  about: 'document',
  severity: 'warn',
  summary: 'no server error declared',
  why: 'Every server fails; a document without a 5xx leaves open what the body looks like then and whether the call may be repeated.',
  reference: 'RFC 9110 §15.6',
  check: (api) =>
    missingEverywhere(api, {
      status: 500,
      what: 'server error (5xx)',
      declares: ({ errors }) => errors.some(({ response }) => response.status.startsWith('5')),
      concerns: () => true,
    }),
};

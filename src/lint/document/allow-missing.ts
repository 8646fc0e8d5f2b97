import type { DocumentRule } from '../rule.ts';
import { withoutHeader } from './header-missing.ts';

/** A 405 says which methods there are. */
export const allowMissing: DocumentRule = {
  name: 'allow-missing',
  about: 'document',
  severity: 'warn',
  summary: 'a 405 without Allow',
  why: 'A server that answers 405 MUST list the methods that it does take.',
  reference: 'RFC 9110 §15.5.6',
  check: (api) =>
    withoutHeader(api, {
      statuses: ['405'],
      header: 'Allow',
      because: 'a 405 has to list the methods that are allowed',
      fix: 'Declare the header Allow, and send it.',
    }),
};

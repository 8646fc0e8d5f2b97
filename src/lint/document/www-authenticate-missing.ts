import type { DocumentRule } from '../rule.ts';
import { withoutHeader } from './header-missing.ts';

/** A 401 says how to authenticate. */
export const wwwAuthenticateMissing: DocumentRule = {
  name: 'www-authenticate-missing',
  about: 'document',
  severity: 'warn',
  summary: 'a 401 without WWW-Authenticate',
  why: 'A server that answers 401 MUST send it; it is how a client learns which scheme is wanted and whether its token only ran out.',
  reference: 'RFC 9110 §15.5.2, §11.6.1',
  check: (api) =>
    withoutHeader(api, {
      statuses: ['401'],
      header: 'WWW-Authenticate',
      because: 'a 401 has to say which scheme is wanted',
      fix: 'Declare the header WWW-Authenticate, and send it.',
    }),
};

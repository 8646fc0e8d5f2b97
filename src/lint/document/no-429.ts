import { type ApiOperation, isSecured } from '../api.ts';
import type { DocumentRule } from '../rule.ts';
import { missingEverywhere } from './missing.ts';

/** What a client meets that calls too often is declared. */
export const no429: DocumentRule = {
  name: 'no-429',
  about: 'document',
  severity: 'warn',
  summary: 'no 429 where callers may be limited',
  why: 'Nearly every API limits its callers sooner or later, and a client that isn’t told how finds out in production.',
  reference: 'RFC 6585 §4',
  check(api) {
    const declares = ({ errors }: ApiOperation) => errors.some(({ response }) => /^4(?:29|XX)$/i.test(response.status));
    // Callers who needn't say who they are are often not counted.
    const isLimited = api.operations.some((one) => isSecured(one.operation));
    const concerns = (one: ApiOperation) => !isLimited || isSecured(one.operation);
    return missingEverywhere(api, { status: 429, what: '429', declares, concerns });
  },
};

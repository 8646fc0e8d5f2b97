import type { AnswerFacts } from './answer.ts';
import { saysError } from './doubt.ts';

/** What the code of an error says, where the status said success. */
const meant: readonly (readonly [RegExp, number])[] = [
  [/rate_?limit|ratelimited|too_?many|throttl|over_query_limit/i, 429],
  [/missing_scope|no_permission|not_allowed|restricted|forbidden|access_denied|permission|REQUEST_DENIED/i, 403],
  [
    /invalid_auth|not_authed|token_(expired|revoked)|unauthenticated|unauthorized|invalid_(api_?key|token)|account_inactive/i,
    401,
  ],
  [/not_?found|no_such|unknown_(channel|user|resource)/i, 404],
  [/invalid_(arguments?|request|payload|form_data|json)|missing_(argument|param)|bad_request|graphql_validation/i, 400],
];

/** The status that counts: of a success whose body confesses an error, what its code means; else the answer's own. */
export function countedStatus(answer: AnswerFacts | null): number | null {
  if (answer === null) return null;
  if (answer.status >= 300 || !saysError(answer.json)) return answer.status;
  const found = meant.find(([pattern]) => answer.codes.some((code) => pattern.test(code)));
  return found?.[1] ?? answer.status;
}

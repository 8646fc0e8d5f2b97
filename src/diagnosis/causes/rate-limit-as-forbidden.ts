import { codeIn, defineCause, type Finding, fieldIn, likely, proven, saidIn } from '../cause.ts';
import type { Facts } from '../facts/index.ts';

/** A rate limit in the dress of a 403. */
export const rateLimitAsForbidden = defineCause({
  name: 'rate-limit-as-forbidden',
  summary: 'The status says forbidden, but it is a rate limit.',
  side: 'client',
  reference: 'GitHub docs: rate limits for the REST API; api.data.gov OVER_RATE_LIMIT',
  runbook: 'rate-limiting',
  category: 'throttling',
  class: 'retryable-after-delay',
  next: [
    'Wait as long as the answer says ({wait}); without a hint at least a minute, then longer each time.',
    'Do not touch the credentials: they are fine.',
    'Make fewer calls: space them, batch them, keep results that are asked for again.',
  ],
  explanation:
    'The API says "forbidden" but means that we call too often; the credentials are fine. We wait {wait} and make fewer calls.',
  refines: ['credential-invalid', 'credentials-missing', 'access-refused'],
  examples: [
    {
      from: 'GitHub, secondary rate limit',
      request:
        'GET /search/issues?q=x HTTP/1.1\nHost: api.github.com\nAuthorization: Bearer ghp_16C7e42F292c6912E7710c838347Ae178B4a',
      response:
        'HTTP/1.1 403 Forbidden\nRetry-After: 60\nContent-Type: application/json\n\n{"message":"You have exceeded a secondary rate limit. Please wait a few minutes before you try again.","documentation_url":"https://docs.github.com/rest/overview/resources-in-the-rest-api#secondary-rate-limits"}',
    },
    {
      from: 'GitHub, primary rate limit',
      request: 'GET /repos/a/b HTTP/1.1\nHost: api.github.com',
      response:
        'HTTP/1.1 403 rate limit exceeded\nX-RateLimit-Limit: 60\nX-RateLimit-Remaining: 0\nX-RateLimit-Reset: 1795602000\nContent-Type: application/json\n\n{"message":"API rate limit exceeded for 203.0.113.7."}',
    },
    {
      from: 'Google APIs',
      response:
        'HTTP/1.1 403 Forbidden\nContent-Type: application/json\n\n{"error":{"errors":[{"domain":"usageLimits","reason":"userRateLimitExceeded","message":"User Rate Limit Exceeded"}],"code":403,"message":"User Rate Limit Exceeded"}}',
    },
  ],
  find: (facts) => {
    if (facts.status !== 403) return null;
    const remaining = fieldIn(facts, 'x-ratelimit-remaining') ?? fieldIn(facts, 'ratelimit-remaining');
    if (remaining?.trim() === '0') return proven('x-ratelimit-remaining: 0');
    const code = codeIn(facts, /rate_?limit|(quota|limit)_?exceeded|over_rate_limit|throttl|too_?many_?requests/i);
    // A quota is seldom one of a minute.
    if (code !== null)
      return (/quota|(?<!request_?|rate_?|call_?)limit_?exceeded/i.test(code) ? likely : proven)(
        `the answer's code is "${code}"`,
      );
    return bySaying(facts);
  },
});

function bySaying(facts: Facts): Finding | null {
  const said = saidIn(
    facts,
    /\bover (the )?(rate|qps|limit)\b|(secondary |api )?rate limit(?!s(?! (are |were |is |was )?(exceed|reach|hit)))|too many requests|quota exceeded|usage (limit )?reached|throttl/i,
  );
  const told = fieldIn(facts, 'retry-after');
  if (told === undefined) return said === null ? null : likely(`the answer says "${said}"`);
  return said === null
    ? likely(`Retry-After: ${told} on a 403`)
    : proven(`the answer says "${said}"`, `Retry-After: ${told}`);
}

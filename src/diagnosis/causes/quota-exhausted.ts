import { codeIn, defineCause, type Finding, likely, proven, saidIn } from '../cause.ts';
import type { Facts } from '../facts/index.ts';

/** Not too fast: too much, for the day, the month or the plan. */
export const quotaExhausted = defineCause({
  name: 'quota-exhausted',
  summary: 'A quota for a long period (day, month, plan) is used up; slowing down does not help.',
  side: 'client',
  reference: 'draft-ietf-httpapi-ratelimit-headers (quota-exceeded); AIP-194 RESOURCE_EXHAUSTED',
  runbook: 'rate-limiting',
  category: 'throttling',
  next: [
    'Stop repeating: schedule the work for after the reset{wait}.',
    'Look up what was used and by whom; move what can wait to another day.',
    'Ask the provider for a larger plan, with calls per day and why.',
  ],
  explanation:
    'The quota for this period is used up, so calls are refused until it is renewed{wait}. We schedule the remaining work for then, and tell you what a larger plan would change.',
  refines: ['burst-over-limit'],
  examples: [
    {
      from: 'OpenAI',
      response:
        'HTTP/1.1 429 Too Many Requests\nContent-Type: application/json\n\n{"error":{"message":"You exceeded your current quota, please check your plan and billing details.","type":"insufficient_quota","param":null,"code":"insufficient_quota"}}',
    },
    {
      from: 'a wait of hours',
      response:
        'HTTP/1.1 429 Too Many Requests\nRetry-After: 14400\nContent-Type: application/json\n\n{"detail":"Daily limit of 10000 requests reached"}',
    },
    {
      from: 'the rate-limit draft',
      response:
        'HTTP/1.1 429 Too Many Requests\nRateLimit-Policy: "daily";q=1000;w=86400\nContent-Type: application/problem+json\n\n{"type":"https://iana.org/assignments/http-problem-types#quota-exceeded","title":"Quota exceeded","violated-policies":["daily"]}',
    },
  ],
  find: (facts) => {
    if (facts.status !== 429 && facts.status !== 403 && facts.status !== 402) return null;
    const named = byCode(facts);
    if (named !== null) return named;
    const { waitMs } = facts.classification;
    const long = facts.status === 429 && waitMs !== null && waitMs > 15 * 60_000;
    const said = saidIn(
      facts,
      /(daily|monthly|per[- ]day|per[- ]month|24[- ]hours?)[^.·]{0,40}(limit|quota|cap)|(limit|quota)[^.·]{0,40}(per (day|month)|daily|monthly)|exceeded your current quota|violated-policies[^·]{0,20}(daily|monthly)|\bdaily\b/i,
    );
    const type = codeIn(facts, /#quota-exceeded$/);
    if (type !== null && said !== null) return proven(`problem type ${type}`, `the policy is "${said}"`);
    if (long)
      return proven(
        `the answer asks to wait ${Math.round((waitMs ?? 0) / 60_000)} min (${facts.classification.waitSource})`,
      );
    return said === null || facts.status === 403 ? null : likely(`the answer says "${said}"`);
  },
});

function byCode(facts: Facts): Finding | null {
  const code = codeIn(
    facts,
    /insufficient_quota|^(daily|monthly)_?(limit|quota)\w*|^dailyLimitExceeded(Unreg)?$|^quota_?exhausted$/i,
  );
  if (code !== null) return proven(`the answer's code is "${code}"`);
  const exceeded = codeIn(facts, /^quota_?exceeded(error|exception)?$/i);
  const isShort = /per[- ](second|minute)/i.test(facts.words);
  return exceeded === null || isShort ? null : likely(`the answer's code is "${exceeded}"`);
}

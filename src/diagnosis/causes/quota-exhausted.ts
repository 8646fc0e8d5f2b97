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
  refines: ['burst-over-limit', 'state-conflict', 'rate-limit-as-forbidden'],
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
    if (facts.status === 456) return proven('status 456');
    const ofWhatIsKept = byStorage(facts) ?? byThings(facts);
    if (ofWhatIsKept !== null) return ofWhatIsKept;
    if (facts.status === 503) return bySaying(facts, /\bquota (has been |is |was )?(exceeded|exhausted|used up)/i);
    if (facts.status === null || facts.status < 400 || facts.status > 499) return null;
    return byCode(facts) ?? byStatus(facts, facts.status);
  },
});

/** A 402 and a 429 speak of little else; a 403 says so, anything else names the limit. */
function byStatus(facts: Facts, status: number): Finding | null {
  if (status === 402 || status === 429) return byWait(facts) ?? bySaying(facts);
  return byLimit(facts) ?? (status === 403 ? bySaying(facts) : null);
}

/** Clouds limit how many things of a kind an account may have: `VpcLimitExceeded`, `resource_limit_exceeded`. */
function byThings(facts: Facts): Finding | null {
  if (facts.status === null || ![400, 403, 422, 429].includes(facts.status)) return null;
  const code = codeIn(
    facts,
    /^(?!\w*(Rate|Request|Time|Throughput))[A-Z][a-z]+\w*LimitExceeded$|^(resource|server|instance)_limit_exceeded$/,
  );
  if (code !== null) return likely(`the answer's code is "${code}"`);
  const said = saidIn(facts, ...wordsOfThings);
  return said === null || isShort.test(facts.words) ? null : likely(`the answer says "${said}"`);
}

const things =
  'webhooks?|droplets?|seats?|users?|members?|projects?|(?:api )?keys?|devices?|instances?|servers?|contacts?|domains?|volumes?|files?|accounts?|teams?|repositor(?:y|ies)|workspaces?|records?|rows?|agents?|hosts?|licen[sc]es?|subscribers?|lists?|campaigns?|channels?|groups?|alias(?:es)?|mailbox(?:es)?|buckets?|databases?|ind(?:ex|exes|ices)|apps?|integrations?|resources?|items?|monitors?|dashboards?|rules?|tokens?|certificates?|clusters?|nodes?|tags?|folders?|sites?|stores?|products?|subscriptions?|invitations?';

const wordsOfThings = [
  new RegExp(
    `\\b(?:limit|maximum|cap) of (?:[\\d,]+ )?(?:\\w+ )?(?:${things})\\b(?: \\w+){0,3} (?:has been |is |was )?(?:reached|exceeded|hit)\\b|\\b(?:hit|reached) (?:the|your|a) (?:limit|maximum) of (?:[\\d,]+ )?(?:\\w+ )?(?:${things})\\b`,
    'i',
  ),
  new RegExp(
    `\\b(?:${things}) (?:limit|quota|maximum) (?:has been |was |is )?(?:reached|exceeded|hit)\\b|\\btoo many (?:${things}) (?:for|in|on|per|under) (?:this|your|the) (?:account|plan|organi[sz]ation|workspace|subscription|user|project|tenant|team)\\b|\\b(?:no|0) (?:more |free |remaining |available )?(?:seats|licen[sc]es|slots) (?:are |is )?(?:left|available|remaining)\\b|\\blicen[sc]es? (?:is|are) not available\\b`,
    'i',
  ),
  /\b(plan|subscription|licen[sc]e|edition|tier) (only )?(allows|is limited to|permits|includes|covers) (only |up to |a maximum of |at most )?\d+|\b(mailbox|inbox|quota) is full\b|(^|· )quota (has been |is |was )?(exceeded|reached|exhausted)/i,
  /\b(creat\w*|add\w*|hav\w*|us\w*) more \w+ than (is |are )?(allowed|permitted)\b/i,
  /not (allowed|permitted|able) to (create|add|have|use) (any )?(more|additional|further) \w+|\b(cannot|can't|can not) (create|add|have|use) (any )?more \w+|no more \w+ (are |can be )?(allowed|created|added)/i,
  /\b(will|would) exceed (your|the) [\w ]{1,30}limit\b|\bover quota\b/i,
  /\b(crossed|hit|surpassed|passed) (the |your )?(limit(ing)?|max(imum)?)( allowed)? (number|amount|count) of (?!(\w+ )?(requests|calls|attempts|retries)\b)\w+/i,
  /quota exceeded for (resources?|cores|ram|instances|volumes?|gigabytes|snapshots|servers|networks?|ports?)\b/i,
  /maximum number of (?!(\w+ ){0,2}(requests?|connections?|calls?|attempts?|retries|sessions?|characters|bytes)\b)[\w ]{1,30} (exceeded|reached)/i,
];

/** Storage is a quota as well, told with whatever status is at hand. */
function byStorage(facts: Facts): Finding | null {
  if (facts.status === null || facts.status < 400) return null;
  const code = codeIn(
    facts,
    /^(insufficient_(storage|space)|(storage|disk)_?(space_)?(quota|limit)_?(exceeded|reached)|(storage|disk)_full|over_?quota|out_of_space|no_space_left)$/i,
  );
  const said = saidIn(
    facts,
    /disk usage exceeded|flood-?stage|(disk|storage) (is )?full|no space left|out of (disk )?space/i,
  );
  const found = code === null ? null : `the answer's code is "${code}"`;
  if (found === null && facts.status !== 507 && said !== null)
    return { ...likely(`the answer says "${said}"`), ...ofStorage };
  if (found === null && facts.status !== 507) return null;
  return {
    ...proven(...(facts.status === 507 ? ['status 507'] : []), ...(found === null ? [] : [found])),
    ...ofStorage,
  };
}

const ofStorage: Pick<Finding, 'summary' | 'next'> = {
  summary: 'The storage of the account is full; nothing more can be written until something is removed.',
  next: [
    'Look up in the provider’s console how much is stored, and by what.',
    'Remove or move what is no longer needed, then repeat the write once.',
    'Ask the provider for more storage, with the growth per month.',
  ],
};

/** Clouds refuse with 400, 403 and 409 what would go over the number of things that an account may have. */
function byLimit(facts: Facts): Finding | null {
  const code = codeIn(
    facts,
    /(^|_)(resource|service|account|plan|usage|user|project|device|seat|item|instance)s?_limits?_(exceeded|reached)(_|$)/i,
  );
  if (code !== null) return likely(`the answer's code is "${code}"`);
  const said = saidIn(facts, ...limits);
  return said === null || isShort.test(facts.words) ? null : likely(`the answer says "${said}"`);
}

const limits = [
  /(?<=\w )(?<!metric )quota (is |has been |was )?(exceeded|reached|exhausted|used up)\b|\breached (the|your|a) (\w+ ){0,2}limit (to|for|of|on) (?!(\w+ )?(requests?|calls|retries|attempts))\w+/i,
  /\b(capacity|bandwidth|traffic|storage|usage) (limit )?(is |has been |was )?(exceeded|reached|used up|exhausted)\b|\bexceeded (the |your )?(bandwidth|traffic|capacity|storage|usage|transfer)\b/i,
  /(account|subscription|project|organi[sz]ation|workspace|plan)[^.·]{0,40} (limit|maximum|quota) (of|is) \d|exceed\w* [^.·]{0,60}\bquota\b|quota exceeded for (?!quota metric)/i,
  /maximum number of [^.·]{1,40} (has been |is |was )?(reached|exceeded)|series limit of|exceed(ed)? (your|its|their|the allowed) [^.·]{0,30}limit|service limits? [^.·]{0,20}exceeded|(reached|exceeded) (your|its|their) [^.·]{0,30}limit/i,
  /\bha(s|ve) the maximum (allowed )?number of (?!(\w+ )?(requests|connections|calls|attempts|retries|sessions|characters)\b)\w+/i,
  /(account|subscription|project|organi[sz]ation|workspace|plan|usage|server|instance|user|device|\w+ creation) limit (has been |is |was )?(reached|exceeded)/i,
];

function byWait({ status, classification: { waitMs, waitSource } }: Facts): Finding | null {
  if (status !== 429 || waitMs === null || waitMs <= 15 * 60_000) return null;
  return proven(`the answer asks to wait ${Math.round(waitMs / 60_000)} min (${waitSource})`);
}

function bySaying(facts: Facts, ...says: readonly RegExp[]): Finding | null {
  const said = saidIn(facts, ...(says.length > 0 ? says : words));
  if (said === null) return null;
  const type = codeIn(facts, /#quota-exceeded$/);
  if (type !== null) return proven(`problem type ${type}`, `the policy is "${said}"`);
  if (isShort.test(facts.words) || (facts.status === 403 && !/quota|maximum|number of|total/i.test(said))) return null;
  return likely(`the answer says "${said}"`);
}

const isShort =
  /concurren|simultaneous|parallel|in[- ]flight|per[- ](second|minute)|secondly|minutely|\b(RPM|TPM|RPS)\b/i;
const words = [
  /\bquota (has been |is |was )?(exceeded|reached|used)\b|\bspend(ing)? (cap|limit)\b/i,
  /\b(attempts?|requests?|calls?|messages?|lookups?|searches|queries)\b[^.·]{0,30}(exceeded|reached|used)[^.·]{0,20} (today|this (week|month)|for the day)/i,
  /(limit|quota|cap|allowance|usage)\b[^.·]{0,40}\b(billing|your plan|(this|the|current) (billing )?(period|cycle|day|month|week|year))\b|plan('s)? (limit|quota|cap)\b/i,
  /(daily|monthly|weekly|yearly|per[- ]day|per[- ]month|24[- ]hours?)[^.·]{0,40}(limit|quota|cap|usage)|(limit|quota)[^.·]{0,40}(per (day|month)|daily|monthly|for (today|this month))/i,
  /exceed(ed|ing|s) (your|the|its|approved) [^.·]{0,40}quota|violated-policies[^·]{0,20}(daily|monthly)|\bdaily\b|total ?requests limit/i,
  /(requests|calls|credits|limit|quota|messages)[^.·]{0,40}\b(today|this (month|week|year|day|billing)|for the (day|month))|used (all|up)\b[^.·]{0,60}(requests|calls|credits|quota|this|your)/i,
  /(reached|exceeded|exceeds) (the |your |its )?(maximum |max |limit )?(allowed )?(number|amount) of|(ran|run|running|runs) out of (?!balance|funds|money|memory|time|space|range|order|sync|bounds|stock|date|disk|heap)\w+|out of [^.·]{0,20}quota|quota will be replenished|(usage|spend(ing)?|credit|plan) limit|exceeded quota: |too many times for one (day|month)|quota (has been |is )?(exhausted|used up|reached)/i,
];

function byCode(facts: Facts): Finding | null {
  const code = codeIn(
    facts,
    /insufficient_quota|^(daily|monthly)_?(limit|quota)\w*|^dailyLimitExceeded(Unreg)?$|^quota_?exhausted$|^service_quota_exceeded(_?exception)?$/i,
  );
  if (code !== null) return proven(`the answer's code is "${code}"`);
  const exceeded = codeIn(facts, /^quota_?exceeded(error|exception)?$/i);
  return exceeded === null || isShort.test(facts.words) ? null : likely(`the answer's code is "${exceeded}"`);
}

import { codeIn, defineCause, type Finding, likely, proven, saidIn } from '../cause.ts';
import type { Facts } from '../facts/index.ts';

/** Codes of a limit that APIs send with other statuses than 429: AWS with 400, problem types with any. */
const throttling =
  /#quota-exceeded$|(^|#)(Throttl\w*|\w*ThroughputExceeded(Exception)?|RequestLimitExceeded|TooManyRequests(Exception)?|LimitExceededException)$|^(\w+_)?(rate_?limit(ed|ing|_?(error|exceeded|reached|hit))?|too_?many_?requests)$/i;

/** Calls come faster than the limit. */
export const burstOverLimit = defineCause({
  name: 'burst-over-limit',
  summary: 'Calls come faster than the API allows.',
  side: 'client',
  reference: 'RFC 6585 §4 (429); the reference, scenario 4',
  runbook: 'rate-limiting',
  category: 'throttling',
  next: [
    'Wait as long as the answer says ({wait}), then repeat; the refused calls were not carried out.',
    'Make fewer calls: batch lookups, keep results that are asked for again, space the rest.',
    'Check whether other workflows share the key: their calls count too.',
  ],
  explanation:
    'In busy moments the workflow calls the API more often than it allows{rate}; nothing is broken, and the refused calls can be repeated after {wait}. We space the calls, combine lookups, or keep results, whichever fits your volume.',
  examples: [
    {
      from: 'the alert and user API',
      request: 'GET /alerts HTTP/1.1\nHost: localhost:8001\nX-API-Key: valid-key-123',
      response:
        'HTTP/1.1 429 Too Many Requests\nRetry-After: 60\nContent-Type: application/json\n\n{"detail":"Rate limit exceeded. Max 5 requests per 60 seconds."}',
    },
    {
      from: 'only the body was kept, with 200 as status',
      response:
        'HTTP/1.1 200 OK\nContent-Type: application/json\n\n{"error":{"code":429,"message":"rate limit exceeded"}}',
    },
  ],
  find: (facts) => {
    const { status, classification } = facts;
    const isSoft = status !== null && status < 300 && classification.category === 'throttling';
    const code = status === 429 ? null : codeIn(facts, throttling);
    if (status === 400 && code === null) return bySaying(facts);
    if (status !== 429 && !isSoft && code === null) return null;
    return foundIn(facts, code, isSoft);
  },
});

function bySaying(facts: Facts): Finding | null {
  const said = saidIn(
    facts,
    /\bslow down\b|\b(doing|do) (that|this) too (much|often|fast)\b|\brequest rate (is )?too high\b|\bthroughput\b[^.·]{0,60} (was |is |has been )?exceeded\b|\btoo frequent(ly)?\b|not enough time has (passed|elapsed)|\bwait (at least |for )?\d+ (seconds?|minutes?|ms)\b|\bthrottl(ing|ed)\b|(submitted|sent|posted|posting|sending|made|requests|calls) too (quickly|fast|often|frequently)|too many (attempts|tries|calls)|try later|(request|call|api) limit (is |was |has been )?(reached|exceeded)|rate exceeded|rate limit (is |was )?(exceeded|reached)|too many (\w+ ){0,2}requests/i,
  );
  return said === null ? null : likely(`the answer says "${said}"`);
}

function foundIn(facts: Facts, code: string | null, isSoft: boolean): Finding {
  const { status, classification, history } = facts;
  const before = history.before.filter(({ at }) => facts.subject.startedAt - at <= 60_000).length;
  const burst = history.hasTimes && before > 1 ? [`${before} calls in the minute before it`] : [];
  const limit = /max(?:imum)?\.? (?:of )?[\d,]+ (?:requests|calls)[^.·]{0,40}/i.exec(facts.words)?.[0];
  const values = { rate: limit === undefined ? '' : ` (${limit.trim()})` };
  const told =
    classification.waitSource === null
      ? []
      : [`${classification.waitSource} asks to wait ${Math.ceil((classification.waitMs ?? 0) / 1000)} s`];
  return {
    ...(isPlain(facts) || isSoft || code !== null ? proven : likely)(
      isSoft ? `status ${status}, but the body says it is a rate limit` : `status ${status}`,
      ...(code === null ? [] : [`the answer's code is "${code}"`]),
      ...told,
      ...burst,
    ),
    values,
  };
}

/** A limit of seconds or minutes, by its header fields or its words; or an answer that says nothing else. */
function isPlain({ classification, words, answer }: Facts): boolean {
  const isWaited =
    classification.waitSource !== null || Object.keys(answer?.headers ?? {}).some((name) => /rate-?limit/.test(name));
  return (
    isWaited ||
    (words.length < 40 && !/\b(invalid|unknown|missing|expired)\b/i.test(words)) ||
    /rate.?limit|too.?many|throttl|per[- ](second|minute)|slow down|requests? limit/i.test(words)
  );
}

import { fieldsOf, parseRateLimit } from '../retry/index.ts';
import { defineCheck } from './check.ts';
import type { ObservedCall } from './observation.ts';
import { usedUp } from './probes/waits.ts';
import { attemptsOf, gapBetween } from './reading/attempts.ts';
import { broken, kept, span, untested } from './reading/verdicts.ts';
import { earlyBy } from './reading/waits.ts';

function resetIn(call: ObservedCall): number | null {
  const outcome = attemptsOf(call)[0]?.outcome;
  if (outcome?.kind !== 'response') return null;
  const limits = parseRateLimit(fieldsOf(outcome.response.headers)['ratelimit']);
  const [limit] = limits.filter(({ remaining }) => remaining === 0);
  return limit?.resetSeconds === undefined || limit.resetSeconds === null ? null : limit.resetSeconds * 1000;
}

/** A used-up quota is respected before it refuses. */
export const slowsDownAheadOfTheLimit = defineCheck({
  name: 'slows-down-ahead-of-the-limit',
  id: 'W10',
  rule: 'After a success that says "0 left, reset in 3 s" (RateLimit) the next call goes out 3 s later or more.',
  force: 'should',
  reference: 'draft-ietf-httpapi-ratelimit-headers-11, "Client behavior"',
  why: 'The API has said that the next request will be refused: sending it costs time and reputation.',
  fix: 'Remember the reset of RateLimit with r=0 for the whole client, and hold every call until then.',
  probes: [usedUp],
  look({ calls }) {
    const [told, next] = calls.map((call) => attemptsOf(call)[0]);
    const toldMs = calls[0] === undefined ? null : resetIn(calls[0]);
    if (told === undefined || toldMs === null) return untested('not-exercised', 'nothing was said of a limit');
    if (next === undefined) return untested('not-exercised', 'no second call came');
    const waited = gapBetween(told, next);
    const seen = `nothing was left for ${span(toldMs)}; the next call came after ${span(waited)}`;
    return waited >= toldMs - earlyBy(toldMs) ? kept(seen, [told, next]) : broken('early', seen, [told, next]);
  },
});

import { defineCheck } from './check.ts';
import { sharedLimit } from './probes/waits.ts';
import { attemptsOf, releasedAt } from './reading/attempts.ts';
import { broken, counted, kept, span, untested } from './reading/verdicts.ts';
import { earlyBy, toldBy } from './reading/waits.ts';

const leastOthers = 3;

/** One refusal holds for the whole client. */
export const holdsBackTogether = defineCheck({
  name: 'holds-back-together',
  id: 'G2',
  rule: 'While one call of a client waits for Retry-After: 3, its other calls to the same API wait too.',
  force: 'practice',
  reference: 'Dev Proxy, RetryAfterPlugin',
  why: 'A limit belongs to the key, not to the call: the others are refused as well, and make the wait longer.',
  fix: 'Keep the time until which the API wants to be left alone in one place for the whole client.',
  probes: [sharedLimit],
  look({ calls }) {
    const refused = calls[0] === undefined ? undefined : attemptsOf(calls[0])[0];
    const toldMs = refused === undefined ? null : toldBy(refused);
    if (refused === undefined || toldMs === null) return untested('not-exercised', 'no wait was asked for');
    const from = releasedAt(refused);
    const until = from + toldMs - earlyBy(toldMs);
    const others = calls.slice(1).filter(({ startedAt }) => startedAt > from && startedAt < until);
    if (others.length < leastOthers)
      return untested('sample', `${others.length} other calls were made meanwhile, ${leastOthers} are needed`);
    const early = others.flatMap(attemptsOf).filter(({ startedAt }) => startedAt < until);
    if (early.length === 0) return kept(`${counted(others.length, 'other call')} waited as well`, [refused]);
    return broken('early', `${counted(early.length, 'other request')} came in the ${span(toldMs)} of the wait`, [
      refused,
      ...early,
    ]);
  },
});

import { defineCheck } from './check.ts';
import { isClosed } from './preconditions.ts';
import { waitTwoMinutes } from './probes/waits.ts';
import { attemptsIn, releasedAt } from './reading/attempts.ts';
import { kept, span, untested } from './reading/verdicts.ts';
import { earlyBy, judgeWait, toldBy } from './reading/waits.ts';

/** A long wait is kept or given up. */
export const doesNotCutLongWaitsShort = defineCheck({
  name: 'does-not-cut-long-waits-short',
  id: 'W6',
  rule: 'After 429 with Retry-After: 120 the next attempt comes 120 s later or never: a wait too long is given up, not cut short.',
  force: 'should',
  reference: 'RFC 9110 §10.2.3; undici RetryHandler maxTimeout',
  why: 'A cap on backoff that also caps Retry-After makes every client break the limit it was told of.',
  fix: 'Give up and hand the wait to the caller when it is longer than you want to wait; never shorten it.',
  probes: [waitTwoMinutes],
  mindsWindow: true,
  look(observation) {
    const [refused, next] = attemptsIn(observation);
    const toldMs = refused === undefined ? null : toldBy(refused);
    if (refused === undefined || toldMs === null) return untested('not-exercised', 'no wait was asked for');
    if (next !== undefined) return judgeWait({ refused, next, toldMs, toleranceMs: earlyBy(toldMs) });
    if (isClosed(observation.window)) return kept(`it gave up rather than wait ${span(toldMs)}`, [refused]);
    const watched = observation.window.closedAt - releasedAt(refused);
    return untested('window', `no attempt came in the ${span(watched)} of ${span(toldMs)} that were watched`);
  },
});

import { defineCheck } from './check.ts';
import { manyWaitOneSecond } from './probes/waits.ts';
import { manyWaits } from './reading/many-waits.ts';
import { leastSample } from './reading/statistics.ts';
import { broken, kept, span, untested } from './reading/verdicts.ts';
import { earlyBy } from './reading/waits.ts';

/** Jitter never undercuts Retry-After. */
export const keepsJitterBehindRetryAfter = defineCheck({
  name: 'keeps-jitter-behind-retry-after',
  id: 'W7',
  rule: 'In 20 calls with Retry-After: 1 no attempt comes before 1 s: jitter only adds to what was asked for.',
  force: 'should',
  reference: 'RFC 9110 §10.2.3; openclaw#68543',
  why: 'Jitter around the wait brings half of the attempts back too early, where each is refused again.',
  fix: 'Draw the jitter on top of Retry-After, never around it.',
  probes: [manyWaitOneSecond],
  look(observation) {
    const waits = manyWaits(observation);
    if (waits.length < leastSample)
      return untested('sample', `${waits.length} waits were seen, ${leastSample} are needed`);
    const early = waits.filter(({ waited, toldMs }) => waited < toldMs - earlyBy(toldMs));
    const least = Math.min(...waits.map(({ waited }) => waited));
    const shown = (early.length > 0 ? early : waits.slice(0, 1)).flatMap(({ refused, next }) => [refused, next]);
    if (early.length === 0) return kept(`of ${waits.length} waits the shortest was ${span(least)}`, shown);
    return broken(
      'early',
      `${early.length} of ${waits.length} waits were too short, the shortest ${span(least)}`,
      shown,
    );
  },
});

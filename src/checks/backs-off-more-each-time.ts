import { defineCheck } from './check.ts';
import type { Observation } from './observation.ts';
import { unavailableFourTimes } from './probes/statuses.ts';
import { attemptsOf } from './reading/attempts.ts';
import { gapsByStep } from './reading/backoff.ts';
import { quantile } from './reading/statistics.ts';
import { broken, kept, span, untested } from './reading/verdicts.ts';

const leastGrowth = 1.3;

/** Grew, and then stayed about where it was. */
function isCapped([first = 0, ...others]: readonly number[]): boolean {
  return first >= leastGrowth && others.every((ratio) => ratio >= 1 / leastGrowth);
}

function firstAttempts({ calls }: Observation) {
  return calls[0] === undefined ? [] : attemptsOf(calls[0]);
}

/** Waits grow from retry to retry. */
export const backsOffMoreEachTime = defineCheck({
  name: 'backs-off-more-each-time',
  id: 'B1',
  rule: 'Over at least 3 retries and 10 calls, the longest waits (95th percentile) grow by a factor of 1.3 or more from one retry to the next, up to a cap.',
  force: 'practice',
  reference: 'AWS Architecture Blog, "Exponential Backoff And Jitter"; Azure, retry guidance',
  why: 'Constant waits keep the same load on a service that is down; growing ones let it come back.',
  fix: 'Multiply the wait by 2 after each attempt, up to a cap.',
  probes: [unavailableFourTimes],
  look(observation) {
    const steps = gapsByStep(observation);
    if (steps.length < 3) return untested('not-exercised', `${steps.length} retries were seen, 3 are needed`);
    const waits = steps.map((step) => quantile(step, 0.95));
    const shown = firstAttempts(observation);
    const seen = `longest waits of ${waits.map(span).join(', ')}`;
    const ratios = waits.slice(1).map((wait, index) => wait / Math.max(1, waits[index] ?? 1));
    if (ratios.every((ratio) => ratio >= leastGrowth)) return kept(seen, shown);
    return isCapped(ratios) ? kept(`${seen}: it has reached its cap`, shown) : broken('constant', seen, shown);
  },
});

import { defineCheck } from './check.ts';
import { unavailableFourTimes } from './probes/statuses.ts';
import { attemptsOf } from './reading/attempts.ts';
import { gapsByStep } from './reading/backoff.ts';
import { atOnceMs } from './reading/repeats.ts';
import { deviation, mean, rangeOf, withoutLongest } from './reading/statistics.ts';
import { broken, kept, span, untested } from './reading/verdicts.ts';

/** Waits are drawn, not fixed. */
export const spreadsItsRetries = defineCheck({
  name: 'spreads-its-retries',
  id: 'B3',
  rule: 'Over 10 calls or more, the waits before the same retry differ: by 8 ms (standard deviation) and 25 ms (range) or more.',
  force: 'practice',
  reference: 'AWS Architecture Blog, "Exponential Backoff And Jitter"; Azure, retry guidance',
  why: 'Clients that failed together come back together, and bring the service down once more.',
  fix: 'Add random jitter to every wait; "full jitter" draws from 0 to the wait.',
  probes: [unavailableFourTimes],
  look(observation) {
    const step = gapsByStep(observation).find((gaps) => mean(gaps) >= atOnceMs);
    if (step === undefined) return untested('sample', 'fewer than 10 calls waited before a retry');
    // The longest waits are left out: they may be the machine’s.
    const waits = withoutLongest(step);
    const [spread, range] = [deviation(waits), rangeOf(waits)];
    const shown = observation.calls[0] === undefined ? [] : attemptsOf(observation.calls[0]);
    const seen = `${step.length} waits of ${span(mean(waits))}, within ${span(range)} (standard deviation ${spread.toFixed(1)} ms)`;
    if (spread > 8 && range > 25 && spread / Math.max(1, mean(waits)) > 0.01) return kept(seen, shown);
    return spread <= 3
      ? broken('no-jitter', seen, shown)
      : untested('unclear', `${seen}: too little for jitter, too much for none`);
  },
});

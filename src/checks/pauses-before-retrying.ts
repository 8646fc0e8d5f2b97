import { defineCheck } from './check.ts';
import { unavailableFourTimes } from './probes/statuses.ts';
import { attemptsOf, gapsOf } from './reading/attempts.ts';
import { atOnceMs, stormMs } from './reading/repeats.ts';
import { leastSample, mean } from './reading/statistics.ts';
import { broken, kept, span, untested, warned } from './reading/verdicts.ts';

const leastMeanMs = 100;

/** There is a pause before each retry. */
export const pausesBeforeRetrying = defineCheck({
  name: 'pauses-before-retrying',
  id: 'B2',
  rule: 'After 503 the waits of a call are not all under 50 ms: the first is 20 ms or more, their mean 100 ms or more.',
  force: 'practice',
  reference: 'Azure, "Retry Storm antipattern"',
  why: 'Attempts without a pause multiply the load at the very moment when the service can bear the least.',
  fix: 'Wait before every retry, the first one too.',
  probes: [unavailableFourTimes],
  look(observation) {
    const calls = observation.calls.map((call) => attemptsOf(call)).filter((attempts) => attempts.length > 1);
    const [first] = calls;
    if (first === undefined) return untested('not-exercised', 'it does not retry a 503');
    const firstGaps = calls.map((attempts) => gapsOf(attempts)[0] ?? 0);
    const all = calls.flatMap(gapsOf);
    if (all.length > 1 && Math.max(...all) < stormMs) {
      return broken('storm', `${all.length} waits, all under ${stormMs} ms`, first);
    }
    if (calls.length < leastSample)
      return untested('sample', `${calls.length} calls retried, ${leastSample} are needed`);
    const seen = `first waits of ${span(mean(firstGaps))} on average, all waits of ${span(mean(all))}`;
    if (mean(all) < leastMeanMs) return warned('short', seen, first);
    if (mean(firstGaps) < atOnceMs) return warned('immediate', `${seen}: the first retry comes at once`, first);
    return kept(seen, first);
  },
});

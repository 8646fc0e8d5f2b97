import { defineCheck } from './check.ts';
import { manyWaitOneSecond } from './probes/waits.ts';
import { manyWaits } from './reading/many-waits.ts';
import { leastSample, quantile, rangeOf, withoutLongest } from './reading/statistics.ts';
import { broken, kept, span, untested } from './reading/verdicts.ts';

const inStepMs = 20;
const apartMs = 100;

/** Callers that were refused together come back apart. */
export const doesNotComeBackInStep = defineCheck({
  name: 'does-not-come-back-in-step',
  id: 'G1',
  rule: 'Of 20 callers that are told to wait 1 s, the retries lie 100 ms or more apart (from the 5th to the 95th percentile of the waits).',
  force: 'practice',
  reference: 'draft-ietf-httpapi-ratelimit-headers-11, "thundering herd"; leetcode-cli#380',
  why: 'Whoever was refused together comes back together, and is refused together again.',
  fix: 'Add jitter on top of Retry-After, a tenth of it or more.',
  probes: [manyWaitOneSecond],
  look(observation) {
    const waits = manyWaits(observation);
    if (waits.length < leastSample)
      return untested('sample', `${waits.length} waits were seen, ${leastSample} are needed`);
    const times = waits.map(({ waited }) => waited);
    const spread = quantile(times, 0.95) - quantile(times, 0.05);
    // Without the longest, which may be the machine’s.
    const core = rangeOf(withoutLongest(times));
    const shown = waits.slice(0, 5).map(({ next }) => next);
    const seen = `${waits.length} waits lie within ${span(spread)}`;
    if (core <= inStepMs) return broken('in-step', `${seen}, three fifths of them within ${span(core)}`, shown);
    if (spread >= apartMs) return kept(seen, shown);
    return untested('unclear', `${seen}: too little for jitter, too much for none`);
  },
});

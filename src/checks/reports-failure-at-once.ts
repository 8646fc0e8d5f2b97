import { defineCheck } from './check.ts';
import { unheard } from './preconditions.ts';
import { alwaysUnavailable } from './probes/statuses.ts';
import { attemptsOf, gapsOf, releasedAt } from './reading/attempts.ts';
import { broken, kept, span, untested } from './reading/verdicts.ts';

const atOnceMs = 250;
const leastSleepMs = 500;

/** The end is told when it is known. */
export const reportsFailureAtOnce = defineCheck({
  name: 'reports-failure-at-once',
  id: 'D1',
  rule: 'After the last attempt the caller hears of the failure within 250 ms; there is no last wait.',
  force: 'practice',
  reference: 'go-autorest#713',
  why: 'A wait behind the last attempt is for nothing, and with doubling waits it is the longest of all.',
  fix: 'Check whether attempts are left before you sleep, not after.',
  probes: [alwaysUnavailable],
  look({ calls: [call], window }) {
    const attempts = call === undefined ? [] : attemptsOf(call);
    const last = attempts.at(-1);
    if (call === undefined || last === undefined || attempts.length < 2)
      return untested('not-exercised', 'it does not retry a 503');
    if (call.endedAt === null) return unheard({ window }, 'nobody heard when its call ended');
    const after = call.endedAt - releasedAt(last);
    const wait = gapsOf(attempts).at(-1) ?? 0;
    const seen = `the call ended ${span(after)} after its last attempt`;
    if (after < atOnceMs) return kept(seen, [last]);
    // A process takes a while to end; only what is as long as a wait was one.
    if (after >= Math.max(leastSleepMs, 0.8 * wait))
      return broken('final-sleep', `${seen}; the wait before that was ${span(wait)}`, attempts.slice(-2));
    return untested('unclear', `${seen}: too long for nothing, too short for a wait`);
  },
});

import { defineCheck } from './check.ts';
import { isClosed } from './preconditions.ts';
import { alwaysUnavailable } from './probes/statuses.ts';
import { attemptsIn, gapsOf } from './reading/attempts.ts';
import { broken, kept, span, untested } from './reading/verdicts.ts';

const longestMs = 600_000;

/** Waits don't grow without end. */
export const capsItsBackoff = defineCheck({
  name: 'caps-its-backoff',
  id: 'B4',
  rule: 'No wait is longer than 1.25 times the cap that the client declares, or than 10 min where it declares none.',
  force: 'practice',
  reference: 'curl(1) --retry; AWS SDK retry behavior',
  why: 'Doubling without end soon waits for hours: the service is back, and the client does not notice.',
  fix: 'Put an upper bound on the wait, some 20 to 60 s.',
  probes: [alwaysUnavailable],
  mindsWindow: true,
  look(observation, { declared }) {
    const attempts = attemptsIn(observation);
    const gaps = gapsOf(attempts);
    const cap = declared.maxBackoffMs === null ? longestMs : declared.maxBackoffMs * 1.25;
    const longest = Math.max(0, ...gaps);
    const seen = `the longest of ${gaps.length} waits was ${span(longest)}`;
    if (longest > cap) return broken('uncapped', `${seen}, more than ${span(cap)}`, attempts);
    const half = Math.floor(gaps.length / 2);
    const levelled = gaps.length >= 6 && Math.max(...gaps.slice(half)) <= 1.25 * Math.max(...gaps.slice(0, half));
    const reached = declared.maxBackoffMs !== null && longest >= declared.maxBackoffMs * 0.8;
    if (levelled || reached) return kept(`${seen}, and it grew no further`, attempts);
    const subtype = isClosed(observation.window) ? 'not-reached' : 'window';
    return untested(subtype, `${seen}; no cap was reached`);
  },
});

import type { Judge } from './expectation.ts';
import { around, gapsOf, printGaps } from './gaps.ts';
import { toldIn } from './honours-retry-after.ts';

const growth = 1.3;

/** The client's own waits grow by a factor; those that the server asked for say nothing about it. */
export const backoff: Judge<'exponential'> = {
  judge(attempts, _, blurMs) {
    const own = gapsOf(attempts).filter(({ before }) => toldIn(before) === null);
    if (own.length < 2) {
      return { verdict: 'untested', observed: 'fewer than two waits of its own', evidence: attempts };
    }
    const flat = own.filter(({ ms }, index) => {
      const before = own[index - 1];
      return before !== undefined && ms < Math.max(before.ms, 1) * growth - blurMs;
    });
    const grew = flat.length === 0 && own.some(({ ms }) => ms > blurMs);
    return { verdict: grew ? 'kept' : 'broken', observed: printGaps(own), evidence: around(grew ? own : flat) };
  },
};

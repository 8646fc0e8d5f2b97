import type { Judge } from './expectation.ts';
import { around, gapsOf, printGaps } from './gaps.ts';

/** No two attempts are closer together. */
export const minGapMilliseconds: Judge<number> = {
  judge(attempts, wanted, blurMs) {
    const gaps = gapsOf(attempts);
    if (gaps.length === 0) {
      return { verdict: 'untested', observed: 'no attempt was followed by another', evidence: attempts };
    }
    const short = gaps.filter(({ ms }) => ms < wanted - blurMs);
    if (short.length > 0) return { verdict: 'broken', observed: printGaps(short), evidence: around(short) };
    return { verdict: 'kept', observed: printGaps(gaps), evidence: attempts };
  },
};

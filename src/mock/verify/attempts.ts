import { holds } from './counts.ts';
import type { Count, Judge } from './expectation.ts';

/** How many requests there were. */
export const attempts: Judge<Count> = {
  judge(found, wanted) {
    const observed = found.length === 1 ? '1 attempt' : `${found.length} attempts`;
    return { verdict: holds(wanted, found.length) ? 'kept' : 'broken', observed, evidence: found };
  },
};

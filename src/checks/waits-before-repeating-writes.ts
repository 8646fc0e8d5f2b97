import { defineCheck } from './check.ts';
import { refusedWrites } from './probes/writes.ts';
import { attemptsIn } from './reading/attempts.ts';
import { kept, untested } from './reading/verdicts.ts';
import { earlyBy, judgeWait, toldBy } from './reading/waits.ts';

/** A refused write is repeated no sooner than told. */
export const waitsBeforeRepeatingWrites = defineCheck({
  name: 'waits-before-repeating-writes',
  id: 'P4',
  rule: 'A POST that is refused with 429 or 503 and Retry-After: 1 is sent again after 1 s or more, or not at all.',
  force: 'practice',
  reference: 'gRPC A6; RFC 9110 §10.2.3',
  why: 'A refused write has not been done, so a repeat is safe, but no sooner than it was asked for.',
  fix: 'Treat Retry-After the same for every method that you retry.',
  probes: refusedWrites,
  look(observation) {
    const [refused, next] = attemptsIn(observation);
    const toldMs = refused === undefined ? null : toldBy(refused);
    if (refused === undefined || toldMs === null) return untested('not-exercised', 'no wait was asked for');
    if (next === undefined) return kept('it was not sent again', [refused]);
    return judgeWait({ refused, next, toldMs, toleranceMs: earlyBy(toldMs) });
  },
});

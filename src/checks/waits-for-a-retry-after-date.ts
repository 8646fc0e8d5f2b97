import { defineCheck } from './check.ts';
import { waitUntilDate } from './probes/waits.ts';
import { attemptsIn } from './reading/attempts.ts';
import { untested } from './reading/verdicts.ts';
import { dateTolerance, gaveUp, judgeWait, toldBy } from './reading/waits.ts';

/** A date in Retry-After is waited for. */
export const waitsForARetryAfterDate = defineCheck({
  name: 'waits-for-a-retry-after-date',
  id: 'W3',
  rule: 'After 429 with a Retry-After that is a date, the next attempt comes no earlier than 1 s before it.',
  force: 'should',
  reference: 'RFC 9110 §10.2.3, §5.6.7',
  why: 'Half of the clients read only seconds; a date then counts as nothing, and they come back at once.',
  fix: 'Parse both forms: digits are seconds, everything else is an HTTP-date.',
  probes: [waitUntilDate],
  look(observation) {
    const [refused, next] = attemptsIn(observation);
    const toldMs = refused === undefined ? null : toldBy(refused);
    if (refused === undefined || toldMs === null) return untested('not-exercised', 'no wait was asked for');
    if (next === undefined) return gaveUp(observation, refused, toldMs);
    return judgeWait({ refused, next, toldMs, toleranceMs: dateTolerance });
  },
});

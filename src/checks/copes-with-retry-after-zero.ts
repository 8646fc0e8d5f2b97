import { defineCheck } from './check.ts';
import { isClosed } from './preconditions.ts';
import { noWait } from './probes/waits.ts';
import { attemptsIn, gapBetween } from './reading/attempts.ts';
import { broken, kept, span, untested } from './reading/verdicts.ts';

/** A Retry-After of nothing is no reason to fall over. */
export const copesWithRetryAfterZero = defineCheck({
  name: 'copes-with-retry-after-zero',
  id: 'W4',
  rule: 'Retry-After: 0, or a date gone by, means "now": the client tries again, at once or after its own pause, and does not crash.',
  force: 'practice',
  reference: 'RFC 9110 §10.2.3; openai-java#853',
  why: 'A negative sleep throws in many languages, so a server whose clock is off by a second brings the client down.',
  fix: 'Take the longer of 0 and what was asked for before you sleep.',
  probes: noWait,
  mindsCrash: true,
  look(observation, { declared }) {
    const [first, next] = attemptsIn(observation);
    if (first === undefined) return untested('not-exercised', 'no request came');
    if (next !== undefined) return kept(`it tried again after ${span(gapBetween(first, next))}`, [first, next]);
    if (observation.trouble?.kind === 'crashed') return broken('crashed', observation.trouble.message, [first]);
    if (!isClosed(observation.window)) return untested('window', 'it was still waiting when the window closed');
    if (declared.retries === true)
      return broken('gave-up', 'it gave up, though it might have tried again at once', [first]);
    return untested('not-declared', 'it made a single attempt, and doesn’t say that it retries');
  },
});

import type { Exchange } from '../trace/exchange.ts';
import { type CheckVerdict, defineCheck } from './check.ts';
import { isClosed } from './preconditions.ts';
import { noWait } from './probes/waits.ts';
import { attemptsIn, gapBetween, releasedAt } from './reading/attempts.ts';
import { broken, kept, span, untested } from './reading/verdicts.ts';
import { absurdMs } from './reading/waits.ts';

/** A Retry-After of nothing is no reason to fall over. */
export const copesWithRetryAfterZero = defineCheck({
  name: 'copes-with-retry-after-zero',
  id: 'W4',
  rule: 'Retry-After: 0, or a date gone by, means "now": the client tries again, at once or after its own pause of 60 s at most, and does not crash.',
  force: 'practice',
  reference: 'RFC 9110 §10.2.3; openai-java#853',
  why: 'A negative sleep throws in many languages, so a server whose clock is off by a second brings the client down.',
  fix: 'Take the longer of 0 and what was asked for before you sleep.',
  probes: noWait,
  mindsCrash: true,
  mindsWindow: true,
  look(observation, { declared }) {
    const [first, next] = attemptsIn(observation);
    if (first === undefined) return untested('not-exercised', 'no request came');
    if (next !== undefined) return kept(`it tried again after ${span(gapBetween(first, next))}`, [first, next]);
    const { trouble, window } = observation;
    if (trouble?.kind === 'crashed') return broken('crashed', trouble.message, [first]);
    if (!isClosed(window)) return stillWaiting(first, window.closedAt - releasedAt(first));
    if (declared.retries !== true) {
      return untested('not-declared', 'it made a single attempt, and doesn’t say that it retries');
    }
    return broken('gave-up', 'it gave up, though it might have tried again at once', [first]);
  },
});

function stillWaiting(first: Exchange, waitedMs: number): CheckVerdict {
  const seen = `it had been waiting for ${span(waitedMs)} when the window closed`;
  return waitedMs > absurdMs ? broken('obeyed', seen, [first]) : untested('window', seen);
}

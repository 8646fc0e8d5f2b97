import { defineCheck } from './check.ts';
import { isClosed } from './preconditions.ts';
import { hang } from './probes/connections.ts';
import { attemptsIn } from './reading/attempts.ts';
import { broken, counted, kept, untested } from './reading/verdicts.ts';

/** A timeout of a GET is no end. */
export const retriesAfterTimeouts = defineCheck({
  name: 'retries-after-timeouts',
  id: 'X3',
  rule: 'A GET that timed out is tried again.',
  force: 'practice',
  reference: 'RFC 9110 §9.2.2; the reference, "Retryable vs Non-Retryable"',
  why: 'A single slow server behind a balancer should cost one attempt, not the call.',
  fix: 'Treat your own timeout of an idempotent request like a lost connection: retry it, within the deadline.',
  probes: [hang],
  mindsWindow: true,
  look(observation, { declared }) {
    const attempts = attemptsIn(observation);
    if (attempts.length > 1) return kept(`it tried again: ${counted(attempts.length, 'attempt')}`, attempts);
    if (!isClosed(observation.window)) return untested('window', 'its first attempt had not timed out');
    if (declared.retries === false) return untested('not-declared', 'it says that it does not retry');
    return broken('gave-up', 'it gave up at its first timeout', attempts);
  },
});

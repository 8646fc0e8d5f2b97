import { defineCheck } from './check.ts';
import { isClosed } from './preconditions.ts';
import { alwaysUnavailable } from './probes/statuses.ts';
import { attemptsIn } from './reading/attempts.ts';
import { broken, counted, kept, span, untested } from './reading/verdicts.ts';
import { earlyBy } from './reading/waits.ts';

/** A call ends when its time is over. */
export const keepsItsDeadline = defineCheck({
  name: 'keeps-its-deadline',
  id: 'C2',
  rule: 'No attempt begins after the deadline that the client declares for a whole call; 1 % or 50 ms late is let pass.',
  force: 'practice',
  reference: 'Envoy, route timeout (it includes retries); AIP-194',
  why: 'Whoever called has given up by then: the work is for nobody.',
  fix: 'Give the whole call a deadline, waits included, and stop when the next attempt would miss it.',
  probes: [alwaysUnavailable],
  mindsWindow: true,
  look(observation, { declared: { deadlineMs } }) {
    if (deadlineMs === null) return untested('not-declared', 'it declares no deadline');
    const attempts = attemptsIn(observation);
    const [first] = attempts;
    const last = attempts.at(-1);
    if (first === undefined || last === undefined) return untested('not-exercised', 'no request came');
    const took = last.startedAt - first.startedAt;
    const seen = `the last of ${counted(attempts.length, 'attempt')} began after ${span(took)}`;
    if (took > deadlineMs + earlyBy(deadlineMs))
      return broken('late', `${seen}; the deadline is ${span(deadlineMs)}`, attempts);
    const watched = observation.window.closedAt - first.startedAt;
    if (isClosed(observation.window) || watched > deadlineMs + earlyBy(deadlineMs)) return kept(seen, attempts);
    return untested('window', `${seen}; only ${span(watched)} of its ${span(deadlineMs)} were watched`);
  },
});

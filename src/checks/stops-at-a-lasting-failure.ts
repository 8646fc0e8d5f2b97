import { defineCheck } from './check.ts';
import { unavailableThenBadRequest } from './probes/statuses.ts';
import { attemptsIn, statusesOf } from './reading/attempts.ts';
import { broken, counted, kept, untested } from './reading/verdicts.ts';

/** Retrying ends when the failure becomes one that lasts. */
export const stopsAtALastingFailure = defineCheck({
  name: 'stops-at-a-lasting-failure',
  id: 'M1',
  rule: 'When a retry meets 400, there is no third attempt: exactly 2 are made.',
  force: 'practice',
  reference: 'googleapis conformance-tests, scenario 6',
  why: 'The failure has changed: what could pass by itself has become one that cannot.',
  fix: 'Classify the failure of each attempt anew instead of repeating until the count is used up.',
  probes: [unavailableThenBadRequest],
  look(observation) {
    const attempts = attemptsIn(observation);
    const seen = `${counted(attempts.length, 'attempt')} (${statusesOf(attempts)})`;
    if (attempts.length < 2) return untested('not-applicable', 'it does not retry a 503');
    return attempts.length === 2
      ? kept(seen, attempts)
      : broken('repeated', `${seen}: it went on behind the 400`, attempts);
  },
});

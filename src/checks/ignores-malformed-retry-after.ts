import { defineCheck } from './check.ts';
import type { Observation } from './observation.ts';
import { isClosed } from './preconditions.ts';
import { malformedWaits } from './probes/waits.ts';
import { attemptsIn, gapsOf, releasedAt } from './reading/attempts.ts';
import { isStorm } from './reading/repeats.ts';
import { broken, counted, kept, span, untested } from './reading/verdicts.ts';
import { absurdMs } from './reading/waits.ts';

const stormGapMs = 10;

function quietAfter(observation: Observation): number {
  const last = attemptsIn(observation).at(-1);
  return last === undefined ? 0 : observation.window.closedAt - releasedAt(last);
}

/** What nobody can read in Retry-After counts for nothing. */
export const ignoresMalformedRetryAfter = defineCheck({
  name: 'ignores-malformed-retry-after',
  id: 'W5',
  rule: 'A Retry-After that is neither whole seconds nor a date is ignored: no wait over 60 s, no three attempts within 10 ms of each other.',
  force: 'practice',
  reference: 'RFC 9110 §10.2.3; mastra#23779, crawlee#1995',
  why: 'Read as a number or a year it becomes a wait of years, or none at all: the client hangs, or storms.',
  fix: 'Accept only digits or an HTTP-date; anything else counts as if the header were not there.',
  probes: malformedWaits,
  mindsCrash: true,
  mindsWindow: true,
  look(observation) {
    const attempts = attemptsIn(observation);
    const [first] = attempts;
    if (first === undefined) return untested('not-exercised', 'no request came');
    const gaps = gapsOf(attempts);
    const longest = Math.max(0, ...gaps, isClosed(observation.window) ? 0 : quietAfter(observation));
    if (observation.trouble?.kind === 'crashed') return broken('crashed', observation.trouble.message, attempts);
    if (isStorm(attempts, stormGapMs)) return broken('storm', `gaps of ${gaps.map(span).join(', ')}`, attempts);
    if (longest > absurdMs) return broken('obeyed', `it waited ${span(longest)} because of it`, attempts);
    if (!isClosed(observation.window)) return untested('window', `it has been waiting for ${span(longest)}`);
    return kept(`${counted(attempts.length, 'attempt')}, gaps of ${gaps.map(span).join(', ') || 'none'}`, attempts);
  },
});

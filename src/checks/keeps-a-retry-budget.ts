import { defineCheck } from './check.ts';
import type { ObservedCall } from './observation.ts';
import { outage } from './probes/many-calls.ts';
import { attemptsOf } from './reading/attempts.ts';
import { broken, kept, untested } from './reading/verdicts.ts';

const leastCalls = 20;
const retriesOf = (call: ObservedCall) => Math.max(0, attemptsOf(call).length - 1);
const ratioOf = (calls: readonly ObservedCall[]) =>
  calls.reduce((sum, call) => sum + retriesOf(call), 0) / Math.max(1, calls.length);
const percent = (ratio: number) => `${Math.round(ratio * 100)} %`;

/** Retries don't multiply an outage. */
export const keepsARetryBudget = defineCheck({
  name: 'keeps-a-retry-budget',
  id: 'C4',
  rule: 'While everything fails, retries become few: over the later half of 100 calls at most 20 in 100.',
  force: 'practice',
  reference: 'gRPC A6, "Throttling Retry Attempts"; Google SRE, ch. 21; AWS SDK retry quota',
  why: 'Limits for one call still multiply the whole load by the attempts allowed, for as long as an outage lasts.',
  fix: 'Share one budget of retries among all calls of a process: failures empty it, successes fill it.',
  probes: [outage],
  mindsWindow: true,
  look({ calls }) {
    const half = Math.floor(calls.length / 2);
    const [early, late] = [calls.slice(0, 10), calls.slice(half)];
    if (calls.length < leastCalls)
      return untested('sample', `${calls.length} calls were seen, ${leastCalls} are needed`);
    if (calls.every((call) => retriesOf(call) === 0)) return untested('not-exercised', 'it does not retry a 503');
    const ratio = ratioOf(late);
    const seen = `${percent(ratioOf(early))} retries to the first 10 calls, ${percent(ratio)} to the last ${late.length}`;
    const shown = late.flatMap(attemptsOf).slice(0, 10);
    if (ratio > 0.2) return broken('no-budget', seen, shown);
    if (late.some(({ endedAt }) => endedAt === null)) return untested('window', `${seen}; some calls had not ended`);
    return kept(seen, shown);
  },
});

import { defineCheck } from './check.ts';
import type { ObservedCall } from './observation.ts';
import { outageThenRecovery, recoveredFrom } from './probes/many-calls.ts';
import { attemptsOf, isSuccess } from './reading/attempts.ts';
import { isUnsent } from './reading/circuit.ts';
import { broken, counted, kept, span, untested } from './reading/verdicts.ts';

const longestShutMs = 60_000;
const leastLater = 10;
const lastStart = (calls: readonly ObservedCall[]) => Math.max(...calls.map(({ startedAt }) => startedAt));

/** A circuit closes when the API is back. */
export const closesItsCircuitAgain = defineCheck({
  name: 'closes-its-circuit-again',
  id: 'O2',
  rule: 'Once the API is well again, a few attempts find out within 60 s, and from then on 9 of 10 calls are sent.',
  force: 'practice',
  reference: 'Azure architecture, "Circuit Breaker pattern" (half-open)',
  why: 'A breaker that does not close again makes an outage of seconds last until somebody restarts the client.',
  fix: 'After its time let one attempt through; when it succeeds, close the circuit.',
  probes: [outageThenRecovery],
  mindsWindow: true,
  look({ calls }) {
    if (!calls.some(isUnsent)) return untested('not-exercised', 'its circuit did not open');
    const well = calls.slice(recoveredFrom - 1);
    const found = well.find((call) => isSuccess(attemptsOf(call).at(-1)));
    const passed = lastStart(well) - (well[0]?.startedAt ?? 0);
    const shown = found === undefined ? calls.flatMap(attemptsOf).slice(-1) : attemptsOf(found);
    if (found === undefined) {
      const seen = `no call was sent in the ${span(passed)} in which the API was well`;
      return passed >= longestShutMs ? broken('stays-open', seen, shown) : untested('window', seen);
    }
    const later = well.filter(({ startedAt }) => startedAt > (attemptsOf(found).at(-1)?.endedAt ?? found.startedAt));
    const sent = later.filter((call) => !isUnsent(call));
    const seen = `${counted(sent.length, 'call')} of ${later.length} were sent behind the first that succeeded`;
    if (later.length < leastLater) return untested('window', seen);
    return sent.length >= later.length * 0.9 ? kept(seen, shown) : broken('half-open', seen, shown);
  },
});

import { defineCheck } from './check.ts';
import { outage } from './probes/many-calls.ts';
import { attemptsOf } from './reading/attempts.ts';
import { longestSilence } from './reading/circuit.ts';
import { broken, counted, kept, span, untested } from './reading/verdicts.ts';

const leastCalls = 20;
const leastSilenceMs = 1000;

/** A service that is down is left alone. */
export const opensItsCircuit = defineCheck({
  name: 'opens-its-circuit',
  id: 'O1',
  rule: 'While every call fails, the client stops sending: within 100 calls there is 1 s or more in which calls fail without a request.',
  force: 'practice',
  reference: 'Azure architecture, "Circuit Breaker pattern"; Nygard, Release It!',
  why: 'A service on its knees gets up only when nobody hits it, and callers get their error at once instead of late.',
  fix: 'Put a circuit breaker around the API: after failures in a row it lets nothing through for a time.',
  probes: [outage],
  mindsWindow: true,
  look({ calls }) {
    const shown = calls.flatMap(attemptsOf).slice(0, 10);
    if (calls.length < leastCalls)
      return untested('sample', `${calls.length} calls were seen, ${leastCalls} are needed`);
    const silence = longestSilence(calls);
    if (silence.unsent === 0) return broken('never-opens', `each of ${calls.length} calls reached the API`, shown);
    const seen = `${counted(silence.calls, 'call')} in a row failed without a request, for ${span(silence.ms)}`;
    if (silence.ms >= leastSilenceMs) return kept(seen, shown);
    return untested('unclear', `${seen}: too short to be told from chance`);
  },
});

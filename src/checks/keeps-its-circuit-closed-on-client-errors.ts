import { defineCheck } from './check.ts';
import { notFoundThenRecovery } from './probes/many-calls.ts';
import { attemptsOf } from './reading/attempts.ts';
import { isUnsent } from './reading/circuit.ts';
import { broken, counted, kept, untested } from './reading/verdicts.ts';

const leastErrors = 30;

/** What the caller did wrong is no outage. */
export const keepsItsCircuitClosedOnClientErrors = defineCheck({
  name: 'keeps-its-circuit-closed-on-client-errors',
  id: 'O3',
  rule: '30 answers of 404 in a row do not stop the client from sending the next call.',
  force: 'practice',
  reference: 'opossum#262; Azure architecture, "Circuit Breaker pattern"',
  why: 'A 404 proves that the API is up: somebody who asks for what is not there must not lock all others out.',
  fix: 'Let only failures of the API open the circuit: 5xx, timeouts and lost connections.',
  probes: [notFoundThenRecovery],
  look({ calls }) {
    const shown = calls.flatMap(attemptsOf).slice(-2);
    const unsent = calls.filter(isUnsent);
    if (unsent.length > 0)
      return broken('blocked', `${counted(unsent.length, 'call')} of ${calls.length} were not sent`, shown);
    if (calls.length <= leastErrors)
      return untested('sample', `${calls.length} calls were seen, ${leastErrors + 1} are needed`);
    return kept(`each of ${calls.length} calls was sent`, shown);
  },
});

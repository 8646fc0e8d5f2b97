import type { Cause } from '../trace/exchange.ts';
import { corsHeaders } from './cors.ts';
import type { Decide, Decision } from './decision.ts';
import { backend } from './gates/backend.ts';
import { body } from './gates/body.ts';
import { credentials } from './gates/credentials.ts';
import type { Arrival, Gate, Step } from './gates/gate.ts';
import { infrastructure } from './gates/infrastructure.ts';
import { quota } from './gates/quota.ts';
import { resource } from './gates/resource.ts';
import { route } from './gates/route.ts';
import { size } from './gates/size.ts';
import { success } from './gates/success.ts';
import { validation } from './gates/validation.ts';

/** What stands between a routed request and its answer, in the order in which it is met. */
const gates: readonly Gate[] = [size, infrastructure, credentials, quota, body, validation, resource, backend, success];

/** Sends a request through the gates: the first that answers decides. */
export const decide: Decide = (state, request, now, random, contract) => {
  const { requestIdHeader } = contract.layer;
  const headers = { [requestIdHeader]: request.id, ...corsHeaders(request, requestIdHeader) };
  const untouched = { operationId: null, acting: null, sideEffects: [], retriedEarlyByMs: null };
  let step: Step = route({ contract, state, request, now, random, headers, ...untouched });
  for (const gate of gates) {
    if (step.kind === 'answered') break;
    step = gate(step.passage);
  }
  if (step.kind === 'on') throw new Error(`No gate answered ${request.method} ${request.path}.`);
  return conclude(step);
};

/** What is to be done with a request that ended at a gate. */
export function conclude({ arrival, plan, cause }: Step & { readonly kind: 'answered' }): Decision {
  const { state, operationId, acting, headers, sideEffects } = arrival;
  return {
    state,
    action: {
      operationId,
      cause: causeOf(arrival, cause),
      plan: acting?.replacement ?? plan,
      effect: acting?.effect ?? null,
      delay: acting?.delay ?? null,
      sideEffects,
      headers,
    },
  };
}

/** What acted on the attempt is its cause; what would have become of it without is told behind. */
function causeOf({ acting, retriedEarlyByMs }: Arrival, own: Cause): Cause {
  const cause = acting === null || acting.cause === own ? own : joined(acting.cause, own);
  return retriedEarlyByMs === null ? cause : { ...cause, retriedEarlyByMs };
}

function joined(injected: Cause, own: Cause): Cause {
  return { ...injected, summary: `${injected.summary}; ${own.summary}` };
}

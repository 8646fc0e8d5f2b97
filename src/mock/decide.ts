import type { Cause } from '../trace/exchange.ts';
import { corsHeaders } from './cors.ts';
import type { ApiRequest, Decide, Decision } from './decision.ts';
import { backend } from './gates/backend.ts';
import { body } from './gates/body.ts';
import { credentials } from './gates/credentials.ts';
import type { Answered, Arrival, Gate, Step } from './gates/gate.ts';
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
  let step: Step = route({
    contract,
    state,
    request,
    now,
    random,
    operationId: null,
    headers: headersFor(request, contract.layer.requestIdHeader),
    acting: null,
    sideEffect: null,
    retriedEarlyByMs: null,
  });
  for (const gate of gates) {
    if (step.kind === 'answered') return conclude(step);
    step = gate(step);
  }
  if (step.kind === 'answered') return conclude(step);
  throw new Error(`No gate answered ${request.method} ${request.path}.`);
};

function headersFor(request: ApiRequest, requestIdHeader: string): Arrival['headers'] {
  const own: Record<string, string> = {};
  // A name worked out in a literal costs twice as much.
  own[requestIdHeader] = request.id;
  return request.headers['origin'] === undefined ? own : { ...own, ...corsHeaders(request, requestIdHeader) };
}

/** What is to be done with a request that ended at a gate. */
export function conclude({ arrival, plan, cause }: Answered): Decision {
  const { state, operationId, acting, headers, sideEffect } = arrival;
  return {
    state,
    action: {
      operationId,
      cause: causeOf(arrival, cause),
      plan: acting?.replacement ?? plan,
      effect: acting?.effect ?? null,
      delay: acting?.delay ?? null,
      sideEffect,
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

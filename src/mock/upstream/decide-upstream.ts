import type { Contract, Route } from '../../contract/contract.ts';
import { unsent } from '../answers.ts';
import { readCredential } from '../credentials/present.ts';
import { conclude } from '../decide.ts';
import type { ApiRequest, Decide, Decision } from '../decision.ts';
import { backend } from '../gates/backend.ts';
import type { Arrival, Gate } from '../gates/gate.ts';
import { infrastructure } from '../gates/infrastructure.ts';
import { quota } from '../gates/quota.ts';
import { enter } from '../gates/variant.ts';

/**
 * The gates before a real API: what was injected, and the quotas that were asked for. Credentials, bodies, schemas and
 * resources are its own affair. What no gate answers is passed on, and so is what acts only after the work was done.
 */
export const decideUpstream: Decide = (state, request, now, random, contract) => {
  const headers = { [contract.layer.requestIdHeader]: request.id };
  const untouched = { operationId: null, acting: null, sideEffect: null, retriedEarlyByMs: null };
  const arrival: Arrival = { contract, state, request, now, random, headers, ...untouched };
  const route = routeOf(contract, request);
  if (route.kind !== 'operation') return passOn(arrival, 'no operation of the document');
  let passage = enter(arrival, route);
  for (const gate of gates) {
    const step = gate(passage);
    if (step.kind === 'answered') return conclude(step);
    passage = step;
  }
  return passOn(passage, passage.operation.id);
};

/** Whose request it is, for quotas that count by credential: what it presents, since nobody here judges it. */
const identify: Gate = (passage) => {
  const needs = passage.operation.security.flat();
  const credentials = needs.flatMap((need) => readCredential(need, passage.request)?.slice(0, 1) ?? []);
  return { ...passage, identity: credentials.length === 0 ? null : { credentials, tenant: null } };
};

const gates: readonly Gate[] = [infrastructure, identify, quota, backend];

/** Which operation a request means; HEAD is part of GET (RFC 9110 §9.3.2). */
export function routeOf(contract: Contract, { method, path }: Pick<ApiRequest, 'method' | 'path'>): Route {
  const found = contract.route(method, path);
  const asGet = method === 'HEAD' && found.kind === 'method-not-allowed' && found.allow.includes('GET');
  return asGet ? contract.route('GET', path) : found;
}

function passOn(arrival: Arrival, what: string): Decision {
  const cause = { kind: 'upstream', summary: `passed on (${what})` } as const;
  const decision = conclude({ kind: 'answered', arrival, plan: unsent, cause });
  const forward = (arrival.acting?.replacement ?? null) === null ? 'answer' : 'work';
  return { ...decision, action: { ...decision.action, forward } };
}

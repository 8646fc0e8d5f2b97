import type { Contract, Route } from '../../contract/contract.ts';
import type { Refusal } from '../../contract/failure-layer.ts';
import { refuse } from '../answers.ts';
import type { ApiRequest } from '../decision.ts';
import { type Arrival, answer, type Step } from './gate.ts';
import { enter } from './variant.ts';

/** Which operation the request means: 404, 405 with `Allow`, 400 for a path that is no path; OPTIONS is answered here. */
export function route(arrival: Arrival): Step {
  const { contract, request } = arrival;
  const { routing } = contract.layer;
  const found = find(contract, request);
  if (found.kind === 'operation') return enter(arrival, found);
  const values = { method: request.method, path: request.path };
  switch (found.kind) {
    case 'not-found':
      return refuse(arrival, routing.notFound, values, {
        kind: 'route',
        summary: `no operation has the path ${request.path}`,
      });
    case 'left-out': {
      const { id, problem } = found.exclusion;
      return refuse(
        arrival,
        leftOut,
        { why: problem.message },
        {
          kind: 'route',
          summary: `${id} is left out for a defect of the document`,
        },
      );
    }
    case 'malformed-path':
      return refuse(arrival, routing.malformedPath, values, {
        kind: 'route',
        summary: 'the path cannot be percent-decoded',
      });
    case 'method-not-allowed': {
      const allow = allowed(found.allow).join(', ');
      if (request.method === 'OPTIONS') return answerOptions(arrival, allow);
      const told = { ...arrival, headers: { ...arrival.headers, Allow: allow } };
      return refuse(
        told,
        routing.methodNotAllowed,
        { ...values, allow },
        {
          kind: 'route',
          summary: `${request.method} is not declared for ${request.path}`,
        },
      );
    }
    default:
      return found satisfies never;
  }
}

/** Nothing of the API itself: what it would answer is what nobody can read out of the document. */
const leftOut: Refusal = { status: 501, message: '{why}', headers: {} };

/** HEAD is answered as GET; the socket adapter leaves the body out (RFC 9110 §9.3.2). */
function find(contract: Contract, { method, path }: ApiRequest): Route {
  if (method === 'OPTIONS' && path === '*') return { kind: 'method-not-allowed', allow: everyMethod(contract) };
  const found = contract.route(method, path);
  const asGet = method === 'HEAD' && found.kind === 'method-not-allowed' && found.allow.includes('GET');
  return asGet ? contract.route('GET', path) : found;
}

function everyMethod(contract: Contract): readonly string[] {
  return [...new Set(contract.operations.map(({ method }) => method))];
}

/** What a path can do: its operations, and what comes with them. */
function allowed(methods: readonly string[]): readonly string[] {
  const head = methods.includes('GET') ? ['HEAD'] : [];
  return [...new Set([...methods, ...head, 'OPTIONS'])].sort();
}

/** Browsers send preflights without credentials, so they are answered before any other gate. */
function answerOptions(arrival: Arrival, allow: string): Step {
  const { headers } = arrival.request;
  const preflight = headers['origin'] !== undefined && headers['access-control-request-method'] !== undefined;
  const granted = {
    'Access-Control-Allow-Methods': allow,
    'Access-Control-Allow-Headers': headers['access-control-request-headers'] ?? '*',
    'Access-Control-Max-Age': '600',
  };
  const own = { Allow: allow, ...(preflight ? granted : {}) };
  return answer(
    arrival,
    { kind: 'ready', answer: { status: 204, headers: own, body: null } },
    { kind: 'route', summary: preflight ? 'a CORS preflight' : 'OPTIONS lists what the path can do' },
  );
}

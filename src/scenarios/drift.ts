import { contentOf, defectsOf } from '../contract/conformance.ts';
import { type Contract, declaredResponse, type Operation } from '../contract/contract.ts';
import { isRecord, propertiesOf, resolveSchema } from '../contract/index.ts';
import type { Drift, DriftKind, ScenarioResult } from '../result.ts';
import type { Exchange, RecordedResponse } from '../trace/exchange.ts';
import { jsonOf } from './error-message.ts';
import type { ObservedDrift } from './evidence.ts';

/** Fields of HTTP itself and of the way: an API has them without saying so. */
const ordinaryHeaders =
  /^(?:date|server|connection|keep-alive|transfer-encoding|te|trailer|upgrade|via|forwarded|content-.*|accept-.*|access-control-.*|cache-control|expires|pragma|age|etag|last-modified|vary|allow|location|retry-after|www-authenticate|set-cookie|link|alt-svc|strict-transport-security|cross-origin-.*|permissions-policy|referrer-policy|x-content-type-options|x-frame-options|x-xss-protection|x-powered-by|x-forwarded-.*|x-request-id|x-correlation-id|x-cache.*|cf-.*|x-amz?-.*|x-envoy-.*|nel|report-to|server-timing|traceparent|tracestate)$/;

/** Where one exchange with a live API and the contract differ. */
export function driftOf(contract: Contract, { id, operationId, outcome }: Exchange): readonly ObservedDrift[] {
  if (outcome === null || outcome.kind !== 'response') return [];
  const { response } = outcome;
  const operation = contract.operation(operationId ?? '') ?? null;
  // A path or a method that nobody declared is rightly refused; it is another thing when the API takes it.
  if (operation === null && response.status >= 400) return [];
  const found = (kind: DriftKind, message: string): ObservedDrift => ({
    operationId: operation?.id ?? null,
    status: response.status,
    kind,
    message,
    exchangeId: id,
  });
  return [
    ...defectsOf(operation, response).map(({ kind, message }) => found(kind, message)),
    ...undeclaredFields(contract, operation, response).map((field) =>
      found('undeclared-field', `the body has ${field}, which the contract doesn't declare`),
    ),
    ...undeclaredHeaders(operation, response).map((name) =>
      found('undeclared-header', `the header ${name} is not declared`),
    ),
  ];
}

function undeclaredHeaders(operation: Operation | null, { status, headers }: RecordedResponse): readonly string[] {
  const declared = operation === null ? undefined : declaredResponse(operation, status);
  if (declared === undefined) return [];
  const known = new Set(declared.headers.map(({ name }) => name.toLowerCase()));
  const names = new Set(headers.map(([name]) => name.toLowerCase()));
  return [...names].filter((name) => !known.has(name) && !ordinaryHeaders.test(name));
}

function undeclaredFields(
  contract: Contract,
  operation: Operation | null,
  response: RecordedResponse,
): readonly string[] {
  const declared = operation === null ? undefined : declaredResponse(operation, response.status);
  const content = declared === undefined ? undefined : contentOf(declared, response);
  if (content === undefined || response.body?.cut !== false) return [];
  return [...fieldsBeyond(jsonOf(response), content.schema, contract.document, '')];
}

const deepest = 6;

/** Fields that a schema neither names nor forbids; none where it is open on purpose, or offers alternatives. */
function fieldsBeyond(
  value: unknown,
  schema: unknown,
  document: Contract['document'],
  at: string,
): ReadonlySet<string> {
  const resolved = resolveSchema(schema, document);
  if (at.split('/').length > deepest) return new Set();
  if (Array.isArray(value))
    return new Set(
      value.slice(0, 20).flatMap((item) => [...fieldsBeyond(item, resolved['items'], document, `${at}/*`)]),
    );
  const isOpen = ['oneOf', 'anyOf', 'patternProperties', 'if'].some((key) => resolved[key] !== undefined);
  const properties = propertiesOf(resolved, document);
  if (!isRecord(value) || isOpen || isDeclaredOpen(resolved) || properties.size === 0) return new Set();
  return new Set(
    Object.entries(value).flatMap(([name, inner]) => {
      const known = properties.get(name);
      return known === undefined ? [`${at}/${name}`] : [...fieldsBeyond(inner, known, document, `${at}/${name}`)];
    }),
  );
}

/** `additionalProperties: false` is the schema's own affair; anything else that stands there declares them. */
function isDeclaredOpen({ additionalProperties }: Readonly<Record<string, unknown>>): boolean {
  return additionalProperties !== undefined;
}

/** What was observed, alike together. */
export interface DriftLog {
  readonly all: readonly Drift[];
  add(scenario: ScenarioResult, observed: readonly ObservedDrift[]): void;
}

/** A log without drift. */
export function createDriftLog(): DriftLog {
  const known = new Map<string, Drift>();
  return {
    get all() {
      return [...known.values()];
    },
    add({ id, attempts }, observed) {
      for (const { exchangeId, ...one } of observed) {
        const key = JSON.stringify([one.operationId, one.status, one.kind, one.message]);
        const curl = attempts.find(({ exchange }) => exchange.id === exchangeId)?.curl ?? null;
        const before = known.get(key) ?? { ...one, count: 0, scenarios: [], curl };
        const scenarios = before.scenarios.includes(id) ? before.scenarios : [...before.scenarios, id];
        known.set(key, { ...before, count: before.count + 1, scenarios });
      }
    },
  };
}

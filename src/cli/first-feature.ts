import {
  acceptedCredential,
  type Contract,
  declaredResponse,
  expectedMeaning,
  knownId,
  type Operation,
  statusOn,
  successStatus,
  unknownIdsOf,
} from '../contract/index.ts';
import { retryClasses } from '../retry/index.ts';

/** A feature for somebody's own API that passes, and shows what can be said. */
export function firstFeature(contract: Contract): string {
  const candidates = contract.operations.filter((operation) => isPlain(operation));
  const secured = candidates.find(({ security }) => security.length === 1 && security[0]?.length === 1);
  const operation = secured ?? candidates[0];
  const any = operation ?? contract.operations[0];
  const scenarios = [
    ...(secured === undefined ? [] : [withoutCredential(contract, secured)]),
    ...(operation === undefined ? [] : [answered(contract, operation)]),
    ...unknown(contract, candidates),
    ...(any === undefined ? [] : [cutOff(contract, any)]),
  ];
  return `Feature: First failures of ${contract.title.replaceAll(/\s+/g, ' ')}

  What \`faultline init\` could tell from the document. \`faultline steps\` lists everything that can be said here, and
  \`faultline run\` runs it.

${scenarios.join('\n')}`;
}

/** Read by a plain call: no body, nothing that it needs but can't be named, a credential that goes into a header. */
function isPlain({ id, method, parameters, security, responses }: Operation): boolean {
  const needs = security[0] ?? [];
  // An operation without a name is called by its path, as it stands there.
  const unnamed = id.includes(' ') ? ['path', 'query'] : [];
  const unnameable = ['header', 'cookie', ...unnamed];
  return (
    method === 'GET' &&
    successStatus(responses.map(({ status }) => status)) !== undefined &&
    !parameters.some((one) => one.required && unnameable.includes(one.in)) &&
    needs.length <= 1 &&
    needs.every((need) => need.in === 'header' && need.kind !== 'mutual-tls')
  );
}

function scenario(name: string, steps: readonly string[]): string {
  const [first = '', ...others] = steps;
  return `  Scenario: ${name}\n${[first, ...others].map((step) => `    ${step}`).join('\n')}\n`;
}

function credentialStep(contract: Contract, { security }: Operation): readonly string[] {
  const need = security[0]?.[0];
  if (need === undefined) return [];
  const value = acceptedCredential(contract.layer, need.scheme)?.value ?? 'any-value';
  return [`Given the client authenticates with the API key ${JSON.stringify(value)}`];
}

function withoutCredential(contract: Contract, operation: Operation): string {
  const scheme = operation.security[0]?.[0]?.scheme ?? '';
  const missing = contract.layer.credentials.get(scheme)?.missing ?? { status: 401 };
  const status = statusOn(missing, operation);
  return scenario(`${operation.id} without a credential`, [
    'Given the client authenticates with no API key',
    `When the client calls operation ${operation.id}`,
    `Then the response status is ${status}`,
    ...meaning(contract, operation, status),
  ]);
}

function meaning(contract: Contract, operation: Operation, status: number): readonly string[] {
  const conforms =
    declaredResponse(operation, status) === undefined ? [] : ['And the response conforms to the contract'];
  return [...conforms, `And the failure is ${retryClasses[expectedMeaning(contract, operation, status).class]}`];
}

function answered(contract: Contract, operation: Operation): string {
  const declared = successStatus(operation.responses.map(({ status }) => status)) ?? '200';
  return scenario(`${operation.id} is answered`, [
    ...credentialStep(contract, operation),
    `When the client calls operation ${operation.id}`,
    `Then the response status is ${/^\d+$/.test(declared) ? declared : 200}`,
  ]);
}

function unknown(contract: Contract, candidates: readonly Operation[]): readonly string[] {
  for (const operation of candidates) {
    const [entry] = unknownIdsOf(contract, operation);
    if (entry === undefined || knownId(contract, operation, entry[0]) === entry[1]) continue;
    const [name, id] = entry;
    const steps = [
      ...credentialStep(contract, operation),
      `${operation.security.length > 0 ? 'And' : 'Given'} parameter ${name} is ${JSON.stringify(id)}`,
      `When the client calls operation ${operation.id}`,
      'Then the response status is 404',
      ...meaning(contract, operation, 404),
    ];
    return [scenario(`${operation.id} with an id that nobody has`, steps)];
  }
  return [];
}

function cutOff(contract: Contract, operation: Operation): string {
  const credential = credentialStep(contract, operation);
  return scenario(`The connection is reset while ${operation.id} is called, once`, [
    ...credential,
    `${credential.length > 0 ? 'And' : 'Given'} operation ${operation.id} fails with a connection reset once, then recovers`,
    `When the client calls operation ${operation.id}`,
    'Then no response is received because of a connection reset',
    'And the failure is retryable only if idempotent',
    ...(operation.method === 'GET' ? ['And the same request may be sent again'] : []),
  ]);
}

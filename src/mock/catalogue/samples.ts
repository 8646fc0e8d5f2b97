import {
  acceptedCredentialsOf,
  type Contract,
  type KnownCredential,
  type Match,
  type Operation,
  type RateLimit,
  type SampleChoices,
  type SampleRequest,
  sampleBody,
  sampleRequest,
  withHeader,
} from '../../contract/index.ts';

/** Requests that the contract's operations accept, made for a catalogue. */
export interface Samples {
  readonly contract: Contract;
  /** With the credential that comes first. */
  plain(operation: Operation, values?: SampleChoices['values']): SampleRequest;
  /** With the credential whose quotas leave the most room, so that a quota doesn't get in the way of another failure. */
  roomy(operation: Operation, values?: SampleChoices['values']): SampleRequest;
  /** Without any credential. */
  bare(operation: Operation, values?: SampleChoices['values']): SampleRequest;
  /** What it is sent as a body; null where the document gives none. */
  body(operation: Operation): Readonly<Record<string, unknown>> | null;
  /** Whether even the roomiest credential is refused before long: then a failure needs a case of its own. */
  isCrowded(operation: Operation): boolean;
}

type Choice = SampleChoices['credentials'];

/** Fewer requests per minute than this are soon used up by somebody who tries things out. */
const crowd = 30;

/** The sample requests of a contract. */
export function createSamples(contract: Contract): Samples {
  const rooms = new Map<string, { readonly credentials: NonNullable<Choice>; readonly perMinute: number }>();

  function roomFor(operation: Operation) {
    const known = rooms.get(operation.id);
    if (known !== undefined) return known;
    const chosen = (operation.security[0] ?? []).map(({ scheme, scopes }) => {
      const able = acceptedCredentialsOf(contract.layer, scheme).filter((one) => covers(one, scopes));
      const rooms = able.map((one) => ({ scheme, value: one.value, perMinute: perMinute(contract, operation, one) }));
      return rooms.toSorted((one, other) => other.perMinute - one.perMinute)[0];
    });
    const found = chosen.filter((one) => one !== undefined);
    const room = {
      credentials: Object.fromEntries(found.map(({ scheme, value }) => [scheme, value])),
      perMinute: Math.min(perMinute(contract, operation, null), ...found.map((one) => one.perMinute)),
    };
    rooms.set(operation.id, room);
    return room;
  }

  const bodies = new Map<Operation, Readonly<Record<string, unknown>> | null>();

  function bodyOf(operation: Operation) {
    const known = bodies.get(operation);
    if (known !== undefined) return known;
    const body = sampleBody(operation, contract.document);
    bodies.set(operation, body);
    return body;
  }

  return {
    contract,
    body: bodyOf,
    plain: (operation, values = {}) => sampleRequest(contract, operation, { values }),
    roomy: (operation, values = {}) =>
      sampleRequest(contract, operation, { values, credentials: roomFor(operation).credentials }),
    bare: (operation, values = {}) => sampleRequest(contract, operation, { values, credentials: noneOf(operation) }),
    isCrowded: (operation) => roomFor(operation).perMinute < crowd,
  };
}

function covers({ scopes, tenant }: KnownCredential, needed: readonly string[]): boolean {
  return tenant === null && (scopes === null || needed.every((scope) => scopes.includes(scope)));
}

function noneOf({ security }: Operation): Readonly<Record<string, null>> {
  return Object.fromEntries(security.flat().map(({ scheme }) => [scheme, null]));
}

/** How many requests a minute the quotas let through; null stands for a caller without a credential. */
function perMinute(contract: Contract, operation: Operation, credential: KnownCredential | null): number {
  const credentials = credential === null ? [] : [credential.value];
  const limits = contract.layer.rateLimits.filter(
    (limit) => limit.algorithm !== 'concurrent' && counts(limit, operation, credentials, credentials),
  );
  const room = limits.map(
    ({ rateLimit, costPerRequest, resetTimeWindowSeconds }) =>
      (rateLimit / costPerRequest) * Math.max(1, 60 / resetTimeWindowSeconds),
  );
  return Math.min(Number.POSITIVE_INFINITY, ...room);
}

/** Whether a quota counts requests for this operation that come with these header values and credentials. */
export function counts(
  limit: RateLimit,
  operation: Operation,
  headerValues: readonly string[],
  credentials: readonly string[],
): boolean {
  const { operations, headers } = limit.match;
  return (
    limit.enabled &&
    (operations === null || operations.includes(operation.id)) &&
    Object.values(headers).every((value) => headerValues.includes(value)) &&
    !credentials.some((value) => limit.exceptCredentials.includes(value)) &&
    (limit.onlyCredentials?.some((value) => credentials.includes(value)) ?? true) &&
    (limit.key !== 'credential' || credentials.length > 0)
  );
}

/** The plainest operation comes first: one that is only read, without parameters that it needs. */
export function byPlainness(operations: readonly Operation[]): readonly Operation[] {
  const cost = ({ method, parameters }: Operation) =>
    (method === 'GET' ? 0 : 10) + (method === 'DELETE' ? 5 : 0) + parameters.filter(({ required }) => required).length;
  return operations.toSorted((one, other) => cost(one) - cost(other));
}

/** The request with what a match asks for: its headers, and its piece of text in the body. Path and query are values. */
export function fitted(request: SampleRequest, { headers, bodyFragment }: Match): SampleRequest {
  const headed = Object.entries(headers).reduce(
    (sent, [name, value]) => withHeader(sent, wordOf(name), value),
    request,
  );
  return { ...headed, body: bodyWith(headed.body, bodyFragment) };
}

/** `x-simulate` as people write it: `X-Simulate`. */
function wordOf(name: string): string {
  return name.replace(/(^|-)([a-z])/g, (_, before: string, letter: string) => before + letter.toUpperCase());
}

/** Puts the fragment into a text field of the sample, the most telling one first, or takes it as the body. */
function bodyWith(body: string | null, fragment: string | null): string | null {
  if (fragment === null || body?.includes(fragment)) return body;
  if (body === null) return fragment;
  const fields = JSON.parse(body) as Record<string, unknown>;
  const names = ['description', ...Object.keys(fields).toReversed()];
  const field = names.find((name) => typeof (fields[name] ?? '') === 'string') ?? 'description';
  return JSON.stringify({ ...fields, [field]: fragment });
}

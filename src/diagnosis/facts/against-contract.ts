import type {
  BodyContent,
  Contract,
  Operation,
  Parameter,
  Route,
  SecurityNeed,
  Violation,
} from '../../contract/contract.ts';
import { credentialsInBody, type SentCredential, sentCredentials } from './credentials.ts';
import type { RequestFacts } from './request.ts';

/** What holding a request against its contract shows. */
export interface AgainstContract {
  readonly route: Route;
  /** Null: the contract has no such operation. */
  readonly operation: Operation | null;
  /** Media types that the operation reads, when the request's is none of them; null: it is, or there is no body. */
  readonly mediaTypes: readonly string[] | null;
  readonly violations: readonly Violation[];
  readonly credentials: CredentialComparison;
}

/** Which credentials the operation asks for, and whether the request carries them where they belong. */
export interface CredentialComparison {
  readonly needed: readonly SecurityNeed[];
  /** A needed one that isn't there, while another stands where the operation doesn't look. */
  readonly elsewhere: { readonly need: SecurityNeed; readonly sent: SentCredential } | null;
  readonly missing: readonly SecurityNeed[];
}

/** Compares a request with the operation that its method and path lead to. */
export function compareWithContract(contract: Contract, request: RequestFacts): AgainstContract {
  const route = contract.route(request.method, withoutCase(request.path, contract.layer.control.casePathPrefix));
  if (route.kind !== 'operation') {
    return { route, operation: null, mediaTypes: null, violations: [], credentials: compare([], request) };
  }
  const { operation, pathParameters } = route;
  const content = contentOf(operation, request);
  return {
    route,
    operation,
    mediaTypes: content === 'other-type' ? [...(operation.requestBody?.content.keys() ?? [])] : null,
    violations: [
      ...parameterViolations(operation, request, pathParameters),
      ...(content !== null && content !== 'other-type' && request.json !== undefined
        ? content.validate(request.json)
        : []),
    ],
    credentials: compare(operation.security.flat(), request),
  };
}

/** A recording of the mock may hold the case that a request belonged to. */
function withoutCase(path: string, prefix: string): string {
  return path.startsWith(prefix) ? path.slice(prefix.length).replace(/^[^/]*/, '') : path;
}

function contentOf({ requestBody }: Operation, { headers, text }: RequestFacts): BodyContent | 'other-type' | null {
  if (requestBody === null || text === '') return null;
  const type = headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  if (type === undefined) return requestBody.content.get('application/json') ?? null;
  const ranges = [type, `${type.split('/')[0]}/*`, '*/*'];
  const found = ranges.map((range) => requestBody.content.get(range)).find((content) => content !== undefined);
  return found ?? 'other-type';
}

function parameterViolations(
  { parameters }: Operation,
  request: RequestFacts,
  path: Readonly<Record<string, string>>,
): readonly Violation[] {
  return parameters.flatMap((parameter) => {
    const values = valuesOf(parameter, request, path);
    return values === null ? [] : parameter.validate(values);
  });
}

/** Null: the recording doesn't say whether it was sent. */
function valuesOf(
  { name, in: place }: Parameter,
  request: RequestFacts,
  path: Readonly<Record<string, string>>,
): readonly string[] | null {
  switch (place) {
    case 'path':
      return listed(path[name]);
    case 'query':
      return request.query.filter(([key]) => key === name).map(([, value]) => value);
    case 'header':
      return request.hasHeaders ? (listed(request.headers[name.toLowerCase()]) ?? []) : null;
    case 'cookie':
      return null;
    default:
      return place satisfies never;
  }
}

function listed(value: string | undefined): readonly string[] | null {
  return value === undefined ? null : [value];
}

function compare(needed: readonly SecurityNeed[], request: RequestFacts): CredentialComparison {
  const sent = sentCredentials(request);
  const missing = needed.filter((need) => !sent.some((credential) => answers(credential, need)));
  const stray = [...sent, ...credentialsInBody(request)].find(
    (credential) => credential.in !== 'cookie' && !needed.some((need) => answers(credential, need)),
  );
  const [first] = missing;
  const isLost = missing.length === needed.length && first !== undefined && stray !== undefined;
  return { needed, missing, elsewhere: isLost ? { need: first, sent: stray } : null };
}

function answers(credential: SentCredential, need: SecurityNeed): boolean {
  return credential.in === need.in && credential.name.toLowerCase() === need.name.toLowerCase();
}

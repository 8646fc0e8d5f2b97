import {
  acceptedCredential,
  type CredentialPolicy,
  type KnownCredential,
  type Operation,
  type SampleRequest,
  type SecurityNeed,
  statusOn,
  withCredential,
} from '../../contract/index.ts';
import { isListed } from '../credentials/addresses.ts';
import { type Candidate, stepOf } from './entry.ts';
import { keyMistakes } from './key-mistakes.ts';
import { byPlainness, type Samples } from './samples.ts';

/** A security scheme, and how a request for an operation looks with one of its credentials. */
export interface Scheme {
  readonly policy: CredentialPolicy;
  /** Operations that need it, the plainest first. */
  readonly operations: readonly Operation[];
  need(operation: Operation): SecurityNeed;
  /** Null: without. Other schemes of the operation get theirs. */
  request(operation: Operation, value: string | null): SampleRequest;
}

/** 401 and 403: nobody's credential, somebody else's, and one that may not do this. */
export function fromCredentials(samples: Samples): readonly Candidate[] {
  return schemesOf(samples).flatMap((scheme) => {
    const [reader] = scheme.operations;
    if (reader === undefined) return [];
    return [
      refusal(scheme, reader, 'missing', 'no credential', null, true),
      refusal(scheme, reader, 'unknown', 'a credential that nobody was given', 'wrong-key', true),
      ...[...scheme.policy.known.values()].flatMap((credential) => fromKnown(scheme, reader, credential)),
      ...keyMistakes(scheme, samples, acceptedCredential(samples.contract.layer, scheme.policy.scheme)?.value),
    ];
  });
}

/** The schemes that operations ask for. */
function schemesOf(samples: Samples): readonly Scheme[] {
  const { layer, operations } = samples.contract;
  return [...layer.credentials.values()].map((policy) => {
    const needIn = ({ security }: Operation) => security[0]?.find(({ scheme }) => scheme === policy.scheme);
    const need = (operation: Operation) => needIn(operation) as SecurityNeed;
    return {
      policy,
      operations: byPlainness(operations.filter((operation) => needIn(operation) !== undefined)),
      need,
      request(operation, value) {
        const others = (operation.security[0] ?? []).filter(({ scheme }) => scheme !== policy.scheme);
        const bare = others.reduce(
          (sent, other) => withCredential(sent, other, acceptedCredential(layer, other.scheme)?.value ?? 'any-value'),
          samples.bare(operation),
        );
        return value === null ? bare : withCredential(bare, need(operation), value);
      },
    };
  });
}

type RefusalName = 'missing' | 'unknown' | 'expired' | 'revoked' | 'scope' | 'address';

function refusal(
  scheme: Scheme,
  operation: Operation,
  name: RefusalName,
  summary: string,
  value: string | null,
  start = false,
): Candidate {
  return {
    failure: statusOn(scheme.policy[name], operation),
    summary,
    operation: operation.id,
    variants: [[stepOf(scheme.request(operation, value))]],
    cause: name === 'scope' ? 'scope' : 'credentials',
    start,
  };
}

function fromKnown(scheme: Scheme, reader: Operation, credential: KnownCredential): readonly Candidate[] {
  const { value, state, addresses, scopes, validForRequests } = credential;
  const summary = credential.summary ?? 'a credential of the failure layer';
  if (state !== 'valid') return [refusal(scheme, reader, state, summary, value)];
  if (addresses !== null && !isLocal(addresses)) return [refusal(scheme, reader, 'address', summary, value)];
  if (validForRequests !== null) return [wornOut(scheme, reader, credential, validForRequests)];
  return scopes === null ? [] : lacking(scheme, scopes, summary, value);
}

/** Whoever reads the catalogue asks from the machine that serves it. */
function isLocal(addresses: readonly string[]): boolean {
  return isListed('127.0.0.1', addresses) || isListed('::1', addresses);
}

function wornOut(scheme: Scheme, reader: Operation, { value, summary }: KnownCredential, uses: number): Candidate {
  const step = stepOf(scheme.request(reader, value), { times: uses + 1 });
  return {
    failure: statusOn(scheme.policy.revoked, reader),
    summary: summary ?? `a credential that is accepted ${uses} times`,
    operation: reader.id,
    variants: [[step]],
    cause: 'credentials',
    ownCase: value,
  };
}

/** One operation for each set of scopes that the credential doesn't have. */
function lacking(scheme: Scheme, scopes: readonly string[], summary: string, value: string): readonly Candidate[] {
  const byScopes = new Map<string, Operation>();
  for (const operation of scheme.operations) {
    const missing = scheme.need(operation).scopes.filter((scope) => !scopes.includes(scope));
    const name = missing.join(', ');
    if (missing.length > 0 && !byScopes.has(name)) byScopes.set(name, operation);
  }
  return [...byScopes].map(([missing, operation]) =>
    refusal(scheme, operation, 'scope', `${summary}, without ${missing}`, value),
  );
}

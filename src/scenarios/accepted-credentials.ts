import type { Contract, Operation, SecurityNeed } from '../contract/contract.ts';
import { acceptedCredentialsOf, type SampleRequest, withCredential } from '../contract/index.ts';

/** Credentials by security scheme in place of those that are accepted; null leaves that one out. */
export type SchemeOverrides = ReadonlyMap<string, string | null>;

/** The request with a credential for every scheme that the operation asks for, as a client that is set up well sends it. */
export function withAccepted(
  contract: Contract,
  operation: Operation,
  request: SampleRequest,
  overrides: SchemeOverrides,
): SampleRequest {
  return alternativeFor(contract, operation, overrides).reduce((sent, need) => {
    const override = overrides.get(need.scheme);
    const value = override === undefined ? acceptedFor(contract, need) : override;
    return value === null ? sent : withCredential(sent, need, value);
  }, request);
}

/** The first alternative that the overrides speak of, else the first that can be met. */
function alternativeFor(
  contract: Contract,
  { security }: Operation,
  overrides: SchemeOverrides,
): readonly SecurityNeed[] {
  const spoken = security.find((needs) => needs.some(({ scheme }) => overrides.has(scheme)));
  const able = security.find((needs) => needs.every((need) => acceptedFor(contract, need) !== null));
  return spoken ?? able ?? security[0] ?? [];
}

/** A value that is accepted; any, where the layer lists none; null, where it lists only others. */
function acceptedFor({ layer }: Contract, { scheme, scopes }: SecurityNeed): string | null {
  const known = layer.credentials.get(scheme)?.known.size ?? 0;
  if (known === 0) return 'any-value';
  const accepted = acceptedCredentialsOf(layer, scheme);
  const fit = accepted.find((one) => one.scopes === null || scopes.every((scope) => one.scopes?.includes(scope)));
  return fit?.value ?? null;
}

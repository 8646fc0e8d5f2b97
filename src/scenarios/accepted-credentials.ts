import type { Contract, Operation, SecurityNeed } from '../contract/contract.ts';
import { acceptedCredentialsOf, type SampleRequest, withCredential } from '../contract/index.ts';

/** Credentials by security scheme in place of those that are accepted; null leaves that one out. */
export type SchemeOverrides = ReadonlyMap<string, string | null>;

/** What a client has for the schemes of an operation. */
export interface HeldCredentials {
  readonly overrides: SchemeOverrides;
  /** For schemes without an override; null: a value that is accepted. */
  readonly others: string | null;
}

/** The request with a credential for every scheme that the operation asks for, as a client that is set up well sends it. */
export function withAccepted(
  contract: Contract,
  operation: Operation,
  request: SampleRequest,
  held: HeldCredentials,
): SampleRequest {
  return alternativeFor(contract, operation, held).reduce((sent, need) => {
    const override = held.overrides.get(need.scheme);
    const value = override === undefined ? (held.others ?? acceptedFor(contract, need)) : override;
    return value === null ? sent : withCredential(sent, need, value);
  }, request);
}

/** The first alternative that the overrides speak of, best of all entirely, else the first that can be met. */
function alternativeFor(
  contract: Contract,
  { security }: Operation,
  { overrides, others }: HeldCredentials,
): readonly SecurityNeed[] {
  const isSpokenOf = ({ scheme }: SecurityNeed) => overrides.has(scheme);
  const spoken =
    security.find((needs) => needs.length > 0 && needs.every(isSpokenOf)) ??
    security.find((needs) => needs.some(isSpokenOf));
  const isAble = (need: SecurityNeed) => others !== null || acceptedFor(contract, need) !== null;
  return spoken ?? security.find((needs) => needs.every(isAble)) ?? security[0] ?? [];
}

/** A value that is accepted; any, where the layer lists none; null, where it lists only others. */
function acceptedFor({ layer }: Contract, { scheme, scopes }: SecurityNeed): string | null {
  const known = layer.credentials.get(scheme)?.known.size ?? 0;
  if (known === 0) return 'any-value';
  const accepted = acceptedCredentialsOf(layer, scheme);
  const fit = accepted.find((one) => one.scopes === null || scopes.every((scope) => one.scopes?.includes(scope)));
  return fit?.value ?? null;
}

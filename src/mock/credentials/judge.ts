import type { SecurityNeed } from '../../contract/contract.ts';
import type { CredentialPolicy, KnownCredential, Refusal } from '../../contract/failure-layer.ts';
import type { CauseKind } from '../../trace/exchange.ts';
import type { Passage } from '../gates/gate.ts';
import { isListed } from './addresses.ts';
import { hintAboutMissing, hintAboutUnknown } from './hints.ts';
import { readCredential } from './present.ts';

/** What one security need makes of a request. */
export type Judgement =
  | {
      readonly kind: 'accepted';
      readonly value: string;
      readonly known: KnownCredential | null;
      readonly policy: CredentialPolicy | undefined;
    }
  /** `missing` is about nobody in particular, everything else about a credential that came. */
  | {
      readonly kind: 'refused';
      readonly missing: boolean;
      readonly refusal: Refusal;
      readonly values: Readonly<Record<string, string>>;
      readonly cause: { readonly kind: CauseKind; readonly summary: string };
    };

const plainRefusal: Refusal = { status: 401, message: 'Missing authentication. Include {header}.', headers: {} };

/** Reads the credential and holds it against what the layer knows. */
export function judge(need: SecurityNeed, passage: Passage): Judgement {
  const policy = passage.contract.layer.credentials.get(need.scheme);
  const forms = readCredential(need, passage.request);
  if (forms === null) {
    const summary = `no credential in ${placeOf(need)}${hintAboutMissing(need, passage, policy)}`;
    return refused(policy?.missing ?? plainRefusal, summary, { header: need.name }, true);
  }
  const [value = ''] = forms;
  for (const form of forms) {
    if (passage.state.extraCredentials.includes(form)) return { kind: 'accepted', value: form, known: null, policy };
  }
  if (policy === undefined || policy.known.size === 0) return { kind: 'accepted', value, known: null, policy };
  for (const form of forms) {
    const known = policy.known.get(form);
    if (known !== undefined) return judgeKnown(need, passage, policy, known);
  }
  return refused(policy.unknown, `nobody was given this credential${hintAboutUnknown(value, policy)}`);
}

function judgeKnown(need: SecurityNeed, passage: Passage, policy: CredentialPolicy, known: KnownCredential): Judgement {
  if (known.state === 'revoked') return refused(policy.revoked, 'the credential was revoked');
  if (known.state === 'expired') return refused(policy.expired, 'the credential has expired');
  if (isWornOut(known, passage)) {
    return refused(policy.revoked, `the credential was rotated after ${known.validForRequests} requests`);
  }
  const { address } = passage.request;
  if (known.addresses !== null && !isListed(address, known.addresses)) {
    return refused(policy.address, `the credential may not be used from ${address}`, { address });
  }
  const lacking = known.scopes === null ? [] : need.scopes.filter((scope) => !known.scopes?.includes(scope));
  if (lacking.length === 0) return { kind: 'accepted', value: known.value, known, policy };
  const scopes = lacking.join(', ');
  const judgement = refused(policy.scope, `the credential lacks the scope ${scopes}`, { scopes });
  return { ...judgement, cause: { ...judgement.cause, kind: 'scope' } };
}

function isWornOut({ value, validForRequests }: KnownCredential, { state }: Passage): boolean {
  return validForRequests !== null && (state.credentialUses.get(value) ?? 0) >= validForRequests;
}

function refused(
  refusal: Refusal,
  summary: string,
  values: Readonly<Record<string, string>> = {},
  missing = false,
): Judgement & { readonly kind: 'refused' } {
  return { kind: 'refused', missing, refusal, values, cause: { kind: 'credentials', summary } };
}

function placeOf({ in: place, name, kind }: SecurityNeed): string {
  if (kind === 'api-key') return `${place} "${name}"`;
  return `header "${name}" (${kind === 'basic' ? 'Basic' : 'Bearer'})`;
}

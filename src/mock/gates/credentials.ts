import { refuse } from '../answers.ts';
import { withEntry } from '../copies.ts';
import { type Judgement, judge } from '../credentials/judge.ts';
import { foreignTenant } from '../credentials/tenant.ts';
import type { CaseState } from '../state.ts';
import type { Gate, Passage, Step } from './gate.ts';

type Accepted = Judgement & { readonly kind: 'accepted' };
type Refused = Judgement & { readonly kind: 'refused' };

/** 401 and 403: one of the operation's alternatives must hold as a whole. */
export const credentials: Gate = (passage) => {
  const { security } = passage.operation;
  if (security.length === 0) return passage;
  const refusals: Refused[] = [];
  for (const alternative of security) {
    const judgements = alternative.map((need) => judge(need, passage));
    if (judgements.every(isAccepted)) return enter(passage, judgements);
    refusals.push(...worstOf(judgements));
  }
  const presented = refusals.find(({ missing }) => !missing) ?? refusals[0];
  if (presented === undefined) return passage;
  return refuse(passage, presented.refusal, presented.values, presented.cause);
};

const isAccepted = (judgement: Judgement): judgement is Accepted => judgement.kind === 'accepted';

/** Of several refusals in one alternative the missing credential speaks: without it nothing is known of the rest. */
function worstOf(judgements: readonly Judgement[]): readonly Refused[] {
  const refused = judgements.filter((one) => one.kind === 'refused');
  const missing = refused.filter((one) => one.missing);
  return (missing.length > 0 ? missing : refused).slice(0, 1);
}

function enter(passage: Passage, accepted: readonly Accepted[]): Step {
  return refuseTenant(passage, accepted) ?? accept(passage, accepted);
}

/** The credential of a tenant, which speaks for the whole request. */
function tenantCredential(judgements: readonly Accepted[]): Accepted | undefined {
  return judgements.find(({ known }) => known !== null && known.tenant !== null);
}

/** Whoever belongs to one tenant stores nothing for another. */
function refuseTenant(passage: Passage, judgements: readonly Accepted[]): Step | null {
  const { known, policy } = tenantCredential(judgements) ?? {};
  const tenant = known?.tenant ? foreignTenant(passage, known.tenant) : null;
  if (tenant === null || policy === undefined) return null;
  const summary = `the credential belongs to the tenant "${known?.tenant}", the body to "${tenant}"`;
  return refuse(passage, policy.tenant, { tenant }, { kind: 'credentials', summary });
}

function accept(passage: Passage, judgements: readonly Accepted[]): Passage {
  if (judgements.length === 0) return passage;
  const tenant = tenantCredential(judgements)?.known?.tenant ?? null;
  const identity = { credentials: judgements.map(({ value }) => value), tenant };
  return { ...passage, identity, state: judgements.reduce(countUse, passage.state) };
}

/** Only credentials that wear out are counted, so that the count is as long as their list. */
function countUse(state: CaseState, { known }: Accepted): CaseState {
  if (known === null || known.validForRequests === null) return state;
  const uses = (state.credentialUses.get(known.value) ?? 0) + 1;
  return { ...state, credentialUses: withEntry(state.credentialUses, known.value, uses) };
}

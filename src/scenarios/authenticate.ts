import type { ScenarioContext } from './context.ts';
import { credentialVariable, schemesOf } from './credential-environment.ts';
import { credentialValue, isValidCredential, schemeCredential } from './credentials.ts';
import type { CredentialPlace } from './draft.ts';

/**
 * Lets the scenario's client carry what a phrase stands for. A valid one is, for each operation, that of its security
 * scheme where this run was given one; a live API knows none that was only made up, so that the scenario ends as untested.
 */
export function authenticate(scenario: ScenarioContext, phrase: string, place: CredentialPlace): 'skipped' | undefined {
  const { contract, session, draft } = scenario;
  const { credentials } = session;
  const isValid = isValidCredential(phrase);
  if (isValid && generalOf(scenario) === null && knowsNone(scenario)) return withoutCredential(scenario);
  const value = credentialValue(contract, phrase, generalOf(scenario));
  draft.credential = value === null ? null : { value, place };
  draft.schemes = isValid && place.in === 'scheme' && credentials.size > 0 ? new Map(credentials) : null;
  return undefined;
}

/** Lets the client carry what each operation asks for; of a live API what this run was given for it. */
export function authenticateSchemes(scenario: ScenarioContext): 'skipped' | undefined {
  const { contract, session, draft } = scenario;
  const isLive = session.target.kind === 'live';
  const general = isLive ? generalOf(scenario) : null;
  const isAsked = schemesOf(contract).length > 0;
  if (isAsked && general === null && knowsNone(scenario)) return withoutCredential(scenario);
  draft.credential = general === null ? null : { value: general, place: { in: 'scheme' } };
  draft.schemes = new Map(session.credentials);
  return undefined;
}

/** Another credential for one scheme alone. */
export function authenticateScheme(scenario: ScenarioContext, scheme: string, phrase: string): 'skipped' | undefined {
  const { contract, session, draft } = scenario;
  const own = session.credentials.get(scheme) ?? (session.target.kind === 'live' ? session.credential : null);
  const value = schemeCredential(contract, scheme, phrase, own);
  if (isValidCredential(phrase) && own === null && knowsNone(scenario)) return withoutCredential(scenario);
  draft.schemes = new Map([...(draft.schemes ?? []), [scheme, value]]);
  return undefined;
}

/** What stands in for a scheme that this run was given no credential for. */
function generalOf({ session: { credential, credentials } }: ScenarioContext): string | null {
  const [first] = credentials.values();
  return credential ?? first ?? null;
}

/** Whether what the contract takes for accepted was only made up, of an API that has to know it. */
function knowsNone({ session, contract }: ScenarioContext): boolean {
  return session.target.kind === 'live' && contract.layerFile === null;
}

function withoutCredential(scenario: ScenarioContext): 'skipped' {
  const [scheme = '<scheme>'] = schemesOf(scenario.contract);
  const variable = scheme === '<scheme>' ? `FAULTLINE_CREDENTIAL_${scheme}` : credentialVariable(scheme);
  scenario.untested ??= `Against a live API this takes a real credential: set ${variable}, or give --credential.`;
  return 'skipped';
}

import type { Contract } from '../contract/contract.ts';
import type { CredentialState, KnownCredential } from '../contract/failure-layer.ts';
import { acceptedCredential } from '../contract/index.ts';
import { Problem } from '../problem.ts';
import { suggest } from '../suggest.ts';
import type { ScenarioContext } from './context.ts';
import type { CredentialPlace } from './draft.ts';

const noun = '(?:API key|token|credential)';
const states: readonly CredentialState[] = ['expired', 'revoked'];

/** A value that no failure layer knows. */
const unknownValue = 'wrong-key';

/** All credentials that the failure layer knows, whatever their scheme. */
function knownCredentials({ layer }: Contract): readonly KnownCredential[] {
  return [...layer.credentials.values()].flatMap(({ known }) => [...known.values()]);
}

/** What Gherkin may call a credential of this contract. */
function credentialPhrases(contract: Contract): readonly string[] {
  const summaries = knownCredentials(contract).flatMap(({ summary }) => (summary === null ? [] : [summary]));
  return [
    'a valid API key',
    'no API key',
    'an unknown API key',
    'an expired API key',
    'a revoked API key',
    ...summaries,
  ];
}

/** A layer that lists no credentials accepts them all. */
function acceptedValue({ layer }: Contract): string | undefined {
  const accepted = [...layer.credentials.keys()].map((scheme) => acceptedCredential(layer, scheme));
  const first = accepted.find((candidate) => candidate !== undefined);
  const isOpen = [...layer.credentials.values()].every(({ known }) => known.size === 0);
  return first?.value ?? (isOpen ? 'any-value' : undefined);
}

/**
 * The value a phrase such as "an expired API key" stands for; null for "no API key".
 * `preferred` is what "a valid API key" means in this run, if the person said so.
 */
export function credentialValue(contract: Contract, phrase: string, preferred: string | null): string | null {
  if (new RegExp(`^no ${noun}$`).test(phrase)) return null;
  const literal = phrase.match(/^the .*? (".*")$/)?.[1];
  if (literal !== undefined) return JSON.parse(literal) as string;
  const value = describedValue(contract, phrase, preferred);
  if (value !== undefined) return value;
  throw new Problem(
    'unknown-credential',
    `Failed to find "${phrase}": the failure layer knows no such credential.${suggest(phrase, credentialPhrases(contract))}`,
    'Use the summary of one of the known credentials, or the value itself: the API key "…".',
  );
}

function describedValue(contract: Contract, phrase: string, preferred: string | null): string | undefined {
  const known = knownCredentials(contract);
  const summarised = known.find(({ summary }) => summary === phrase)?.value;
  if (new RegExp(`^a valid ${noun}$`).test(phrase)) return preferred ?? acceptedValue(contract) ?? summarised;
  if (summarised !== undefined) return summarised;
  if (new RegExp(`^an unknown ${noun}$`).test(phrase)) return unknownValue;
  const state = states.find((candidate) => new RegExp(`^an? ${candidate} ${noun}$`).test(phrase));
  return state === undefined ? undefined : known.find((candidate) => candidate.state === state)?.value;
}

/** The environment variable that holds the credential of a security scheme. */
function credentialVariable(scheme: string): string {
  return `FAULTLINE_CREDENTIAL_${scheme.replace(/[^A-Za-z0-9]+/g, '_').toUpperCase()}`;
}

/** Credentials by security scheme, as far as the environment has them; two schemes of one variable share its value. */
export function credentialsFrom(
  env: Readonly<Record<string, string | undefined>>,
  { operations }: Contract,
): ReadonlyMap<string, string> {
  const schemes = new Set(operations.flatMap(({ security }) => security.flat().map(({ scheme }) => scheme)));
  const found = [...schemes].flatMap((scheme): [string, string][] => {
    const value = env[credentialVariable(scheme)];
    return value === undefined || value === '' ? [] : [[scheme, value]];
  });
  return new Map(found);
}

/** Variables that speak of a scheme which the document doesn't have: a mistyped one would be passed over. */
export function strayCredentials(
  env: Readonly<Record<string, string | undefined>>,
  { operations }: Contract,
): readonly Problem[] {
  const schemes = operations.flatMap(({ security }) => security.flat().map(({ scheme }) => scheme));
  const known = new Set(schemes.map(credentialVariable));
  return Object.keys(env)
    .filter((name) => name.startsWith('FAULTLINE_CREDENTIAL_') && !known.has(name))
    .map(
      (name) =>
        new Problem(
          'stray-credential',
          `Failed to use "${name}": the document has no security scheme of that name.${suggest(name, known)}`,
          `Use ${[...known].join(', ') || 'none: no operation asks for a credential'}.`,
        ),
    );
}

/**
 * Lets the scenario's client carry what a phrase stands for. A valid one is, for each operation, that of its security
 * scheme where this run was given one; a live API knows none that was only made up, so that the scenario ends as untested.
 */
export function authenticate(scenario: ScenarioContext, phrase: string, place: CredentialPlace): 'skipped' | undefined {
  const { contract, session } = scenario;
  const { credential, credentials, target } = session;
  const isValid = new RegExp(`^a valid ${noun}$`).test(phrase);
  const [first] = credentials.values();
  if (isValid && target.kind === 'live' && (credential ?? first) === undefined && contract.layerFile === null) {
    const schemes = new Set(contract.operations.flatMap(({ security }) => security.flat().map((need) => need.scheme)));
    const [variable = credentialVariable('<scheme>')] = [...schemes].map(credentialVariable);
    scenario.untested ??= `Against a live API this takes a real credential: set ${variable}, or give --credential.`;
    return 'skipped';
  }
  const value = credentialValue(contract, phrase, credential ?? first ?? null);
  const bySchemes = isValid && credentials.size > 0 ? { credentials } : {};
  scenario.draft.credential = value === null ? null : { value, place, ...bySchemes };
  return undefined;
}

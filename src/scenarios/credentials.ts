import type { Contract } from '../contract/contract.ts';
import type { CredentialState, KnownCredential } from '../contract/failure-layer.ts';
import { acceptedCredential } from '../contract/index.ts';
import { Problem } from '../problem.ts';
import { suggest } from '../suggest.ts';

const noun = '(?:API key|token|credential)';
const states: readonly CredentialState[] = ['expired', 'revoked'];

/** A value that no failure layer knows. */
const unknownValue = 'wrong-key';

/** All credentials that the failure layer knows, whatever their scheme. */
function knownCredentials({ layer }: Pick<Contract, 'layer'>): readonly KnownCredential[] {
  return [...layer.credentials.values()].flatMap(({ known }) => [...known.values()]);
}

/** What Gherkin may call a credential of this contract. */
function credentialPhrases(contract: Pick<Contract, 'layer'>): readonly string[] {
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
function acceptedValue({ layer }: Pick<Contract, 'layer'>): string | undefined {
  const accepted = [...layer.credentials.keys()].map((scheme) => acceptedCredential(layer, scheme));
  const first = accepted.find((candidate) => candidate !== undefined);
  const isOpen = [...layer.credentials.values()].every(({ known }) => known.size === 0);
  return first?.value ?? (isOpen ? 'any-value' : undefined);
}

/** Whether a phrase stands for a credential that is accepted, whichever that is. */
export function isValidCredential(phrase: string): boolean {
  return new RegExp(`^a valid ${noun}$`).test(phrase);
}

/**
 * The value a phrase such as "an expired API key" stands for; null for "no API key".
 * `preferred` is what "a valid API key" means in this run, if the person said so.
 */
export function credentialValue(
  contract: Pick<Contract, 'layer'>,
  phrase: string,
  preferred: string | null,
): string | null {
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

/** The same, of one security scheme alone. */
export function schemeCredential(
  { layer }: Pick<Contract, 'layer'>,
  scheme: string,
  phrase: string,
  preferred: string | null = null,
): string | null {
  const policy = layer.credentials.get(scheme);
  if (policy === undefined) {
    const names = [...layer.credentials.keys()];
    throw new Problem(
      'unknown-scheme',
      `Failed to find security scheme "${scheme}": the contract has no such scheme.${suggest(scheme, names)}`,
      `Use one of: ${names.join(', ') || 'none is declared'}.`,
    );
  }
  const alone = { layer: { ...layer, credentials: new Map([[scheme, policy]]) } };
  return credentialValue(alone, phrase, preferred);
}

function describedValue(
  contract: Pick<Contract, 'layer'>,
  phrase: string,
  preferred: string | null,
): string | undefined {
  const known = knownCredentials(contract);
  const summarised = known.find(({ summary }) => summary === phrase)?.value;
  if (isValidCredential(phrase)) return preferred ?? acceptedValue(contract) ?? summarised;
  if (summarised !== undefined) return summarised;
  if (new RegExp(`^an unknown ${noun}$`).test(phrase)) return unknownValue;
  const state = states.find((candidate) => new RegExp(`^an? ${candidate} ${noun}$`).test(phrase));
  return state === undefined ? undefined : known.find((candidate) => candidate.state === state)?.value;
}

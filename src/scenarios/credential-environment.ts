import type { Contract } from '../contract/contract.ts';
import { Problem } from '../problem.ts';
import { suggest } from '../suggest.ts';

/** All security schemes that operations ask for. */
export function schemesOf({ operations }: Contract): readonly string[] {
  return [...new Set(operations.flatMap(({ security }) => security.flat().map(({ scheme }) => scheme)))];
}

/** The environment variable that holds the credential of a security scheme. */
export function credentialVariable(scheme: string): string {
  return `FAULTLINE_CREDENTIAL_${scheme.replace(/[^A-Za-z0-9]+/g, '_').toUpperCase()}`;
}

/** Credentials by security scheme, as far as the environment has them; two schemes of one variable share its value. */
export function credentialsFrom(
  env: Readonly<Record<string, string | undefined>>,
  contract: Contract,
): ReadonlyMap<string, string> {
  const found = schemesOf(contract).flatMap((scheme): [string, string][] => {
    const value = env[credentialVariable(scheme)];
    return value === undefined || value === '' ? [] : [[scheme, value]];
  });
  return new Map(found);
}

/** Variables that speak of a scheme which the document doesn't have: a mistyped one would be passed over. */
export function strayCredentials(
  env: Readonly<Record<string, string | undefined>>,
  contract: Contract,
): readonly Problem[] {
  const known = new Set(schemesOf(contract).map(credentialVariable));
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

import type { Operation, SecurityNeed } from '../contract.ts';
import type { RawKnown } from '../layer/raw-layer.ts';

export type Known = Readonly<Record<string, RawKnown>>;

/** Name of a credential and what it is called, by what it is good for. */
interface Kind {
  readonly prefix: string;
  readonly summary: string;
  readonly rest: RawKnown;
}

/** What the operations ask of one scheme. */
interface Uses {
  readonly need: SecurityNeed;
  readonly scopes: { readonly names: readonly string[]; readonly reads: boolean }[];
}

/** The demonstration credentials of each security scheme that operations ask for; none for client certificates. */
export function inferCredentials(
  operations: readonly Operation[],
  counted: readonly Operation[],
): ReadonlyMap<string, Known> {
  const limited = new Set(counted.flatMap(({ security }) => security.flat().map(({ scheme }) => scheme)));
  const uses = [...usesOf(operations)].filter(([, { need }]) => need.kind !== 'mutual-tls');
  return new Map(uses.map(([scheme, one]) => [scheme, knownOf(one, limited.has(scheme))]));
}

function usesOf(operations: readonly Operation[]): ReadonlyMap<string, Uses> {
  const byScheme = new Map<string, Uses>();
  for (const { security, method } of operations) {
    for (const need of security.flat()) {
      const uses = byScheme.get(need.scheme) ?? { need, scopes: [] };
      byScheme.set(need.scheme, uses);
      if (need.scopes.length > 0) uses.scopes.push({ names: need.scopes, reads: /^(GET|HEAD)$/.test(method) });
    }
  }
  return byScheme;
}

function knownOf({ need, scopes }: Uses, isLimited: boolean): Known {
  const noun = nounOf(need);
  const few = fewScopes(scopes);
  const kinds: readonly Kind[] = [
    { prefix: 'demo', summary: `a valid ${noun}`, rest: {} },
    ...(few === null
      ? []
      : [few.length === 0 ? withScopes(noun, 'without any scope', few) : withScopes(noun, 'that may only read', few)]),
    ...(isLimited
      ? [{ prefix: 'demo-limited', summary: `a limited ${noun}, for which a small quota counts`, rest: {} }]
      : []),
    { prefix: 'demo-expired', summary: `${article(`expired ${noun}`)}`, rest: { state: 'expired' } },
    { prefix: 'demo-revoked', summary: `${article(`revoked ${noun}`)}`, rest: { state: 'revoked' } },
  ];
  return Object.fromEntries(
    kinds.map(({ prefix, summary, rest }) => [credentialOf(need, prefix), { summary, ...rest }]),
  );
}

function withScopes(noun: string, what: string, scopes: readonly string[]): Kind {
  return {
    prefix: scopes.length === 0 ? 'demo-no-scope' : 'demo-read-only',
    summary: `${article(noun)} ${what}`,
    rest: { scopes },
  };
}

function article(text: string): string {
  return /^[aeiou]/i.test(text) ? `an ${text}` : `a ${text}`;
}

const nouns: Readonly<Record<SecurityNeed['kind'], string>> = {
  'api-key': 'API key',
  basic: 'user and password',
  bearer: 'token',
  oauth2: 'token',
  'openid-connect': 'token',
  'mutual-tls': 'certificate',
};

function nounOf({ kind }: SecurityNeed): string {
  return nouns[kind];
}

/** `demo-petstore-auth-key`; `demo-user:demo-basic-auth-password` for basic. */
function credentialOf({ scheme, kind }: SecurityNeed, prefix: string): string {
  const name = scheme
    .replaceAll(/([a-z0-9])([A-Z])|([A-Z])(?=[A-Z][a-z])/g, '$1$3-$2')
    .toLowerCase()
    .replaceAll(/\bo-?auth/g, 'oauth')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .replace(/-?(key|token)$/, '');
  const end = kind === 'api-key' ? 'key' : 'token';
  const parts = (last: string) => [prefix, name, last].filter((part) => part !== '').join('-');
  return kind === 'basic' ? `${prefix}-user:${parts('password')}` : parts(end);
}

/** What only reading asks for, where there is more; nothing where there is no such difference; null: no scopes. */
function fewScopes(scopes: Uses['scopes']): readonly string[] | null {
  if (scopes.length === 0) return null;
  const namesOf = (some: Uses['scopes']) => new Set(some.flatMap(({ names }) => names));
  const writing = namesOf(scopes.filter(({ reads }) => !reads));
  const reading = [...namesOf(scopes.filter(({ reads }) => reads))].filter((one) => !writing.has(one));
  return reading.length < namesOf(scopes).size ? reading : [];
}

/** Of each scheme the credential that the small quota counts. */
export function limitedCredentials(known: Iterable<readonly [scheme: string, Known]>): readonly string[] {
  return [...known].flatMap(([, values]) => Object.keys(values).filter((value) => value.startsWith('demo-limited')));
}

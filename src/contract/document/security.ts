import type { OpenAPIV3_1 } from 'openapi-types';
import type { Problem } from '../../problem.ts';
import { suggest } from '../../suggest.ts';
import type { SecurityNeed } from '../contract.ts';
import type { OpenApi } from './open-api.ts';
import type { Workshop } from './parameters.ts';
import { isRecord, join } from './pointer.ts';

type Scheme = Pick<SecurityNeed, 'kind' | 'in' | 'name'>;
/** OpenAPI 3.1 added mutual TLS, which the types lack. */
type SchemeType = OpenAPIV3_1.SecuritySchemeObject['type'] | 'mutualTLS';

/** Credentials that are asked for together, as the document says it. */
export interface Alternative {
  readonly needs: readonly SecurityNeed[];
  readonly pointer: string;
}

/** What an operation asks of its caller: its own `security`, else the document's. */
export function readAlternatives({ document, findings }: Workshop, operation: string): readonly Alternative[] {
  const own = document.resolve(join(operation, 'security'));
  const { pointer, value } = Array.isArray(own.value) ? own : document.resolve('/security');
  if (!Array.isArray(value)) return [];
  return value.flatMap((alternative: unknown, index) => {
    const at = join(pointer, index);
    const needs = Object.entries(isRecord(alternative) ? alternative : {}).map(([scheme, scopes]) =>
      findings.attempt(() => readNeed(document, scheme, scopes, join(at, scheme))),
    );
    return needs.includes(null) ? [] : [{ needs: needs.filter((need) => need !== null), pointer: at }];
  });
}

/** The same as a caller can meet it: of credentials that would have to stand in the same place, either is enough. */
export function asSent(alternatives: readonly Alternative[]): readonly (readonly SecurityNeed[])[] {
  return alternatives.flatMap(({ needs }) => inDifferentPlaces(needs));
}

function inDifferentPlaces(needs: readonly SecurityNeed[]): readonly (readonly SecurityNeed[])[] {
  const rivals = rivalsIn(needs);
  const [first] = rivals;
  if (first === undefined) return [needs];
  return rivals.flatMap((rival) => inDifferentPlaces(needs.filter((one) => one === rival || !rivals.includes(one))));
}

/** The first that stand in one place; none where each has its own. */
function rivalsIn(needs: readonly SecurityNeed[]): readonly SecurityNeed[] {
  const groups = Map.groupBy(
    needs,
    ({ in: place, name }) => `${place} ${place === 'header' ? name.toLowerCase() : name}`,
  );
  return [...groups.values()].find((group) => group.length > 1 && group[0]?.name !== '') ?? [];
}

/** What can't be sent as it is asked for. */
export function oddSecurity(document: OpenApi, alternatives: readonly Alternative[]): readonly Problem[] {
  return alternatives.flatMap(({ needs, pointer }) => {
    const rivals = rivalsIn(needs);
    const [first] = rivals;
    if (first === undefined) return [];
    const names = rivals.map(({ scheme }) => `"${scheme}"`).join(' and ');
    const why = `${names} are asked for together, and both stand in the ${first.in} "${first.name}": either is taken.`;
    return [
      document.problem('security-in-one-place', why, 'Write them as two entries of the list "security".', pointer),
    ];
  });
}

/** Names of the document's security schemes. */
export function schemeNames(document: OpenApi): readonly string[] {
  const { value } = document.resolve('/components/securitySchemes');
  return Object.keys(isRecord(value) ? value : {});
}

function readNeed(document: OpenApi, scheme: string, scopes: unknown, place: string): SecurityNeed {
  const known = schemeNames(document);
  if (!known.includes(scheme)) throw unknownScheme(document, scheme, known, place);
  const listed = Array.isArray(scopes) ? scopes.filter((scope) => typeof scope === 'string') : [];
  return { scheme, scopes: listed, ...readScheme(document, scheme) };
}

function unknownScheme(document: OpenApi, scheme: string, known: readonly string[], place: string): Problem {
  return document.problem(
    'unknown-security-scheme',
    `Failed to read the security needs: no scheme is named "${scheme}".`,
    `Define it under "components.securitySchemes", or use one of: ${known.join(', ') || '(none is defined)'}.${suggest(scheme, known)}`,
    place,
  );
}

function readScheme(document: OpenApi, name: string): Scheme {
  const { pointer, value } = document.resolve(join('/components/securitySchemes', name));
  const scheme = isRecord(value) ? value : {};
  // What the document says is checked by the default branch.
  switch (scheme['type'] as SchemeType) {
    case 'apiKey':
      return {
        kind: 'api-key',
        in: scheme['in'] === 'query' || scheme['in'] === 'cookie' ? scheme['in'] : 'header',
        name: String(scheme['name'] ?? ''),
      };
    case 'http': {
      const kind = String(scheme['scheme']).toLowerCase() === 'basic' ? 'basic' : 'bearer';
      return { kind, in: 'header', name: 'Authorization' };
    }
    case 'oauth2':
      return { kind: 'oauth2', in: 'header', name: 'Authorization' };
    case 'openIdConnect':
      return { kind: 'openid-connect', in: 'header', name: 'Authorization' };
    case 'mutualTLS':
      return { kind: 'mutual-tls', in: 'header', name: '' };
    default:
      throw document.problem(
        'invalid-security-scheme',
        `Failed to read the security scheme "${name}": "${String(scheme['type'])}" is no type of one.`,
        'Use one of: apiKey, http, oauth2, openIdConnect, mutualTLS.',
        pointer,
      );
  }
}

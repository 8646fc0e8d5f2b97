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

/** What an operation asks of its caller: its own `security`, else the document's. */
export function readSecurity(workshop: Workshop, operation: string): SecurityNeed[][] {
  const { document, findings } = workshop;
  const own = document.resolve(join(operation, 'security'));
  const { pointer, value } = Array.isArray(own.value) ? own : document.resolve('/security');
  if (!Array.isArray(value)) return [];
  return value.flatMap((alternative: unknown, index) => {
    const needs = Object.entries(isRecord(alternative) ? alternative : {}).map(([scheme, scopes]) =>
      findings.attempt(() => readNeed(document, scheme, scopes, join(pointer, index, scheme))),
    );
    return needs.includes(null) ? [] : [needs.filter((need) => need !== null)];
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

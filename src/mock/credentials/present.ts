import type { SecurityNeed } from '../../contract/contract.ts';
import { onceFor } from '../../once-for.ts';
import type { ApiRequest } from '../decision.ts';
import { cookiesOf } from './cookies.ts';

/** A credential as it came; null when there is none, or a blank one. Several forms of one value may be known. */
export type Presented = readonly string[] | null;

const lowerName = onceFor(({ name }: SecurityNeed) => name.toLowerCase());

/** Reads what a security scheme asks for from where it asks for it, and nowhere else. */
export function readCredential(need: SecurityNeed, request: ApiRequest): Presented {
  switch (need.kind) {
    case 'api-key':
      return present(readKey(need, request));
    case 'bearer':
    case 'oauth2':
    case 'openid-connect':
      return present(readScheme('bearer', request));
    case 'basic':
      return readBasic(request);
    // The certificate is the transport's business; whoever got here has it.
    case 'mutual-tls':
      return ['mutual-tls'];
    default:
      return need.kind satisfies never;
  }
}

function readKey(need: SecurityNeed, request: ApiRequest): string | undefined {
  const { in: place, name } = need;
  switch (place) {
    case 'header':
      return request.headers[lowerName(need)];
    case 'query':
      return request.query.get(name)?.join(', ');
    case 'cookie':
      return cookiesOf(request).get(name);
    default:
      return place satisfies never;
  }
}

/** Only what HTTP itself calls white space is blank: a pasted non-breaking space is a wrong key, not a missing one. */
function present(value: string | undefined): Presented {
  return value === undefined || /^[ \t]*$/.test(value) ? null : [value];
}

function readScheme(scheme: string, { headers }: ApiRequest): string | undefined {
  const [, given, credential] = /^(\S+)[ \t]+(.*)$/.exec(headers['authorization'] ?? '') ?? [];
  return given?.toLowerCase() === scheme ? credential : undefined;
}

/** As `user:password`, and as it was sent. */
function readBasic(request: ApiRequest): Presented {
  const encoded = readScheme('basic', request);
  const plain = present(encoded);
  if (encoded === undefined || plain === null) return null;
  const decoded = decode(encoded);
  return decoded === null ? plain : [decoded, encoded];
}

function decode(base64: string): string | null {
  try {
    return new TextDecoder().decode(Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0)));
  } catch {
    return null;
  }
}

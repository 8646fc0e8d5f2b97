import { codeIn, defineCause, type Finding, fieldIn, likely, proven, saidIn } from '../cause.ts';
import { withoutOtherTokens } from '../facts/credentials.ts';
import type { Facts } from '../facts/index.ts';

/** The token's time is over. */
export const tokenExpired = defineCause({
  name: 'token-expired',
  summary: 'The access token or signature has expired.',
  side: 'client',
  reference: 'RFC 7519 §4.1.4 (exp); RFC 6750 §3.1 (invalid_token); AWS ExpiredToken',
  runbook: 'invalid-credentials',
  category: 'authentication',
  class: 'retryable-after-change',
  next: [
    'Fetch a new token (refresh token, client credentials, a new login) and repeat the call once.',
    'Have the workflow renew it before it expires, and once when it meets this answer.',
    'If a new token is refused as well, compare the clocks.',
  ],
  explanation:
    'The access token has expired {expired}, so the API no longer accepts it. We fetch a new one and have the workflow renew it by itself.',
  refines: ['credential-invalid', 'credentials-missing', 'access-refused'],
  examples: [
    {
      from: 'a JSON Web Token past its exp',
      request:
        'GET /v1/alerts HTTP/1.1\nHost: api.example.com\nAuthorization: Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIiwiZXhwIjoxNzAwMDAwMDAwfQ.c2ln',
      response:
        'HTTP/1.1 401 Unauthorized\nDate: Wed, 25 Nov 2026 10:00:00 GMT\nContent-Type: application/json\n\n{"message":"Unauthorized"}',
    },
    {
      from: 'OAuth 2.0 resource server',
      request: 'GET /v1/alerts HTTP/1.1\nHost: api.example.com\nAuthorization: Bearer abc',
      response:
        'HTTP/1.1 401 Unauthorized\nWWW-Authenticate: Bearer realm="api", error="invalid_token", error_description="The access token expired"\n\n',
    },
    {
      from: 'AWS',
      response:
        'HTTP/1.1 403 Forbidden\nx-amzn-RequestId: 7\nContent-Type: application/x-amz-json-1.1\n\n{"__type":"ExpiredTokenException","message":"The security token included in the request is expired"}',
    },
  ],
  find: (facts) => (isRefused(facts) ? (byClaims(facts) ?? bySaying(facts) ?? byStatus(facts)) : null),
});

function isRefused({ status }: Facts): boolean {
  return status === 401 || status === 403 || status === 400 || status === 419 || status === 440 || status === 498;
}

/** Laravel's and IIS's numbers for a page or a login that is too old. */
function byStatus({ status }: Facts): Finding | null {
  return status === 419 || status === 440 ? likely(`status ${status}`) : null;
}

function byClaims({ sent, answeredAt }: Facts): Finding | null {
  const expiry = sent.map(({ claims }) => claims?.['exp']).find((value) => typeof value === 'number');
  if (typeof expiry !== 'number' || answeredAt === null || expiry * 1000 > answeredAt) return null;
  const minutes = Math.round((answeredAt - expiry * 1000) / 60_000);
  const ago =
    minutes < 120
      ? `${minutes} min ago`
      : minutes < 2880
        ? `${Math.round(minutes / 60)} h ago`
        : `${Math.round(minutes / 1440)} days ago`;
  return { ...proven(`the token's exp passed ${ago}`), values: { expired: ago } };
}

function bySaying(told: Facts): Finding | null {
  const facts = withoutOtherTokens(told);
  const code = codeIn(
    facts,
    /^(\w+_)?(token|jwt|session|credentials?|key|grant|request|authentication)_?(has_|is_)?expired$|^expired_?(\w+_)?(token|session|credentials?|key|authentication)(_token|_?exception)?$|_?expired_?password$|^password_?expired$|^InvalidAuthenticationTokenExpired$|^(\w+_)?(token|jwt|session|consent|grant|login|nonce|signature)_?\w*expired(_|$)|^(jwt|session)expired|^(\w+_)?(re_?)?login_required$|interaction_required|session_?(is_)?(not_found|not_valid|invalid|terminated|timeout|timed_out)/i,
  );
  if (code !== null) return proven(`the answer's code is "${code}"`);
  const challenge = fieldIn(facts, 'www-authenticate') ?? '';
  if (/expired/i.test(challenge)) return proven('WWW-Authenticate says that the token expired');
  const said = saidIn(
    facts,
    /\b(token|jwt|session|signature|consent|api key|passwords?|credentials?|keys?|secrets?|certificate|log ?in)\b[^.·]{0,60}(?<!\bnot |n't |\b(?:may|might|could) (?:be|have) |\b(?:invalid|missing|malformed|incorrect|revoked|unknown), )\bexpired\b(?!,? or (does|lacks) )(?!, (revoked|invalid|malformed|missing|unknown)\b)/i,
    /\bexpired (or \w+ )?(access |api |security |auth |client )?(token|jwt|session|key|credential|secret)|token expiry [^·]{0,60} earlier than/i,
    /\b(token|session)\b[^.·]{0,20} (ran out|has timed out|lifetime|is past its)\b|["'`]?\bexp["'`]? claim\b|\b(need|have|must|please|should)( to)? re-?authenticate\b|\b(signed (url|link)|presigned url|auth(ori[sz]ation)? code)\b[^.·]{0,20} expired\b/i,
    /(unable to|cannot|could not|can't) find (the )?session|(unknown|invalid|no such) session|session( id)? (was |is )?(not found|invalid|unknown)/i,
    /(token|session|key|credentials?) (is |are )?(no longer (valid|active)|(?<!key (is )?)not active|stale|too old|timed out)|token used too late/i,
    /re-?authenticat(e|ion) (is )?(needed|required)|\bjwt ?expired|page expired|user login is required|please (re-?authenticate|log ?in again|re-?login)|\bre-?login\b|session (is |was |has been )?(no longer valid|terminated|closed by|not (valid|authenticated)|timed out|terminated|ended)|no valid session|\bre-?login\b/i,
  );
  return said === null ? null : likely(`the answer says "${said}"`);
}

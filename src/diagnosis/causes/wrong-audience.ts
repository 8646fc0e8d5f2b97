import { codeIn, defineCause, fieldIn, likely, proven, saidIn } from '../cause.ts';

/** The token is good, but for another API. */
export const wrongAudience = defineCause({
  name: 'wrong-audience',
  summary: 'The token was issued for another API, tenant or issuer.',
  side: 'client',
  reference: 'RFC 7519 §4.1.3 (aud); RFC 8707',
  runbook: 'invalid-credentials',
  category: 'authentication',
  class: 'retryable-after-change',
  next: [
    'Ask for the token with the audience (resource, scope prefix) that this API’s documentation names.',
    'Compare issuer and tenant of the token with those of the API: test and production differ.',
    'Fetch a new token and repeat the call once.',
  ],
  explanation:
    'Our token is valid, but it was issued for another service than {host}. We request one for the right audience.',
  refines: ['insufficient-scope', 'credential-invalid', 'credentials-missing', 'access-refused'],
  examples: [
    {
      from: 'Microsoft Graph',
      response:
        'HTTP/1.1 401 Unauthorized\nContent-Type: application/json\n\n{"error":{"code":"InvalidAuthenticationToken","message":"Access token validation failure. Invalid audience."}}',
    },
    {
      from: 'ASP.NET',
      response:
        'HTTP/1.1 401 Unauthorized\nWWW-Authenticate: Bearer error="invalid_token", error_description="The audience \'api://other\' is invalid"\n\n',
    },
  ],
  find: (facts) => {
    if (facts.status !== 401 && facts.status !== 403 && facts.status !== 400) return null;
    const challenge = fieldIn(facts, 'www-authenticate') ?? '';
    if (/audience|issuer/i.test(challenge)) return proven(`WWW-Authenticate: ${challenge.slice(0, 120)}`);
    const code = codeIn(facts, /^(audience|issuer|tenant|environment)_mismatch$|^device_token_not_for_topic$/i);
    if (code !== null) return proven(`the answer's code is "${code}"`);
    const said = saidIn(
      facts,
      /(invalid|bad|unexpected|unknown|incorrect) (token |jwt )?(audience|issuer)|audience .{0,40}\b(invalid|mismatch|not|incorrect)|wrong (audience|issuer|iss|aud)\b|(?<!\b(card|bank) )issuer .{0,30}\b(invalid|mismatch|not\b)/i,
      /token .{0,40}(different|wrong|another|other) (tenant|audience|issuer|environment|organi[sz]ation|region)|not (intended|issued|meant) for/i,
      /audiences in jwt|jwt issuer is not|resource principal named [^·]{1,80} was not found|'?\baud'? claim|mismatched organization/i,
    );
    return said === null ? null : likely(`the answer says "${said}"`);
  },
});

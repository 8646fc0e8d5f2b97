import { defineCause, type Finding, likely, proven, saidIn } from '../cause.ts';
import { nameOf } from '../facts/credentials.ts';
import type { Facts } from '../facts/index.ts';

/** A credential is there, where the API doesn't look. */
export const wrongCredentialPlace = defineCause({
  name: 'wrong-credential-place',
  summary: 'A credential was sent, but in a header or place where this API does not look.',
  side: 'client',
  reference: 'OpenAPI securitySchemes; the reference, scenario 1',
  runbook: 'missing-authentication',
  category: 'authentication',
  class: 'retryable-after-change',
  next: [
    'Send the credential under the name and in the place that the documentation gives.',
    'Save the configuration and run one simple read again.',
    'Test the same key outside the platform with curl, in the right header.',
  ],
  explanation:
    'Our workflow sends its key {place}, while the API expects it {needed}. We correct the setting and test it with one simple call.',
  refines: ['credential-invalid', 'credentials-missing', 'access-refused'],
  examples: [
    {
      from: 'the alert and user API',
      request: 'GET /alerts HTTP/1.1\nHost: localhost:8001\nAuthorization: valid-key-123',
      response:
        'HTTP/1.1 401 Unauthorized\nContent-Type: application/json\n\n{"detail":"Missing authentication. Include X-API-Key header."}',
      contract: true,
    },
    {
      from: 'the same, without a contract at hand',
      request: 'GET /alerts HTTP/1.1\nHost: localhost:8001\nAuthorization: Bearer valid-key-123',
      response:
        'HTTP/1.1 401 Unauthorized\nContent-Type: application/json\n\n{"detail":"Missing authentication. Include X-API-Key header."}',
    },
    {
      from: 'a key in the query',
      request: 'GET /alerts?api_key=valid-key-123 HTTP/1.1\nHost: localhost:8001',
      response:
        'HTTP/1.1 401 Unauthorized\nContent-Type: application/json\n\n{"detail":"Missing authentication. Include X-API-Key header."}',
      contract: true,
    },
  ],
  find: (facts) =>
    facts.status === 401 || facts.status === 403
      ? (byContract(facts) ?? byWords(facts) ?? byScheme(facts) ?? byDenial(facts))
      : null,
});

function byContract({ against }: Facts): Finding | null {
  const elsewhere = against?.credentials.elsewhere ?? null;
  if (elsewhere === null) return null;
  const { need, sent } = elsewhere;
  return {
    ...proven(`the contract asks for ${need.name} in the ${need.in}`, `the request carries ${nameOf(sent)} instead`),
    values: { place: `in ${nameOf(sent)}`, needed: `in the ${need.name} ${need.in}` },
  };
}

/** The answer names a header, and the request has a credential in another one. */
function byWords(facts: Facts): Finding | null {
  const named = /\b(X-[A-Za-z-]*(?:key|token|auth)[A-Za-z-]*|Authorization|api[-_]?key)\b/i.exec(facts.words)?.[1];
  if (named === undefined || !/missing|include|provide|required|not found|no /i.test(facts.words)) return null;
  const others = facts.sent.filter(
    ({ name, in: place }) => place !== 'cookie' && name.toLowerCase() !== named.toLowerCase(),
  );
  const isThere = facts.sent.some(({ name }) => name.toLowerCase() === named.toLowerCase());
  const [other] = others;
  if (isThere || other === undefined) return null;
  return {
    ...likely(`the answer asks for "${named}"`, `the request carries ${nameOf(other)} instead`),
    values: { place: `in ${nameOf(other)}`, needed: `in ${named}` },
  };
}

/** The API takes credentials, and not in this form: `Basic Authentication has been disabled on this instance.` */
function byScheme(facts: Facts): Finding | null {
  const said = saidIn(
    facts,
    /\b(basic|digest|password|cookie|session|ntlm|query[- ]string|legacy|user ?name)[ -](based )?(auth(entication)?|log ?ins?|credentials|api keys?)\b[^.·]{0,30} (disabled|deprecated|unsupported|no longer|not (supported|allowed|accepted|enabled|permitted|available))/i,
  );
  return said === null
    ? null
    : {
        ...likely(`the answer says "${said}"`),
        values: { place: 'in a form that it does not take', needed: 'in another form, such as a token' },
      };
}

/** The API says that nothing came, and the request carries something: another scheme, or a proxy took it away. */
function byDenial(facts: Facts): Finding | null {
  const [sent] = facts.sent.filter(({ in: place, value }) => place !== 'cookie' && value.trim() !== '');
  const said = saidIn(
    facts,
    /credentials (were|was) not (provided|supplied|sent)|no (api[ _-]?key|token|credentials|authorization)( header)? (was |were )?(supplied|provided|found|sent|present)|(api[ _-]?key|token|authorization( header)?|credentials) (is |was |were )?(missing|not (provided|supplied|present|found|sent))|missing (api[ _-]?key|token|credentials|authorization)/i,
  );
  if (sent === undefined || said === null) return null;
  return {
    ...likely(`the answer says "${said}"`, `the request carries ${nameOf(sent)}`),
    values: { place: `in ${nameOf(sent)}`, needed: 'elsewhere, or in another form' },
  };
}

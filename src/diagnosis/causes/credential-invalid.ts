import { codeIn, defineCause, type Finding, likely, possible, proven, saidIn } from '../cause.ts';
import { credentialsInBody, nameOf, withoutOtherTokens } from '../facts/credentials.ts';
import type { Facts } from '../facts/index.ts';
import { credential, ofEither } from '../vocabulary.ts';

/** A credential came and was refused. */
export const credentialInvalid = defineCause({
  name: 'credential-invalid',
  summary:
    'A credential was sent and the API refuses it: unknown, incomplete, revoked, of another environment, or without access.',
  side: 'client',
  reference: 'RFC 9110 §15.5.2, §15.5.4; the reference, scenario 2',
  runbook: 'invalid-credentials',
  next: [
    'Test the same credential outside the platform with curl: refused there too means the credential, accepted means the configuration.',
    'Look in the provider’s console whether the key still exists, is active and belongs to this environment.',
    'Create a new key, enter it without anything around it, and run one simple read.',
  ],
  explanation:
    'Credentials are configured, but the API rejects them: most often the key has expired or was replaced by the provider. We need a new key and update the configuration with it.',
  examples: [
    {
      from: 'the alert and user API',
      request: 'GET /alerts HTTP/1.1\nHost: localhost:8001\nX-API-Key: wrong-key',
      response:
        'HTTP/1.1 403 Forbidden\nContent-Type: application/json\n\n{"detail":"Invalid API key. Access forbidden."}',
      contract: true,
    },
    {
      from: 'OpenAI',
      request: 'GET /v1/models HTTP/1.1\nHost: api.openai.com\nAuthorization: Bearer sk-abcdefghijklmnop',
      response:
        'HTTP/1.1 401 Unauthorized\nContent-Type: application/json\n\n{"error":{"message":"Incorrect API key provided: sk-abcd*nop.","type":"invalid_request_error","param":null,"code":"invalid_api_key"}}',
    },
    {
      from: 'only the answer was kept',
      response:
        'HTTP/1.1 403 Forbidden\nContent-Type: application/json\n\n{"detail":"Invalid API key. Access forbidden."}',
    },
    {
      from: 'GitHub',
      response:
        'HTTP/1.1 401 Unauthorized\nContent-Type: application/json\n\n{"message":"Bad credentials","documentation_url":"https://docs.github.com/rest"}',
    },
  ],
  find: (facts) => {
    if (facts.status === null || ![400, 401, 403, 404, 419, 429].includes(facts.status)) return null;
    if (facts.status === 404 || facts.status === 429)
      return facts.input.statusGuessed === true ? null : bySaying(facts);
    return byCode(facts) ?? bySaying(facts) ?? byRequest(facts);
  },
});

/** Some don't say which of both it is. */
const invalidOrMissing =
  /\b(invalid|missing|wrong|no|expired) or (invalid|missing|wrong|expired|unknown) ([\w-]+ ){0,2}(key|token|credentials?)\b/i;
const isSaid = [
  invalidOrMissing,
  /\bno such (api |access )?(key|token|user|account|client|credentials?)\b|\b(authori[sz]ation|authentication|log-?in) (data|details|info(rmation)?) (is|are) (wrong|invalid|incorrect|not valid)\b/i,
  ofEither(
    credential,
    'unregistered|unknown|inactive|disabled|blocked|deleted|deactivated|revoked|rejected|suspended|not (?:registered|known|accepted|active|enabled|found)',
  ),
  /(key|token|credentials?) (authentication|authori[sz]ation)[\w/ ]{0,20} fail(ed|ure)|(authentication|authori[sz]ation) (with|by|of|using) (the |an? |your )?([\w-]+ )?(key|token|credentials?) failed/i,
  /(invalid|incorrect|bad|wrong|unknown|unrecogni[sz]ed|revoked|malformed)[ -]['"]?([\w'"]+[ -]){0,3}(api[ _-]?key|app ?id|token|credential|password|secret|key|user ?name|client|jwt|login|account ?sid)/i,
  /(api[ _-]?key|token|credentials?|password|key|client\b|user ?name|secret|account ?sid|app ?id)[^.·]{0,40}(invalid(?! (response|request|json|argument|format|input|url|certificate|header))|not valid|not exists?\b|incorrect|revoked|no longer (active|valid)|inactive|not recogni[sz]ed|does not exist|doesn't exist|wrong|not found)/i,
  /\b(no|an?y?) (account|user|customer|tenant|project|application) (was )?(found )?(for|matches|matching|with|belongs to) (this|that|the|your) ([\w-]+ )?(key|token|credentials?)\b|bad credentials|authentication (failed|failure|error)|log ?in (failed|incorrect)|\b(csrf|xsrf)\b[^.·]{0,40}(failed|mismatch|invalid|incorrect)|invalid (csrf|xsrf)|cookie check failed|unauthori[sz]ed client|\bACL not found\b/i,
  /(could ?n[o']t|unable to|failed to|cannot) (be )?(authenticate|verify|validate) ?(you|user|the (user|token|client|credential))?/i,
  /(please (provide|use|enter|check)|(^|[·:.] ?)(check|verify)) (a |your |the )?(valid |correct )?(api[ _-]?key|token|credentials?|password)(?! in)|authentication (info|details) (is|are) (wrong|invalid)/i,
  /(invalid|non-?existent) authentication (information|details|data|token)|\bjwt malformed|not enough segments|jwt (verification|validation|signature) (fails|failed|is invalid)|error validating (access token|credentials)|application with identifier [^·]{1,60} was not found/i,
];

/** A 400 speaks of many things; of the credential only where it names its header or the key itself. */
const isSaidOfHeader = [
  invalidOrMissing,
  /\b(refresh token|access token|client secret|client id|auth(ori[sz]ation)? code|api key|password|credentials)( you \w+| provided| supplied)? (is|are|was|were)( not| n't)? (invalid|wrong|incorrect|valid|unknown|revoked|bad|correct|recogni[sz]ed)\b|\bauth(ori[sz]ation)? code (was|has been|is) (already )?(been )?(used|redeemed)\b/i,
  /\bunknown client\b|\b(failed|unable|could not|cannot) (to )?(generate|issue|obtain|create|get) (an? |the )?(access )?token\b/i,
  /(^|· )(invalid|bad|wrong|unknown|incorrect|illegal) ((access|api|auth|bearer|refresh|security) )?(token|credentials?|api key|secret)[.!]?(?=$| ·|,)/i,
  /(invalid|malformed|bad|wrong)[^.·]{0,30}(authori[sz]ation|authentication header|x-[\w-]*(key|token|auth)[\w-]*|api[ _-]?key|access token|bearer token|credentials)/i,
  /invalid app[ _-]?(key|token|id)\b|\b(invalid|unknown|wrong|incorrect) (access |api )?licen[sc]e (key|number|code)\b/i,
  /(authori[sz]ation header|authentication header|api[ _-]?key|access token)[^.·]{0,30}(invalid|not valid|malformed|wrong|format)/i,
  /(invalid|unknown|wrong|incorrect|unrecogni[sz]ed) (routing|integration|service|access|licen[sc]e|subscription|site|write|ingest\w*|consumer|webhook|application) key\b/i,
  /authentication (failed|failure|error)|bad credentials|invalid (app ?id|user ?name|login)|secret ?id is not found|matching access token|error validating (access token|credentials)/i,
];

/** A kind of credential and what is wrong with it, in either order: `INVALID_LOGIN_CREDENTIALS`, `access_token_revoked`. */
const kinds = new RegExp(
  ['$1_(\\w+_)?$2', '$2_(\\w+_)?$1']
    .map((order) =>
      order
        .replace(
          '$1',
          '(invalid|incorrect|wrong|bad|unknown|unrecogni[sz]ed|revoked|malformed|mismatch|not_valid|not_found)',
        )
        .replace(
          '$2',
          '((access|refresh|auth|bearer|api|security|id)_?tokens?|jwt|(api|access|app|secret|license|auth)_?key|credentials?|password|logins?|client_(id|secret)|app_?id|csrf(_token)?)',
        ),
    )
    .map((order) => `(^|_)${order}(_|$)`)
    .join('|'),
  'i',
);

function byCode(facts: Facts): Finding | null {
  const code = codeIn(
    facts,
    /^(oauth_v\d_)?(invalid_?(api_?keys?|token|client|credentials?|grant|auth|authentication|access_?token|login|client_secret|secret_key)|API_KEY_INVALID|key_?invalid|bad_?credentials|authentication_?(error|failed|failure)|auth_failure|InvalidAuthenticationToken|UnrecognizedClientException|InvalidClientTokenId|token_?revoked|wrong_?(api_?)?key|wrong_?credentials(error)?|unauthorized_?client|NotAuthorizedException|InvalidAccessKeyId|AuthFailure|\w*cookie_invalid_nonce)$/i,
    kinds,
  );
  // RFC 6749 has one code for a grant that is wrong and for an address it may not be sent to.
  if (code === null || (/^invalid_?grant$/i.test(code) && /redirect/i.test(facts.words))) return null;
  return { ...(facts.status === 400 ? likely : proven)(`the answer's code is "${code}"`) };
}

function bySaying(told: Facts): Finding | null {
  const facts = withoutOtherTokens(told);
  const said = saidIn(facts, ...(facts.status === 401 || facts.status === 403 ? isSaid : isSaidOfHeader));
  return said === null ? null : likely(`the answer says "${said}"`);
}

function byRequest(facts: Facts): Finding | null {
  const [first] = [...facts.sent, ...credentialsInBody(facts.request)];
  if (facts.status === 400) return null;
  if (first === undefined) return facts.status === 401 ? possible('status 401') : null;
  return possible(`status ${facts.status}`, `the request carries ${nameOf(first)}`);
}

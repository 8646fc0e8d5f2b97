import { codeIn, defineCause, type Finding, likely, possible, proven, saidIn } from '../cause.ts';
import type { Facts } from '../facts/index.ts';

/** The request says nothing about who is calling. */
export const credentialsMissing = defineCause({
  name: 'credentials-missing',
  summary: 'The request carries no credential at all.',
  side: 'client',
  reference: 'RFC 9110 §15.5.2 (401), §11.6.1; the reference, scenario 1',
  runbook: 'missing-authentication',
  category: 'authentication',
  class: 'retryable-after-change',
  next: [
    'Check that the field for the key or token is filled in and saved in the integration’s configuration.',
    'Send it under the name that the API expects{needed}.',
    'Test it outside the platform: the same call with curl, once with and once without the key.',
  ],
  explanation:
    'The integration does not send any credential, so the API cannot let it in. We add your key to the configuration; after that the workflow authenticates by itself.',
  examples: [
    {
      from: 'the alert and user API',
      request: 'GET /alerts HTTP/1.1\nHost: localhost:8001\nAccept: */*',
      response:
        'HTTP/1.1 401 Unauthorized\nContent-Type: application/json\n\n{"detail":"Missing authentication. Include X-API-Key header."}',
      contract: true,
    },
    {
      from: 'FastAPI before 0.122',
      request: 'GET /items HTTP/1.1\nHost: api.example.com\nAccept: */*',
      response:
        'HTTP/1.1 403 Forbidden\nServer: uvicorn\nContent-Type: application/json\n\n{"detail":"Not authenticated"}',
    },
    {
      from: 'api.data.gov',
      request: 'GET /regulations/v4/documents HTTP/1.1\nHost: api.data.gov\nAccept: */*',
      response:
        'HTTP/1.1 403 Forbidden\nContent-Type: application/json\n\n{"error":{"code":"API_KEY_MISSING","message":"No api_key was supplied."}}',
    },
    {
      from: 'botocore, which sends nothing then',
      error: 'ERR_NO_CREDENTIALS: NoCredentialsError: Unable to locate credentials',
      phase: 'connect',
    },
    {
      from: 'Azure API Management',
      response:
        'HTTP/1.1 401 Access Denied\nContent-Type: application/json\n\n{"statusCode":401,"message":"Access denied due to missing subscription key. Make sure to include subscription key when making requests to an API."}',
    },
    {
      from: 'only the answer was kept',
      response:
        'HTTP/1.1 401 Unauthorized\nContent-Type: application/json\n\n{"detail":"Missing authentication. Include X-API-Key header."}',
    },
  ],
  find: (facts) => {
    if (facts.code === 'ERR_NO_CREDENTIALS') return proven('the client found no credential to send');
    if (facts.status === 422) return bySaying(facts);
    if (facts.status !== 401 && facts.status !== 403 && facts.status !== 400) return null;
    return byCode(facts) ?? byRequest(facts) ?? bySaying(facts);
  },
});

const words = [
  /\b(key|token|log-?in|auth|authentication|authori[sz]ation( header)?|credentials|sign-?in) (is |are |was )?(needed|necessary|absent|empty)\b|\b(requires?|needs?) (auth|authentication|to be authenticated)\b|\bauthenticate first\b|\b(request is|is|was) unsigned\b|\b(not|n't) signed in\b/i,
  /\b(did not|didn't|does not|doesn't) (carry|contain|include|have|send|present) (an?y? )?(valid )?(credentials|api key|token|authori[sz]ation)\b|\b(could not|couldn't|cannot|can't) find (any )?(credentials|api key|token)\b/i,
  /\bheader ['"`]?(authori[sz]ation|[\w-]*(api-?key|token|auth)[\w-]*)['"`]? (is |was )?(missing|required|absent|not (present|set|sent|provided|found))/i,
  /(^|· )(no|missing) ((api|access|auth\w*|bearer|valid) )?(token|key|credentials?|auth\w*)[.!]?(?=$| ·)/i,
  /(make sure|be sure|remember|forg[eo]t(ten)?|check that you) (to )?(set|send|include|provide|pass|add|supply|specify)\b(?![^.·]{0,15}\b(valid|different|correct)\b)[^.·]{0,40}(key|token|credentials?|authori[sz]ation|x-[\w-]+)\b/i,
  /(missing|without) (the )?(required )?(authentication|credentials|(api|subscription|access)[ _-]?key|(access |bearer |auth )?token|authori[sz]ation)/i,
  /missing [^.·]{0,40}(x-[\w-]*(key|auth|token)|authori[sz]ation header|jwt)|jwt is missing|anonymous token|(does|do|did) not specify a token/i,
  /(must|need to|should|have to|please) (first )?(provide|supply|include|send|specify|pass|add|use|set)(?![^.·]{0,15}\b(valid|different|another|new|correct)\b)[^.·]{0,30}(api[ _-]?key|\bkey\b|token|credentials?|authori[sz]ation|x-[\w-]+ header)/i,
  /(key|token|credentials?|oauth|authori[sz]ation|authentication|api[ _-]?key|login|password) must be (provided|supplied|sent|set|included|present|used|passed|specified|given)|requires (you to be|a|an) (authenticated|authentication|api key|token|login)|authentication (parameters|information|details|data) (is |are )?missing/i,
  /not (been )?authenticated|(authentication|authori[sz]ation) (is )?required|authentication credentials were not provided|requires authentication/i,
  /no (valid )?(client[ _-]?id|(\w+ )?key|(api|subscription)[ _-]?key|(access |bearer |auth )?token|credentials|auth(ori[sz]ation|entication)?)[^.·]{0,25}(supplied|provided|found|sent|present|given|header)/i,
  /((api|subscription)[ _-]?key|access token|bearer token|token|auth(ori[sz]ation)? (header|field)|x-[\w-]*(key|token|auth)[\w-]*( header)?|credentials?)( header| parameter| field)? (is |was |are |were )?(missing|required|not (provided|supplied|present|found in (the )?(request|header)|set|specified))/i,
  /(didn't|did not) provide an api key|must (be|have) (authenticated|logged in|signed in)|log ?in required|sign in or sign up|(please|need to|must|have to) ((log|sign) ?in|authenticate)\b/i,
  /credentials (were |was )?not found|required to provide auth|unable to locate credentials|no (basic auth )?credentials|user is not logged in|not logged in/i,
];

/** What is wrong was sent; what to use instead says nothing of it. */
const isWrong =
  /(password|token|credentials?|key)[^.·]{0,20} (is|was|are) (incorrect|invalid|wrong|not valid)\b|\b(password|token|credentials?|key) (incorrect|invalid|wrong|not valid)\b(?! or)/i;

const ofWrong = /(^|_)(invalid|wrong|bad|incorrect)_(\w+_)?(token|client|keys?|credentials?|login|password)(_|$)/i;

function byCode(facts: Facts): Finding | null {
  const code = codeIn(
    facts,
    /^(API_KEY_MISSING|missing_?(api_?key|token|credentials|authorization)|no_?auth|not_?authed|unauthenticated|authentication_required|credentials_required|MissingAuthenticationToken|CREDENTIALS_MISSING)$/i,
  );
  if (code === null || facts.sent.some(({ value }) => value !== '')) return null;
  const bare = withoutCredential(facts);
  // GraphQL's and gRPC's word for all that is wrong with a credential, wrong ones too.
  const isBroad = /^unauthenticated$/i.test(code) && bare.length === 0;
  if (isBroad) return bySaying(facts) ?? possible(`the answer's code is "${code}"`);
  return proven(`the answer's code is "${code}"`, ...bare);
}

function withoutCredential({ request, sent }: Facts): readonly string[] {
  return request.hasHeaders && sent.length === 0 ? ['the request carries no credential'] : [];
}

/** A 401 and a request whose headers are known and hold none. A 403 says less: it may have other reasons. */
function byRequest(facts: Facts): Finding | null {
  const { status, request, sent, against } = facts;
  const isBare = request.hasHeaders && sent.length === 0;
  if (!isBare || status === 400) return null;
  const need = against?.credentials.missing[0];
  if (need !== undefined) {
    const values = { needed: `: ${need.name} in the ${need.in}` };
    return {
      ...proven(`the contract asks for ${need.name} in the ${need.in}`, 'the request carries no credential'),
      values,
    };
  }
  const said = saidIn(facts, ...words);
  const evidence = ['the request carries no credential', ...(said === null ? [] : [`the answer says "${said}"`])];
  if (status === 401) return (isSeen(facts) ? possible : proven)('status 401', ...evidence);
  return said === null ? null : proven(...evidence);
}

/** Whoever calls a credential wrong has seen one: in the body, the query, or a header of its own. */
function isSeen(facts: Facts): boolean {
  return isWrong.test(facts.plain) || codeIn(facts, ofWrong) !== null;
}

function bySaying(facts: Facts): Finding | null {
  if (facts.sent.some(({ value }) => value !== '')) return null;
  const said = isWrong.test(facts.plain) ? null : saidIn(facts, ...words);
  return said === null ? null : likely(`the answer says "${said}"`);
}

import { plainWords } from '../../plain-words.ts';
import { calls, codeIn, defineCause, type Finding, likely, possible, proven, saidIn } from '../cause.ts';
import type { Facts } from '../facts/index.ts';

/** The route is right, the thing isn't there. */
export const resourceMissing = defineCause({
  name: 'resource-missing',
  summary:
    'The address is right, but what it names does not exist: deleted, never created, or of another environment or tenant.',
  side: 'client',
  reference: 'RFC 9110 §15.5.5 (404); the reference, scenario 5',
  runbook: 'resource-not-found',
  category: 'not-found',
  class: 'not-retryable',
  next: [
    'Check that the id belongs to this environment and tenant, and where the workflow got it.',
    'Call the same address with an id that surely exists, to see that the rest is right.',
    'Handle a missing one without failing the rest: skip and log, or create it.',
  ],
  explanation:
    'The workflow refers to a record that does not exist in this system{id}. We check that it exists before we use it and skip it when it does not.',
  refines: ['state-conflict'],
  examples: [
    {
      from: 'the alert and user API',
      request: 'GET /users/999 HTTP/1.1\nHost: localhost:8001\nX-API-Key: valid-key-123',
      response: 'HTTP/1.1 404 Not Found\nContent-Type: application/json\n\n{"detail":"User with ID 999 not found"}',
      contract: true,
    },
    {
      from: 'Stripe',
      response:
        'HTTP/1.1 404 Not Found\nContent-Type: application/json\n\n{"error":{"code":"resource_missing","message":"No such customer: \'cus_123\'","param":"id","type":"invalid_request_error"}}',
    },
    {
      from: 'other ids work',
      request: 'GET /tickets/9 HTTP/1.1\nHost: api.example.com\nX-API-Key: k3y',
      response: 'HTTP/1.1 404 Not Found\nContent-Type: application/json\n\n{"error":"not found"}',
      before: ['GET /tickets/1 → 200', 'GET /tickets/2 → 200'],
    },
  ],
  find: (facts) => {
    if (facts.status === 400 || facts.status === 422) return withId(facts, byStrongCode(facts) ?? inRequest(facts));
    if (facts.status === 409) return withId(facts, byConflict(facts));
    if (facts.status !== 404) return null;
    return withId(
      facts,
      byCode(facts) ?? byWorkingIds(facts) ?? bySaying(facts) ?? byContract(facts) ?? byForm(facts) ?? byHint(facts),
    );
  },
});

/** The last segment of a path; empty where it ends in a slash. */
function lastOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function withId({ request }: Facts, finding: Finding | null): Finding | null {
  const id = lastOf(request.path);
  return finding && { ...finding, values: { id: id === '' || request.host === '' ? '' : ` (${id})` } };
}

const codes =
  /^(resource_?(missing|not_?found)|no_?such_?\w+|\w+_?not_?found(_?(exception|error))?|Request_ResourceNotFound|unknown_\w+|\w+_unknown|invalid_\w+_not_found)$/i;
const ofRoutes =
  /^(\w+_)?(key|token|secret|credentials?|auth\w*)_?not_?found$|^(mandatory|required|field|param\w*|property|attribute|column|argument)_(\w+_)?not_found|(secret|token|credential|api_key|access_key|auth)\w*_not_found|^(enotfound|unknown_(error|route)|(invalid_)?(request|error|argument)_unknown|invalid_request_\w*unknown)$|(route|page|endpoint|path|application|flow)_?not_?found|^(\w*http_)?not_?found(_?(exception|error))?$/i;

function byCode(facts: Facts): Finding | null {
  const code = codeIn(facts, codes);
  // Of a dotted code the last part counts: `std.errors.not_found`.
  const plain = plainWords(code?.split('.').at(-1) ?? '').replaceAll(' ', '_');
  if (code === null || ofRoutes.test(plain)) return null;
  // Some call their own addresses resources.
  return (/resource_not_found/.test(plain) ? likely : proven)(`the answer's code is "${code}"`);
}

/** A 400 says it of what the request refers to; of a model or a version it means the value. */
function inRequest(facts: Facts): Finding | null {
  return /unknown (model|version|type)|should not exist/i.test(facts.words) ? null : bySaying(facts);
}

/** A 400 whose code names what is missing. */
function byStrongCode(facts: Facts): Finding | null {
  const finding = byCode(facts);
  const isOfField =
    codeIn(facts, /unknown_?(field|parameter|argument|property|error|query)|no_such_(column|field)/i) !== null;
  return finding === null || isOfField ? null : likely(...finding.evidence);
}

/** Dropbox answers 409 to whatever an operation itself refuses, a path that isn't there as well. */
function byConflict(facts: Facts): Finding | null {
  if (facts.input.statusGuessed === true) return null;
  const code = codeIn(facts, /^(\w+_)?not_?found$/i);
  return code === null ? null : likely(`the answer's code is "${code}"`);
}

function byWorkingIds({ history, request }: Facts): Finding | null {
  const works = history.alike.filter(({ failure, path }) => failure === null && path !== request.path);
  return works.length === 0 ? null : likely(`${calls(works.length)} of the same kind with other ids succeeded`);
}

/** Something with a name isn't there; the name may have an id, a kind or quotes around it. */
const thing = String.raw`\b(?!(?:requested|could|can|cannot|page|route|url|path|endpoint|resource|http|status|error|message|code|client|request|response|api|file|it|record|was|is|be|and|or|the|host|version|should|key|field|property|parameter|column|argument|token|credentials?|authentication|authorization)\b)[a-z][a-z_-]+`;
const named = String.raw`(?:\s+(?:with|by|of|for|named|version|id|ID|['"\`[(]?[\w@.:/+-]*[\w)]['"\`\])]*)){0,6}`;
const missing = new RegExp(
  `${thing}(?:[./\\d][\\w./-]*)?['"\`]?${named}\\s+(?:was |were |is |are |could |can |cannot |can't )?(?:not (?:be )?found|(?:does not|doesn't|do not) exist|not exist|be found)`,
  'i',
);
const words = [
  missing,
  /\bno such (?!column|field|property|host|attribute)[a-z]+|no [a-z]+ (found )?(with|for|matching) (the )?(given )?(id|name|key)|no record (found|of)/i,
  /unknown (user|id|ticket|record|object|customer|project|device|channel|message|guild|account|repository|model|image|tag)/i,
  /(could not|cannot|can't|couldn't|unable to|failed to) (find|locate) (the |a |an |any )?(?!the\b|data\b(?! record)|end\b|property|field|property|column|page\b(?! with)|route|requested|version)[a-z]+|record (does not|doesn't) exist|(manifest|blob|name) unknown/i,
  /\b(unable to|failed to|could not|couldn't|cannot|can't) (be )?(geocoded?|locate[d]?|match(ed)?|identify|identified)\b(?! (proxy|your|user|incoming|request|route|the (user|caller|client|request|route|path|url)))/i,
  /\bno \w+ (was |were )?(matched|matches|corresponds?|corresponding)\b|no matching \w+|could not resolve to an? \w+|violates foreign key|foreign key constraint fails|does not have an? \w+ (named|called)|(is|was) not in (this|the) (\w+ )?(registry|index|catalog|repository|database)\b/i,
  /error (retrieving|fetching|getting|loading|reading) (the )?(?!page|url|route|https?:)[a-z]+ ["'#]?[\w-]*\d[\w-]*/i,
  /no (query )?results? for|no (?!element found:)(\w+ ){1,3}(matching|matches|with|by|found)\b[^.·]{0,40}|\w+ \S+ of type \w+ is not present/i,
  /requested (entity|resource [\w/.-]+) (was )?not found|resource not found: \S/i,
  /\bnon-?existent (?!(route|path|url|endpoint|page|method|field|param\w*|property|column)\b)\w+|\b(is|was|are) non-?existent\b|\bnever existed\b|\bno data (for|with) (this|that|the) \w+/i,
  /\b(must|should|has to|have to|needs? to) (be|refer to|reference|point to|name|identify|match|belong to) (the (id|name) of )?(an? )?(already )?(existing|existent) (?!(field|param\w*|property|attribute|column)\b)\w+/i,
  /\b(webhook|workflow|device|user|number|domain|application|service|client|plugin) (is |was )?not registered\b/i,
  /\bnot a (recogni[sz]ed|known|valid|existing) (\w+ )?(g?id|identifier)\b(?! (token|provider))/i,
];

/** What isn't there is an address, a field or something within what was sent, and no thing of the API's. */
const ofOther = [
  /unable to identify proxy|status report|page not found|cannot (get|post|put|delete)|no (http )?(route|resource)|(^|· )method not found/i,
  /\b(param(eter)?|field|property|argument|attribute|column|header)s? (does not|doesn't|do not|don't) exist|\bno value\b/i,
  /found in (the |your |this )?(image|document|file|body|request|text|audio|photo|picture|payload|input|message|header)s?\b|\b(url|uri|path) [^.·]{0,30}(does not|doesn't) exist/i,
  /route [^·]{0,120}(not found|does not exist)|(?<!["'] )version \S+ not found|endpoint|\burl (is|was) not found|session (id)?|operations for url|requested (url|page|path)/i,
];

function bySaying(facts: Facts): Finding | null {
  const id = decode(lastOf(facts.request.path));
  const said = saidIn(facts, ...words);
  if (said === null || facts.answer?.isHtml === true || ofOther.some((pattern) => pattern.test(facts.words)))
    return null;
  const isNamed = id.length > 0 && facts.request.host !== '' && facts.words.includes(id);
  return likely(`the answer says "${said}"`, ...(isNamed ? [`it names the id ${id}`] : []));
}

function decode(text: string): string {
  return /%[0-9A-F]{2}/i.test(text) ? text.replaceAll(/%20/g, ' ') : text;
}

function byContract({ against, answer }: Facts): Finding | null {
  if (against?.operation === null || against === null || answer?.isHtml === true) return null;
  return /\{/.test(against.operation.path)
    ? likely(`the contract has ${against.operation.method} ${against.operation.path}, so the address is right`)
    : null;
}

/** What a 404 of an API names beside the words that say "not found" is mostly the thing that is missing. */
function byHint(facts: Facts): Finding | null {
  const { words, answer, input } = facts;
  if (answer?.json === undefined || input.statusGuessed === true || words.length > 400) return null;
  const said = saidIn(facts, /\bnot?\b|n't\b|\bcannot\b|unknown|invalid|missing|deleted|\bfail|\bnothing\b|\bnever\b/i);
  const isNamed = /[A-Za-z]{3,}/.test(words.replaceAll(bare, ''));
  return said === null || !isNamed || ofAddresses.test(words) ? null : possible(`the answer says "${said}"`);
}

const ofAddresses =
  /\b(route|path|url|uri|endpoint|page|api|action|controller|method|operation|http|host|version)s?\b/i;
const bare =
  /\b(not|found|resource|resources|requested|the|was|is|does|exist|exists|error|errors|status|code|message|fail(ed|ure)?|request|data|object|item|entity|could|be|invalid|exception|null|none|true|false|please|check|and|try|again|what|that|you|your|are|looking|for|this|available|report|type|on|by|has|been|cannot|unknown|client|server|response|en|en-us|record|something)\b|\w*(notfound|not_found|exception|error)\w*|\S+:\/\/\S+|\S*\d\S*/gi;

/** An API's own error about a path that ends in an id speaks most likely of the thing with that id. */
function byForm({ request, answer, words }: Facts): Finding | null {
  const last = request.host === '' ? '' : lastOf(request.path);
  const isId = /^(\d{1,20}|[\da-f]{8}-[\da-f-]{20,}|[\da-f]{16,}|[a-z]{2,6}[_-]?\d{2,}|[a-z]{2,6}_\w{8,})$/i.test(last);
  const isSilent = answer?.json !== undefined && words.length < 400 && !/route|path|url\b|endpoint|page/i.test(words);
  return isId && isSilent ? possible(`the path ends in an id: ${last}`) : null;
}

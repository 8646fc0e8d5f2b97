import { objectIn } from './object-in-text.ts';
import { plainEnglish } from './plain-english.ts';
import { isStatus, statusOfCode } from './told-status.ts';
import { asNumber, asObject, firstOf, type Members } from './values.ts';

/** The status that a body names in one of the members for it; that of an answer retold within comes before its own. */
export function statusNamed(json: unknown): number | null {
  const [body, error] = partsOf(json);
  return statusRetold(json) ?? statusIn([body, error]);
}

/** The status of an answer that a body retells within its message: gateways of gateways do so. */
export function statusRetold(json: unknown): number | null {
  const retold = partsOf(json).flatMap((object) => retoldIn(object));
  return retold.map((inner) => statusNamed(inner)).find((status) => status !== null) ?? null;
}

function partsOf(json: unknown): readonly [Members | null, Members | null] {
  const body = asObject(Array.isArray(json) ? json[0] : json);
  const inner = firstOf(body, 'error', 'errors', 'fault', 'response', 'meta', 'data', 'body');
  return [body, asObject(Array.isArray(inner) ? inner[0] : inner)];
}

function retoldIn(object: Members | null): readonly unknown[] {
  const said = firstOf(object, 'message', 'errorMessage', 'detail', 'body', 'Reason');
  const inner = typeof said === 'string' ? objectIn(said) : null;
  return inner === null ? [] : [inner.json];
}

/** The status that a code of the body stands for: `{"error_code":"INTERNAL_ERROR"}`, `{"status":"UNAVAILABLE"}`. */
export function statusCalled(json: unknown): number | null {
  const codes = partsOf(json).flatMap((object) => codeMembers.map((name) => object?.[name]));
  const called = codes.map((code) => (typeof code === 'string' ? statusOfCode(code) : null));
  return called.find((status) => status !== null) ?? null;
}

const codeMembers = ['code', 'error_code', 'errorCode', 'status', 'error', 'reason', 'type', 'kind'];

/** Without what providers write between their parts, in whatever case. */
const members = [
  'status',
  'statuscode',
  'code',
  'httpcode',
  'httpstatus',
  'httpstatuscode',
  'errorcode',
  'errorstatus',
];

function statusIn(objects: readonly (Members | null)[]): number | null {
  const named = objects
    .flatMap((object) => {
      const plain = new Map(Object.entries(object ?? {}).map(([name, value]) => [plainName(name), value]));
      return members.map((name) => asNumber(plain.get(name)));
    })
    .find((number) => number !== undefined && number >= 400 && number <= 599 && isStatus(number));
  return named ?? null;
}

function plainName(name: string): string {
  return name.replaceAll(/[_\s-]/g, '').toLowerCase();
}

const wording: readonly (readonly [RegExp, number])[] = [
  [
    /(not exist|not found|doesn't exist|\bno \w+ with)[^·]{0,60}(\bor\b|cannot be loaded)[^.]{0,60}(permission|access)/i,
    404,
  ],
  [/(?<!invalid )\b(permission|access)\b[^.·]{0,40}\bor\b[^.·]{0,40}(not exist|not found|been deleted)/i, 404],
  [
    /\b(is|are) (currently |still )?(loading|warming up|initiali[sz]ing|booting|starting( up)?|waking( up)?)\b|cold start/i,
    503,
  ],
  [
    /circuit ?breaker|bulkhead '[^']*' is full|not have available server|no (instances?|servers?) available|\bno (cluster )?(leader|quorum|master)\b|leadership lost/i,
    503,
  ],
  [/no space left|(space|disk|storage)( quota)? (is )?(exceeded|full)\b/i, 507],
  [/\b(server|system|service|api) (is )?(currently |too |very )?busy\b|maximum pending requests/i, 503],
  [/"errorType"\s*:\s*"(Runtime|Extension|Function)\.|\bout of memory\b|\bprocess (has )?(terminated|crashed)/i, 500],
  [/(?:^|[.:·] ?)(?:Forbidden|Access denied)[.!]?["']?\s*$/m, 403],
  [/(?:^|[.:·] ?)Unauthorized[.!]?["']?\s*$/m, 401],
  [/\bunexpected (internal|system|server|application) (error|failure|exception)\b/i, 500],
  [/error (code: ?)?10(0[0-2]|16|18|33)\b[\s\S]*cloudflare/i, 530],
  [/error (code: ?)?10(0[35-9]|1[02-4]|20)\b[\s\S]*cloudflare/i, 403],
  [/"message"\s*:\s*"Missing Authentication Token"/, 403],
  [/"loc"\s*:\s*\[/, 422],
  [/no route matched|^(2\.0 · )?method not found|cannot (get|post|put|patch|delete) \/|route \S+ not found/i, 404],
  [/\bException: (method )?not allowed\b/i, 405],
  [/API rate limit exceeded for |\bACL not found\b/, 403],
  [/method \\?"?[A-Z]+\\?"? (is )?not allowed|method not (allowed|supported)/i, 405],
  [/unsupported media type/i, 415],
  [/not acceptable(?! for)/i, 406],
  [/used cloudflare to restrict access[\s\S]*rate limited/i, 429],
  [
    /just a moment\.\.\.|attention required! \| cloudflare|you have been blocked|request (is |was )?blocked|requested URL was rejected|mod_?security|incapsula incident|access denied[\s\S]{0,300}reference #/i,
    403,
  ],
  [/\bmaintenance\b|be back (soon|shortly)/i, 503],
  [/(request|payload|entity|body) (is )?too large|maximum allowed number of bytes/i, 413],
  [/response was received from the upstream|upstream (server|connect)/i, 502],
  [
    /failed (log ?ins?|attempts)[^.]{0,60}(maximum|limit)|(maximum|limit)[^.]{0,40}(log ?in|sign ?in) attempts|\bseconds between (requests|calls)|\btoo (frequent(ly)?|soon)\b|rate[ _-]?limit|\b(qps|rps|tps|rate|frequency) (is )?(overload|exceed|over|too)\w*|request[ _-]?limit|rate exceeded/i,
    429,
  ],
  [
    /limit[ _]?exceeded|\blimit (has been |is |was )?reached|exceeded \d+ (calls|requests)|too[ _]?(many|much)[ _]?(\w+ )?(requests|calls|attempts|tries|times|connections|queries|sessions|authorizations|certificates)/i,
    429,
  ],
  [
    /(requests|calls|submitted|sent|posted|posting|sending|made|created|trying|retr(y|ied|ying)) too (quickly|fast|often|frequently)|quota|throttl|resource_?exhausted|slow down/i,
    429,
  ],
  [
    /\b(invalid|missing|wrong|no|expired) or (invalid|missing|wrong|expired|unknown) ([\w-]+ ){0,2}(key|token|credentials?)\b|missing (required )?(authentication|credentials|api key)|credentials (were )?not (found|provided)|not authenticated|unauthenticated/i,
    401,
  ],
  [
    /(authentication|authori[sz]ation) (is )?required|bad credentials|\b(invalid|expired|missing|wrong|unknown)tokens?\b|unauthori[sz]ed|\bjwt\b|re-?authenticat|re-?login|no valid session|login ?required|session (was |is |has been )?(terminated|timed out)/i,
    401,
  ],
  [
    /(could not|unable to|failed to) (be )?authenticate|authentication ?(failed|failure|error)|log(ged)? ?in (failed|to the server)|(invalid|incorrect|wrong|unknown|bad) ['"`]?(\w+ )?(token|session|credentials?|password|user ?name|login)/i,
    401,
  ],
  [
    /(token|session|api key) (is |has |was )?(expired|invalid|revoked|terminated)|(log ?in|user ?name|password)\b[^.]{0,40}(incorrect|invalid|wrong)|\bre-?login\b/i,
    401,
  ],
  [
    /signature[^.]{0,40}(does not match|invalid|expired|incorrect|wrong)|SignatureDoesNotMatch|forbidden|: denied\b|access[^.]{0,30} denied|\baccess control exception\b|\bno ?permissions?\b|invalid (\w+ )?(api[ _]?)?key|access[ _]?denied|permission|not authori[sz]ed|permission deny|insufficient[ _](\w+ )?(scope|privilege|access|rights)|not have (authorization|access)/i,
    403,
  ],
  [
    /\b(property|field|parameter|argument|column|attribute)\b[^.]{0,60}(does not exist|doesn't exist|not found|doesnt_exist)|no such (column|field|property|parameter|argument|attribute)|(field|property|parameter)s? (is|are) (missing|required)/i,
    400,
  ],
  [
    /(possible|allowed|supported|accepted|valid) \w+ are\b|\b(need|have) to (set|specify|provide|supply|give|pass)\b/i,
    400,
  ],
  [
    /not[ _]?found|does not exist|doesn't exist|no[ _]?such|could not be found|cannot find|unknown_?(user|channel|object)/i,
    404,
  ],
  [/(insufficient|not enough|low) (\w+ )?(funds|balance|credits?)\b|enable billing/i, 402],
  [/precondition (failed|not met)|condition specified using HTTP conditional header/i, 412],
  [/\binvalid (request|client|source) IP\b/, 403],
  [/\blease (id )?(already|mismatch|specified did not match|is lost)/i, 409],
  [
    /\b(object|domain|record|user|name) exists\b|already (exists|in use|taken|been)|\bstill in use\b|conflict|duplicate|version mismatch|has been modified/i,
    409,
  ],
  [
    /missing required|required (field|param|prop|key)|is required|invalid[ _](value|type|format|argument|request|parameter|input)|validation|malformed|must be|should be|is too (short|long)|\b(invalid|incorrect|unknown(?! error)|unsupported|bad request|cannot be)\b/i,
    400,
  ],
  [
    /(service|server|temporarily|currently|is|be) (unavailable|not available)(?! (in|for|on) (location|region|resource|your|this))|services? (aren't|isn't|are not) available|is (currently )?stopped|unavailable ?shards|^\W*unavailable\W*$|overloaded|try again later|no (available|healthy) \w+/i,
    503,
  ],
  [/\bUNAVAILABLE\b/, 503],
  [/(could not|cannot|can't|unable)\b[^.]{0,60}\b(at this time|right now|at the moment)\b/i, 503],
  [
    /(fail(ed|ure)|unable|error|cannot|could not) (to )?(in )?communicat(e|ing|ion) with\b|communication with [^.·]{1,40} (failed|lost)\b/i,
    502,
  ],
  [/bad gateway|the proxy server (could not handle|received an invalid)|(problem|error|failed) proxying/i, 502],
  [/time-?out\b|timed out|deadline/i, 504],
  [
    /internal (server )?error|something went wrong|unexpected error|unknown error has occurred|an error has occurred|(?<!\()\b(application|runtime|server) error\b/i,
    500,
  ],
];

/** The status that words speak of; null when they speak of none. */
export function statusMeant(text: string): number | null {
  const plain = plainEnglish(text.replaceAll(/([a-z\d])([A-Z])/g, '$1 $2').replaceAll(/_+/g, ' '));
  return wording.find(([pattern]) => pattern.test(text) || pattern.test(plain))?.[1] ?? null;
}

import { plainEnglish } from '../trace/read/plain-english.ts';
import { type Finding, possible, saidIn } from './cause.ts';
import type { causes } from './causes/index.ts';
import type { Facts } from './facts/index.ts';

type CauseName = keyof typeof causes;

const ofFields = [400, 422];
const ofAccess = [401, 403];

/**
 * Words that mean a cause in most sentences of an API and not in all, with the statuses under which they do; the special
 * before the general.
 */
const hints: readonly (readonly [cause: CauseName, statuses: readonly number[], says: RegExp])[] = [
  ['idempotency-key-reused', [400, 409, 422], /idempotency[- _]?key/i],
  ['clock-skew', ofAccess, /\b(time ?stamp|clock|date header)\b/i],
  ['signature-mismatch', ofAccess, /\b(signature|digest|hmac|signed(?! (in|up|out)\b))\b/i],
  ['token-expired', ofAccess, /\b(log|sign) ?in again|\bsession\b|\bexpire[sd]?\b(?!,? or)/i],
  ['wrong-audience', [401], /\b(audience|issuer|tenant)\b/i],
  ['address-not-allowed', [403], /white-?list|allow-?list|\bIP\b|\b(client|remote|source) address|trusted network/],
  [
    'account-suspended',
    [401, 403],
    /\b(unpaid|invoices?|payments?|billing|suspended|locked|closed|deactivated|inactive|unverified|trial)\b|not verified|(verify|confirm) your|e-?mail not confirmed/i,
  ],
  [
    'service-not-enabled',
    [403, 404],
    /\b(enable|activate|turn(ed)? on|switch(ed)? on|disabled|not (enabled|activated|active))\b/i,
  ],
  ['quota-exhausted', [402, 403], /\b(credits?|allowance|quota|monthly|daily|limit reached)\b/i],
  [
    'insufficient-scope',
    ofAccess,
    /\b(permi(t|tted|ssions?)|privileges?|roles?|scopes?|rights|entitled|administrators?|admins?|owners?|plan)\b/i,
  ],
  [
    'insufficient-scope',
    [403],
    /\b(allow(s|ed)?|authori[sz]ed|cannot|can ?not|can't|may not|not include|members?|write|edit|requires?d?|needs?|restricted|disallowed|only)\b|\bis unauthori[sz]ed\b/i,
  ],
  ['credentials-missing', [401], /\b(no|missing|without|required?|before|must|need|expected|anonymous)\b/i],
  [
    'wrong-media-type',
    [400],
    /\b(send|sent|body|expects?|accepts?|must be|as) [^·]{0,40}(application\/(json|xml|x-www-form-urlencoded)|multipart\/form-data)|content[- ]type (header|must|should|is|was|missing|not)\b/i,
  ],
  ['route-missing', [404], /\b(unknown|no|invalid|wrong) (\w+ ){0,2}(path|route|url|uri|endpoint)\b/i],
  [
    'method-not-allowed',
    [400, 404],
    /\b([Uu]se|[Oo]nly|[Rr]equires?|must be|[Ee]xpects?) (an? |the )?(GET|POST|PUT|PATCH|DELETE)\b/,
  ],
  [
    'body-unreadable',
    ofFields,
    /\b(body|payload|request) (must|should|has to|needs to) be (an? )?(valid |well-?formed )?(json|xml)\b|\b(json|xml|request body|payload)\b(?![^·]{0,60}\bschema\b)[^·]{0,40}\b(not|could|un\w+|fail\w*|invalid|malformed|wrong|bad)\b/i,
  ],
  [
    'value-out-of-bounds',
    ofFields,
    /\b(can ?not|can't|could not|couldn't|unable to|failed to) (be )?parsed? (?!(the )?(request|json|xml|body|payload|multipart|form|content|data|input)\b)\w/i,
  ],
  [
    'identifier-of-wrong-form',
    ofFields,
    /\b(uuid|guid|ulid|objectid|hex(adecimal)?)\b|\bids?\b[^·]{0,20}\b(must|should|has to|have to|format)\b/i,
  ],
  [
    'wrong-date-format',
    ofFields,
    /\b(date|datetime|time ?stamp|time ?zone)\b[^·]{0,60}\b(format|parse|invalid|recogni[sz]ed|valid)\b|\bunpars(e)?able date\b/i,
  ],
  [
    'wrong-type',
    ofFields,
    /\btype requires (an? )?(json )?(array|object|string|number)\b|\b(array|string|integer|numeric|boolean|object|list|number|decimal)\b[^·]{0,20}\b(expected|given|got|received|instead)\b|(expected|needs? to be|has to be|must be|should be|is not|not) (an? )?(array|string|integer|numeric|boolean|object|list|number|decimal)\b/i,
  ],
  [
    'field-unknown',
    ofFields,
    /\b(should|must|may) (not be|be not) present\b|\b(field|property|parameter|attribute|column|argument)s?\b[^·]{0,40}\b(unknown|not (exist|found|part|supported)|unrecogni[sz]ed|unexpected)\b/i,
  ],
  [
    'state-conflict',
    ofFields,
    /\b(another|existing|duplicated?|same|unique|conflicts?|not available|archived|transition|in use|move from|(can|may) only|(current|in|wrong|this) state)\b/i,
  ],
  [
    'required-field-missing',
    ofFields,
    /\b(missing|mandatory|omitted|absent|needed)\b|\brequired (for|in|to|when|if|by|on|with|unless)\b|\bno [\w() -]{1,40} (found|given|sent)\b|\bmust exist\b|\bnot defined in (the )?(header|body|query|request)s?\b|\b(not|never|forgot to|without) (specify|provide|supply|include|send|set|give|pass|select|choose)/i,
  ],
  [
    'value-out-of-bounds',
    ofFields,
    /\b(limit(ed)?|max(imum)?|min(imum)?|chars?|characters|digits|length|exceeds?|between|at (least|most)|greater|less|positive|negative|pattern|checksum)\b|\btoo \w+/i,
  ],
  [
    'resource-missing',
    ofFields,
    /\b(not|never|no) (exist|found|find|know|refer|belong)\w*(?! expected)|no record|existing \w+$/i,
  ],
  [
    'value-not-allowed',
    ofFields,
    /\b(invalid|illegal|unrecogni[sz]ed|unsupported|incorrect|bad|wrong|unknown|disallowed) (?!(request|arguments?|param(eter)?s?|inputs?|data|payload|body|query|values?|json|xml|syntax|response|operation|state|url|uri|path|character|format|type|token|credentials?|or|and|field|error|authentication|status|gateway|reason)\b)(\w+ ){0,3}\w+|(?!\b(request|input|data|call|operation)\b)\b\S+ (is|are) (invalid|not valid|incorrect|unknown|not (supported|allowed))\b|\bno valid \w+|(does not|doesn't|do not|don't) support\b/i,
  ],
  [
    'value-not-allowed',
    ofFields,
    /\b(must|should|has to) be (a )?valid\b|\b(bad|incorrect|wrong|illegal|invalid|unexpected) values?\b|\b(is|are|was|were)(n't| not) (accepted|permitted|recogni[sz]ed|applicable|registered|known|available|one of|one we)\b|\bcan only be one of\b|^\w+ \w+ invalid$/i,
  ],
  [
    'field-unknown',
    ofFields,
    /\b(invalid|illegal|bad) (field|property|column|attribute|parameter)s?: ?['"`]?\w+['"`]?$/i,
  ],
  [
    'value-out-of-bounds',
    ofFields,
    /\b(must|should|has to|have to|needs? to) (be|have|match|contain|start|end|consist)\b/i,
  ],
  ['value-not-allowed', ofFields, /\b(cannot|can ?not|can't) (be )?used? [^·]{0,40}\b(for|with|in|on) \w+/i],
  [
    'state-conflict',
    ofFields,
    /\b(cannot|can ?not|can't|not possible to) (be )?(?!be\b|parse|process|read|find|fetch|deserialize|unmarshal)[a-z]+\b/i,
  ],
];

/** The cause that the words of an API's own short answer hint at; null when they hint at none. Asked where nothing else was found. */
export function hinted(told: Facts): { readonly cause: CauseName; readonly finding: Finding } | null {
  if (!isOwn(told)) return null;
  // Addresses are made of words too.
  const words = withoutAddresses(told.words);
  const facts = { ...told, words, plain: plainEnglish(words) };
  for (const [cause, statuses, says] of hints) {
    const isOpen = statuses.includes(facts.status ?? 0) && (cause !== 'credentials-missing' || facts.sent.length === 0);
    const said = isOpen ? saidIn(facts, says) : null;
    if (said !== null)
      return { cause, finding: { ...possible(`the answer says "${said}"`), values: { field: said, said } } };
  }
  return null;
}

function withoutAddresses(words: string): string {
  return words.replaceAll(/\bhttps?:\/\/\S+/g, '');
}

/** Data, and little of it: elsewhere such words turn up by chance. */
function isOwn({ answer, words, input }: Facts): boolean {
  const isData = answer !== null && !answer.isHtml && (answer.json !== undefined || /^\s*</.test(answer.text));
  return input.statusGuessed !== true && words.length < (isData ? 400 : 220);
}

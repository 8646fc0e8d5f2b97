import { codeIn, defineCause, type Finding, likely, proven, saidIn } from '../cause.ts';
import { fieldOfViolation, violationsOf } from '../facts/body-fields.ts';
import type { Facts } from '../facts/index.ts';
import { formOfScope, taken } from '../vocabulary.ts';

/** A value that is none of those allowed. */
export const valueNotAllowed = defineCause({
  name: 'value-not-allowed',
  summary: 'A field holds a value that is none of those the API allows.',
  side: 'client',
  reference: 'the reference, scenario 3 (enum)',
  runbook: 'malformed-request',
  category: 'validation',
  class: 'not-retryable',
  next: [
    'Compare the value with the allowed ones of the documentation, letter by letter: {allowed}.',
    'Map your own words to the API’s (critical to high, for instance) in the workflow.',
    'Decide what happens to values that have no counterpart.',
  ],
  explanation:
    'The workflow sends a value that the API does not know: {field}. We map our values to the ones it allows.',
  examples: [
    {
      from: 'the alert and user API',
      request:
        'POST /alerts HTTP/1.1\nHost: localhost:8001\nX-API-Key: valid-key-123\nContent-Type: application/json\n\n{"tenant":"client-a","alert_type":"TEST","severity":"critical"}',
      response: 'HTTP/1.1 400 Bad Request\nContent-Type: application/json\n\n{"detail":"Invalid value for severity"}',
      contract: true,
    },
    {
      from: 'FastAPI',
      response:
        'HTTP/1.1 422 Unprocessable Entity\nContent-Type: application/json\n\n{"detail":[{"type":"enum","loc":["body","severity"],"msg":"Input should be \'low\', \'medium\' or \'high\'","input":"critical"}]}',
    },
  ],
  find: (facts) => {
    // Some servers call their own failure to read a value a 500.
    if (facts.status === 500) return bySaying(facts, /not one of the values accepted|No enum constant/);
    return facts.status === 400 || facts.status === 422 ? (byContract(facts) ?? byAnswer(facts)) : null;
  },
});

function byContract(facts: Facts): Finding | null {
  const wrong = violationsOf(facts, 'enum');
  if (wrong.length === 0) return null;
  const values = { field: fieldOfViolation(wrong), allowed: wrong[0]?.details['allowed'] ?? '' };
  return { ...proven(...wrong.map(({ message }) => `against the contract: ${message}`)), values };
}

const codes = [
  /^(enum|literal_error|type_error\.enum|invalid_?enum(_value)?|not_in_enum|invalid_?choice|invalid_?option|\w*_choices|unsupported_(value|grant_type|response_type)|invalid_scope|invalid_multiple_choice_options|\w*restricted_picklist|redirect_uri_mismatch)$/i,
  /(^|_)(invalid|unsupported|unknown|illegal|bad|unrecogni[sz]ed)_(\w+_)?(enum|choice|option|currency|country|language|locale|region|model|version|status|category|operator|mode|plan|symbol)(_(code|id|name|value|type))?$/i,
  /(^|_)(currency|country|language|locale|location|region|sku|size|model|version|status|category|operator|option)_(\w+_)?(invalid|unsupported|not_(supported|allowed|available|valid))(_|$)/i,
];
const words = [
  /\b(invalid|expired|bad|unknown|malformed) (next )?(page|paging|pagination|continuation|cursor|sync|delta|resume|card|payment) ?token\b|\b(page|paging|pagination|continuation|cursor|sync|delta|resume|card|payment) ?token\b[^.·]{0,40}\b(invalid|expired|not valid|unknown|malformed)\b/i,
  /\b(must|should|can|may|has to|have to|needs? to|ought to) (only )?be (set to )?(either |one of |any (one )?of |among )(?!(a |an |the )?(string|integer|number|boolean|array|object|list|null|empty|greater|less)\b)/i,
  /\b(must|should|has to|needs to|can only|may only) be (in )?['"`]?(?!\d|in\b|positive|negative|zero|null|empty|blank|greater|less|equal|unset|omitted|present|(an? )?(string|integer|number|boolean|array|object|list)\b)[\w.-]{1,40}['"`]? or ['"`]?(?!fewer|more|less|greater|equal|earlier|later|before|after|older|newer|higher|lower|equal|zero|null|(an? )?(string|integer|number|boolean|array|object|list)\b)\w{1,40}['"`]?(?! (state|status)\b)/i,
  /\b(allowed|supported|accepted|possible|permissible|permitted|acceptable|valid|available|legal) (\w+ )?\w+( are| is)?:? ?['"`[]?\w+['"`]?(, ?| ?\| ?)['"`]?\w|\b(options|choices|allowed|valid) ?: ?['"`[]?\w+['"`]?(, ?| ?\| ?)\w|\bexpected \w+\|\w/i,
  /\bnot an? (allowed|acceptable|legal|available|possible|permissible) (?!(field|param\w*|property|attribute|column|method|route|url|path|endpoint|key)\b)\w+|\bno (valid|supported|allowed|accepted|acceptable) (?!(field|param\w*|property|attribute|column|key|token|credentials?|session|subscription|licen[sc]e|plan|json|data)\b)\w+|\bnot (in|from|part of) (the |this |an? )?(\w+ )?(list|enum|set)\b|\bfrom the list\b|\bto (the )?enum\b/i,
  /\b(country|currency|language|locale|region|model|category|type|event|operator|version|unit|format|priority|severity|size|plan|image)( code| name| type)? (is |was )?(not|n't) (recogni[sz]ed|known|supported|accepted|available|registered|applicable|valid)\b|\b(region|model|category|type|version|size|sku|image|option|value) (is |are )?unavailable\b|\bredirect[_ ]?ur[il] is not (registered|allowed|permitted)/i,
  /\b(must|should) (differ|be different|not be (the )?(same|identical|equal))\b|\b(cannot|can't|must not|may not) (be|use|have) (the )?(same|identical)\b/i,
  /\bnot (yet )?(been )?(white-?listed|allow-?listed|pre-?approved|pre-?registered)\b|\bnot an? (verified|approved|registered|permitted|recogni[sz]ed|known|supported|accepted) (?!(field|param\w*|property|attribute|column|method|route|url|path|endpoint)\b)\w+/i,
  /\binvalid (input|argument|option|setting|choice) ['"`][^'"`·]{1,60}['"`] (for|in|of)\b|\b(is|are) only (available|valid|allowed|supported|applicable|permitted) (for|with|in|when|if)\b|(?<!\b(field|param(eter)?|property|attribute|argument|column|method|operation)s? [^.·]{0,30})\b(is|are) (currently )?unsupported\b/i,
  /\b(has|have|having|with|contains?|received) (an? )?(invalid|illegal|unknown|unsupported|unexpected|unrecogni[sz]ed) values?\b|(?<!\b(field|param(eter)?|property|attribute|argument|column)s?\b[^.·]{0,40} )\bis (currently |yet )?not (currently |yet )?supported\b/i,
  /(must be|should be|is not|was not) (one of|in (the )?(list of )?(allowed|supported|valid|accept(ed|able))|a valid choice|equal to one of)|not one of the (values accepted|allowed)|expected one of|No enum constant/i,
  /\b(?<!list of )(allowed|supported|accepted|possible|permitted|valid|available) (values|versions|types|options|choices|models|states|statuses|labels|currencies|countries|formats|methods|fields|scopes)\b/i,
  /input should be '|not a valid (choice|value|enum|option|type)|invalid (enum|option|choice)|unsupported (value|currency|country|language|region|model|version|option|grant type)/i,
  /is not (a )?(supported|allowed|permitted) (value|option|currency|country|language|model|type)|grant type is not supported|does not support [^·]{1,60} with this/i,
  /the selected [\w ]{1,40} is invalid|(issue )?type selected is invalid|(not|n't) have a valid value|invalid value '[^'·]{1,60}' for|bad value for|has an invalid value|(unrecogni[sz]ed|illegal|unsupported) value\b|\b(?!additional|field|propert|param|attribute|argument|key)\w+ ['"`][^'"`·]{1,40}['"`] (is )?not (allowed|supported)\b|value for ['"`]\w+['"`] (is )?not (supported|allowed|valid)/i,
  /\b(must|should|can|may|has to|have to) (only |either )?be (a list of |any of |either |only )?(?!(an? |\w* ?)(string|integer|number|boolean|array|object|list|letters?|digits?|alphanumeric|characters)\b)['"`]?[a-z][\w-]*['"`]?(, ['"`]?(?!numbers|digits|underscores)[\w-]+['"`]?){1,12},? or (?!numbers|digits|underscores|hyphens|dashes)['"`]?\w+/i,
  /must be (either )?['"`]?(?!\d)[\w.-]+['"`]? or (?!fewer|more|less|greater|equal|earlier|later|before|after|older|newer|higher|lower)|must be in \[|; ?allowed: |is not a valid (?!field|param|property|attribute|column|argument|address|iban|domain|zip|postal|credit|vat|email|e-mail|url|uri|uuid|guid|id\b|json|xml|phone|date|time|iso|ip\b|integer|number|boolean|string|list|array|int\b|float|hostname|key|token|api(?! (name|version|method)))[a-z]+/i,
  /(unknown|invalid|unsupported) (model|currency|country|region|locale|language|timezone|time zone|unit|category|priority|severity|state(?! (transition|change))|version|mode|role|plan|operator|grant)\b|(unknown|unsupported) type\b/i,
  /(region|location|model|version|size|currency|country|language|type|format|method|option|value) \S+ (is|has been) (currently )?(not supported|not available|unsupported|deprecated|retired|no longer (supported|available))/i,
  /failed on the 'oneof' tag|not included in the list|valid values? (from|are|include)|one of the following|(choose|select|pick) (one|a valid|from)|enum value set|\bvalue ['"`][^'"`·]{1,60}['"`] is (not valid|invalid)|failed to (parse|convert) enum/i,
  /(incorrect|invalid|mismatching|wrong) redirect[_ ]?ur[il]|redirect[_ ]?ur[il][^·]{0,120}(does not|doesn't|must) match|redirect[_ ]?ur[il] [^.·]{0,30}(mismatch|not match|invalid|incorrect)/i,
  /(currency|country|language|region|zone|location|model|version|option|value|method|format|type|size|sku|image) is(n't| not) (supported|available|allowed)|\binvalid (query option|table|index)\b/i,
  /\b(region|model|currency|country|language|zone|location) (is )?(not valid|invalid|unknown)\b/i,
  /invalid resource type|cannot be used with|api-version '[^'·]{1,40}' is invalid/i,
];

function byAnswer(facts: Facts): Finding | null {
  const code = formOfScope.test(facts.words) ? null : codeIn(facts, ...codes);
  const said = saidIn(facts, ...words);
  if (code === null && (said === null || taken.test(facts.words) || ofType.test(facts.words))) return null;
  const finding =
    code === null
      ? likely(`the answer says "${said}"`)
      : proven(`the answer's code is "${code}"`, ...(said === null ? [] : [`it says "${said}"`]));
  return { ...finding, values: { field: said ?? '' } };
}

/** A value of the wrong type is called invalid first. */
const ofType = /\bexpected type\b/i;

function bySaying(facts: Facts, pattern: RegExp): Finding | null {
  const said = saidIn(facts, pattern);
  return said === null ? null : { ...likely(`the answer says "${said}"`), values: { field: said } };
}

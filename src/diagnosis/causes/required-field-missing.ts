import { codeIn, defineCause, type Finding, likely, proven, saidIn } from '../cause.ts';
import { fieldsWithout } from '../facts/body-fields.ts';
import type { Facts } from '../facts/index.ts';

/** The API needs a field that isn't there. */
export const requiredFieldMissing = defineCause({
  name: 'required-field-missing',
  summary: 'Required fields are missing from the request.',
  side: 'client',
  reference: 'RFC 9110 §15.5.1; the reference, scenario 3',
  runbook: 'malformed-request',
  category: 'validation',
  class: 'not-retryable',
  next: [
    'Capture the exact body that the workflow sends and look for: {field}.',
    'Find the variable that should fill it: is it mapped, and does it have a value in this run?',
    'Add a check before the call that required fields are there, and test with the smallest valid body.',
  ],
  explanation:
    'The workflow does not send everything the API needs: {field}. We adjust the mapping so that required fields are always filled, and test it.',
  examples: [
    {
      from: 'the alert and user API',
      request:
        'POST /alerts HTTP/1.1\nHost: localhost:8001\nX-API-Key: valid-key-123\nContent-Type: application/json\n\n{"tenant":"test"}',
      response:
        'HTTP/1.1 400 Bad Request\nContent-Type: application/json\n\n{"detail":"Missing required fields: alert_type, severity"}',
      contract: true,
    },
    {
      from: 'FastAPI',
      response:
        'HTTP/1.1 422 Unprocessable Entity\nContent-Type: application/json\n\n{"detail":[{"type":"missing","loc":["body","severity"],"msg":"Field required","input":{}}]}',
    },
    {
      from: 'GitHub',
      response:
        'HTTP/1.1 422 Unprocessable Entity\nContent-Type: application/json\n\n{"message":"Validation Failed","errors":[{"resource":"Issue","field":"title","code":"missing_field"}]}',
    },
  ],
  find: (facts) => {
    // Some answer 409 to all that they can't carry out.
    if (facts.status === 409) return bySaying(facts, '', /missing (a |an )?(value|required)|\bis required\b/i);
    if (facts.status !== 400 && facts.status !== 422) return null;
    const field = fieldsWithout(facts).join(', ');
    const missing = facts.against?.violations.filter(({ kind }) => kind === 'missing') ?? [];
    if (missing.length > 0)
      return { ...proven(...missing.map(({ message }) => `against the contract: ${message}`)), values: { field } };
    const isOfThing = codeIn(facts, /^(resource|object|entity|record)_?(is_)?missing$/i) !== null;
    return isOfThing ? null : (byCode(facts, field) ?? bySaying(facts, field));
  },
});

function byCode(facts: Facts, field: string): Finding | null {
  const code = codeIn(facts, ...codes);
  if (code === null) return null;
  return {
    ...proven(`the answer's code is "${code}"`, ...(field === '' ? [] : [`it names ${field}`])),
    values: { field },
  };
}

function bySaying(facts: Facts, field: string, ...says: readonly RegExp[]): Finding | null {
  if (field === '') {
    const said = saidIn(facts, ...(says.length > 0 ? says : words));
    return said === null ? null : { ...likely(`the answer says "${said}"`), values: { field: said } };
  }
  const said = saidIn(facts, /missing|required|must (be|have)/i, ...words) ?? field;
  return { ...likely(`the answer says "${said}"`), values: { field } };
}

const codes = [
  /^(missing|missing_?(fields?|parameters?|required_?(parameters?|fields?|arguments?)|argument|version|api_version_parameter)|required|(field|property)_?required|required_?(field|parameter|property)(_?missing)?|parameter_missing|value_error\.missing|base_type_required|invalid_request_missing_fields|no_text)$/i,
  /^(mandatory|required)_(\w+_)?not_found$/i,
  /^(?!\w*(login|admin|owner|moderator|premium|membership|auth|https?|ssl|tls|interaction|token|key|credential|signature|permission|scope|payment|captcha|mfa|otp|verification|upgrade|subscription|consent|agreement|terms|resource|object|entity|record))\w*_?(missing|required|mandatory|not_(provided|specified|supplied|present|given|set))(_\w+)?$/i,
];
/** What says that something is missing, though it may not name it. */
const words = [
  /\bat least one (?!char|digit|upper|lower|letter|number|special|symbol|of)[\w ]{1,40} (is|are|must be|should be|has to be) (needed|required|provided|given|set|specified|present)\b|\b(need|select|choose|specify|provide|give|add|include|supply|enter|pick) at least one (?!char|digit|upper|lower|letter|number|special|symbol|of)\w/i,
  /\b(param(eter)?|field|property|attribute|argument|header|value) ?(['"`]?[\w.[\]-]{1,60}['"`]? )?(was |is )?(not found|missing|absent) in (the |your )?(request|body|payload|query|header|url|json|input|form)\b|\b(could not|couldn't|cannot|can't|unable to) find (the )?(required )?(param(eter)?|argument|header) /i,
  /\b(request|body|payload|input|form|query) ((is )?lack(s|ing)|(does not|doesn't|did not|didn't) (contain|include|have|carry))\b(?![^.·]{0,40}\b(token|key|credentials?|authori[sz]ation|auth|signature|permissions?|scopes?|access)\b)/i,
  /\b(has|have|had|was|were)( not|n't) (been )?(specified|set(?! up)|given|supplied|provided(?! access)|filled|entered|defined|selected|chosen)\b|\b(not|n't|never) (entered|selected|chosen|specified|provided|given|supplied|filled in|filled out) (an?|the|any|your)\b/i,
  /\b(must|have to|need to|please|should) (first )?(choose|select|pick|fill in|fill out|state|define|indicate) (?!(a |an |the )?(valid|different|other|another|new|unique|one of|real|correct)\b)(an? |the |your |all |either )/i,
  /(^|[.·] )(please )?(supply|provide|specify|give|enter|include|set|pass) (the |a |an )?(required |missing )?(param(eter)?|field|value|argument|property|header)s?\b/i,
  /\b(compulsory|obligatory)\b|\bno values? (for|of|in)\b|\bno (?!(matching|such|changes?|available)\b)\w+ (was |were |has been |is )?(selected|chosen|entered)\b|\bnothing (was |has been )?(provided|given|sent|specified|supplied|passed|entered)\b|\bneeds? an? (\w+ )?value\b|\bexpect(s|ing) (the |a |an )?(param(eter)?|field|argument|header|property)\b/i,
  /\bnot (provided|supplied|specified)\b/i,
  /\b(specify|provide|supply|give|choose|select|add) (a |an |the |some )?(value|input)s?\b(?! (that|of|between|from|in|less|greater|within))/i,
  /\b(not enough|insufficient|incomplete|too little) (information|data|details|inputs?|parameters|arguments|fields)\b/i,
  /\b(must|should|has to|needs to) (have|contain|include) (all )?(the )?(following |required )?(keys?|fields?|propert(y|ies)|attributes?|param(eter)?s?|columns?|headers?)\b/i,
  /\bvalue required\b|\bno value (was |is )?(associated|given|set|found|provided|present)\b/i,
  /\bvalidation\.(required|present|filled)/i,
  /(?<!\b(not|upgrade|payment|authentication|authori[sz]ation|login|action|(string|integer|number|boolean|array|object|list|null) (is|was)|verification|approval|confirmation|subscription|membership|plan|access|permission|scope|role|key|token|credentials?|header|https?|ssl|tls) )\brequired[.!]?(?=$| ·)/i,
  /\bexpected (param(eter)?|field|argument|header|property) ['"`]/i,
  /(missing|omitted) (a |an |the |one or more )?(required|mandatory|necessary)|required (value|fields?|params?|parameters?|propert(y|ies)|arguments?) (is|are|was|were)? ?(missing|not)?/i,
  /(field|value|parameter|property|attribute|argument|param|header|body)s?["'`]? (is|are) (required|missing|mandatory|not (set|provided|specified|present))/i,
  /(is|are|was|were) (mandatory|not (given|present(?! in)|provided|supplied|specified|sent))\b|(missing|omitted) (request |query |path )?(header|parameter|data|field|value|property|argument)s?\b|should not be blank|must be (specified|provided|supplied|given|present|set)\b/i,
  /(can't|cannot|must not|may not|can not) be (missing|omitted|absent)|is missing or the value is empty|is missing required/i,
  /(you )?(must|have to|need to|please|should) (specify|provide|supply|include|pass|set|enter|add) (an? (?!(valid|real|different|new|another|unique)\b)|the |at least|your |all |either )/i,
  /no [\w ]{1,30}(?<!\b(the|matched|matches|matching|your)) (was |were )?(found to|provided|specified|given|supplied)\b|at least one of [^·]{1,120} (must|should|is required)|must (contain|include|have|specify|provide) at least one of|at least one [\w ]{1,40}(is|must be) (required|provided|given|set|specified)/i,
  /["'`\w.-]+ (is|are) (required|missing)\b(?! (to|for) (access|auth)| or invalid)|requires (an? |the )[^.·]{1,40}(field|parameter|value|argument|property|header)\b/i,
  /(has|have|need|needs|must|should|ought) (to )?be (given|provided|specified|supplied|present|filled|included|defined|passed|entered|stated)\b(?! (as|by|between|with))|expected [^.·]{1,60} but (got|received|found|was) (none|nothing|undefined|null)|please enter (an? |the )?values?(\(s\))? (for|in)|(^|· )required(?=$| ·)|failed on the 'required' tag|expecting to find [\w-]+ in\b|must (contain|include|have) the following (param|field|prop)|[:.] ?(field )?required( value)?\b|needs to be (set|specified|provided|defined)|should be defined/i,
];

import { codeIn, defineCause, type Finding, likely, proven, saidIn } from '../cause.ts';
import { fieldOfViolation, violationsOf } from '../facts/body-fields.ts';
import type { Facts } from '../facts/index.ts';
import { formatted, taken } from '../vocabulary.ts';

/** A value is too small, too large, too long, or of the wrong form. */
export const valueOutOfBounds = defineCause({
  name: 'value-out-of-bounds',
  summary: 'A value breaks a bound or a pattern: too long, too large, too many items, or of the wrong form.',
  side: 'client',
  reference: 'JSON Schema validation: minimum, maxLength, pattern, format',
  runbook: 'malformed-request',
  category: 'validation',
  class: 'not-retryable',
  next: [
    'Compare the value with the bound that the answer or the documentation names: {field}.',
    'Shorten, round or split the value in the workflow before the call.',
    'Check where the value comes from: free text has no bound of its own.',
  ],
  explanation:
    'A value that the workflow sends is outside of what the API accepts: {field}. We bring it within the bound before the call.',
  examples: [
    {
      from: 'the alert and user API',
      request: 'GET /alerts?limit=100000 HTTP/1.1\nHost: localhost:8001\nX-API-Key: valid-key-123',
      response: 'HTTP/1.1 400 Bad Request\nContent-Type: application/json\n\n{"detail":"Invalid value for limit"}',
      contract: true,
    },
    {
      from: 'FastAPI',
      response:
        'HTTP/1.1 422 Unprocessable Entity\nContent-Type: application/json\n\n{"detail":[{"type":"string_too_long","loc":["body","title"],"msg":"String should have at most 80 characters"}]}',
    },
  ],
  find: (facts) => {
    if (facts.status !== 400 && facts.status !== 422) return null;
    const wrong = violationsOf(facts, 'range', 'length', 'pattern', 'format');
    if (wrong.length > 0)
      return {
        ...proven(...wrong.map(({ message }) => `against the contract: ${message}`)),
        values: { field: fieldOfViolation(wrong) },
      };
    return byAnswer(facts);
  },
});

function byAnswer(facts: Facts): Finding | null {
  const code = codeIn(facts, ...codes);
  const said = saidIn(facts, ...words);
  // That a value is wrong is said in general before it is told that it is taken.
  if (code === null && taken.test(facts.words)) return null;
  if (code === null) return said === null ? null : { ...likely(`the answer says "${said}"`), values: { field: said } };
  const evidence = [`the answer's code is "${code}"`, ...(said === null ? [] : [`it says "${said}"`])];
  return { ...(general.test(code) ? likely : proven)(...evidence), values: { field: said ?? '' } };
}

/** A code that leaves it to the words what is the matter with the value. */
const general = /^invalid_value_for_column$|^(invalid|bad|wrong)_?format/i;

const codes = [
  /^((string|array|list|value)_?too_(long|short|large|small)|too_(long|short|big|small|many|large)|(greater|less)_than(_equal)?|string_pattern_mismatch|invalid_(format|length|string_length|range|email|email_address|url|phone|value_for_column)|(email|url|phone)_invalid|amount_too_(small|large)|context_length_exceeded|base_type_bad_length|number_outside_valid_range|value_too_(long|short|large|small))$/i,
  /(^|_)too_(long|short|big|small|large|low|high|weak|old)(_|$)|(^|_)out_of_(range|bounds)(_|$)|(^|_)(length|range|format|pattern|regex)_(error|invalid|violation|mismatch|exceeded)(_|$)/i,
  /(^|_)(invalid|bad|wrong)_(\w+_)?(length|range|format|pattern|email|e_?mail_address|url|uri|phone|phone_number|iban|postal_?code|zip_?code|ip|domain|hostname|address)(_|$)/i,
  /(^|_)(email|phone|phone_number|url|iban|amount|address)_(\w+_)?(invalid|mismatch|malformed)(_|$)|^(max|min)(imum)?_\w+|weak_password|(^|_)invalid_(?!\w*(field|param\w*|property|column|attribute|header|key)_)(\w+_)?name$|(?<!ur[il])_mismatch$/i,
];
const words = [
  /\b(can|may) (include|contain|have|send|add|use) up to \d|\b(can|may) only (\w+ )?(up to )?\d+ \w|\bup to \d+ [\w ]{1,30} (is|are|may|can)\b|\bonly \d+ \w+ (can|may) be (sent|requested|included|listed|passed|given|specified|processed)\b/i,
  /\bmust (precede|follow|come (before|after))\b|\b(can|may|must|should) only (consist|contain|include|use|have)\b|\bonly [^.·]{0,60}(characters?|letters|digits|alphanumerics?)[^.·]{0,20} (is|are|may be|can be) (allowed|permitted|accepted|supported|used|valid)\b/i,
  /\b(invalid|illegal|forbidden|disallowed|unsupported|non-ascii) characters?\b(?! ['"`])|\bcomplexity\b|\bpassword (policy|strength)\b|\bnot in (?!the\b|this\b|your\b)(\S+ ){1,3}format\b/i,
  /\b(not|n't) conform\b|\bfail(s|ed)? to match\b|\b(invalid|wrong|incorrect|illegal) (number|count|amount|quantity) of\b/i,
  new RegExp(
    `\\b(?:invalid|malformed|wrong|bad|incorrect) (?:\\w+ )?(?:${formatted})\\b|\\b(?:${formatted})\\b[^.·]{0,30} (?:is |are |was |has )?(?:in )?(?:an? )?(?:invalid|malformed|incorrect|not valid|(?:bad|wrong|unknown|unsupported|unrecogni[sz]ed) format)|\\b(?:${formatted}|address(?:es)?) (?:could not|can ?not|can't) be (?:verified|validated|found|geocoded|resolved|parsed|recogni[sz]ed)|\\b(?:not|must be|should be) an? (?:\\w+ ){0,2}(?:${formatted})\\b|\\b(?:${formatted}|address(?:es)?)\\b[^.·]{0,20} (?:must|should|has to|needs to|ought to) be (?:a )?valid\\b`,
    'i',
  ),
  /\bout(side)?( of)? (the )?(\w+ ){0,2}(range|limits?|bounds|area|window)\b|\binvalid [\w ]{1,30} (format|length|range)\b/i,
  /\b(is|are|lies?|falls?|was) (set )?(in|into|within) the (past|future)\b|\b(no|not in|outside) (\w+ ){0,2}coverage\b|\b\d+ (characters? )?or (less|fewer)\b|\bnone of the \w+ (is|are|were) valid\b/i,
  /(must|should|has to|needs to|can|may|can't|cannot) ?(not )?be (today|now|tomorrow|yesterday|on or|before|after|earlier|later|prior|in the (past|future))\b|(lesser|earlier|later|older|newer|sooner) than\b/i,
  /\b(cannot|can't|can not|must not|may not|should not) be (zero|0|negative|nil amount)\b|\bnot (with)?in (the )?([-\d.,[\]() ]+ |\w+ ){0,3}(range|interval|bounds)\b/i,
  /(?<!\b(with|by|to|from|has|in) )at (most|least) (?!one (of|property|field))|must be between|(cannot|must not|can't|may not) (exceed|be (greater|longer|more|larger|higher))/i,
  /(more|less|greater|longer|shorter|larger|smaller|fewer) than|(?<!(rate|limit|quota|requests?|calls) )exceed(s|ed|ing)?\b|too (long|short|large|small|many|big|high|low)|maximum|minimum|out of range/i,
  /does not match (the )?(pattern|format|regex)|must match|length of [^·]{1,40} is (incorrect|invalid|wrong)|wrong length|or (fewer|more|less) in length/i,
  /\b(contain|have) an? valid (address|iban|domain|e-?mail|url|uri|phone|ip)\b|(not|be) a valid (address|iban|domain|zip|postal|credit card|vat|ipv?\d|email|e-mail|uri|url|uuid|phone|hostname|ip)|(email|e-mail|phone|url)( address| number)? [^.·]{0,40}(is )?(not valid|invalid)|invalid (email|e-mail|phone|url|ip)\b/i,
  /must be (<|>|≤|≥)=? ?\d|(should|must) be (positive|negative|non-negative|greater|less|before|after|in the (past|future))|too (weak|simple)\b/i,
  /(not|must be|be|length) between \S+ and \d|does not match the (dimension|expected|size|length|number)|(enter|specify|use|supply) an? valid (?!api|token|key|credential|auth)|out[- ]of[- ]order|beyond retention/i,
  /timestamp (is )?too (old|far|new)|contains? (invalid|illegal|disallowed|forbidden|special) characters|unable to parse (range|expression)|invalid ['"]?\w*['"]? ?(phone|e-?mail)/i,
  /failed on the '(email|e164|url|uri|ip\w*|min|max|len|g?te?|lte?|alphanum\w*|numeric|hostname)' tag|validation is\w+ on \w+ failed|satisfy (constraint: Member must (?!satisfy enum)|regular expression)|(should|must) (match|equal)\b/i,
  /(real|valid|fake or invalid,?) email address|wrong format|(invalid|incorrect|wrong) (length|format|range|coordinates?)/i,
  /(coordinates?|precision|latitude|longitude|amount|length|format|checksum)[^.·]{0,20} (is |are )?(invalid|incorrect|wrong|over)\b|\binvalid data\b(?! format)|(can't|cannot|must not) (start|end|begin) with/i,
  /must (consist|start|end|contain(?! the following (param|field|prop)| at least one of)|conform)|cannot accept the provided value|reduce the length/i,
];

import { codeIn, defineCause, likely, proven, saidIn } from '../cause.ts';
import { fieldOfViolation, violationsOf } from '../facts/body-fields.ts';
import { part } from '../vocabulary.ts';

/** The API refuses a field that it doesn't know. */
export const fieldUnknown = defineCause({
  name: 'field-unknown',
  summary: 'The request holds a field that the API does not know and does not tolerate.',
  side: 'client',
  reference: 'JSON Schema additionalProperties',
  runbook: 'malformed-request',
  category: 'validation',
  class: 'not-retryable',
  next: [
    'Leave the field out, or spell it as the documentation does: {field}.',
    'Check that the base URL names the API version whose documentation you read.',
    'Send the smallest valid body first, then add fields one by one.',
  ],
  explanation:
    'The workflow sends a field that this API does not accept: {field}. We take it out of the mapping, or correct its name.',
  examples: [
    {
      from: 'Pydantic with extra=forbid',
      response:
        'HTTP/1.1 422 Unprocessable Entity\nContent-Type: application/json\n\n{"detail":[{"type":"extra_forbidden","loc":["body","colour"],"msg":"Extra inputs are not permitted","input":"red"}]}',
    },
    {
      from: 'Jackson',
      response:
        'HTTP/1.1 400 Bad Request\nContent-Type: application/json\n\n{"message":"Unrecognized field \\"colour\\" (class Alert), not marked as ignorable"}',
    },
  ],
  find: (facts) => {
    if (facts.status !== 400 && facts.status !== 422) return null;
    const unknown = violationsOf(facts, 'unknown-field');
    if (unknown.length > 0)
      return {
        ...proven(...unknown.map(({ message }) => `against the contract: ${message}`)),
        values: { field: fieldOfViolation(unknown) },
      };
    const code = codeIn(facts, ...codes);
    const said = saidIn(facts, ...words);
    if (code === null && said === null) return null;
    return {
      ...(code === null
        ? likely(`the answer says "${said}"`)
        : (general.test(code) ? likely : proven)(`the answer's code is "${code}"`)),
      values: { field: said ?? '' },
    };
  },
});

/** A code that may as well mean a parameter that didn't come. */
const general = /^param(eter)?_?not_?found$/i;

const codes = [
  /^(extra_forbidden|(unknown|unsupported|unexpected|unrecogni[sz]ed|undefined)_?(field|fields|parameter|property|argument|keys|field_name)(_name)?|parameter_unknown|(property|field|column|attribute)_?(doesnt|does_not)_exist|no_such_(column|field)|strict_dynamic_mapping_exception)$/i,
  /(^|_)(unknown|unexpected|unrecogni[sz]ed|undefined|undeclared|unsupported|extra|additional)_(\w+_)?(fields?|params?|parameters?|propert(y|ies)|attributes?|arguments?|args?|columns?)(_|$)/i,
  /(^|_)(field|parameter|property|attribute|argument|column)_(is_)?(unknown|unrecogni[sz]ed|undefined|not_(found|known|recogni[sz]ed|defined|exists?))(_|$)/i,
];
const words = [
  new RegExp(
    `\\b(?:is|are)(?: not|n't) (?:an? )?(?:valid |known |allowed |recogni[sz]ed |supported |accepted |permitted |existing )(?:${part})\\b(?!['"\`]? (?:value|type)\\b)|\\bno (?:valid |known |such )?(?:field|param(?:eter)?|property|attribute|column) (?:of|on|in)\\b`,
    'i',
  ),
  new RegExp(
    `\\b(?:has|have|is|with) no (?:field|param(?:eter)?|property|attribute|column)\\b|(?:does|do)(?: not|n't) have (?:an?|the|any|this|that) (?:${part})\\b|(?:do not|don't|does not|doesn't) (?:know|recogni[sz]e|understand|define) (?:the |this |a )?(?:${part})\\b`,
    'i',
  ),
  new RegExp(
    `\\b(?:${part}) [\\w, .'"\`-]{1,60} (?:does not|doesn't|do not|don't) exist\\b|\\b(?:cannot|can't|could not|unable to|failed to) resolve (?:the )?(?:${part})\\b|\\b(?:${part}) (?:is |are |was )?not defined\\b|\\b(?:field|property|attribute|column)\\b[^.·]{0,40} (?:cannot|can't) be set\\b`,
    'i',
  ),
  /\b(invalid|bad|wrong|incorrect|illegal) (\w+ )?(field|parameter|property|column|attribute) names?\b/i,
  /(unknown|unrecogni[sz]ed|unexpected|additional|extra|unsupported|unpermitted|undefined|undeclared|unhandled|superfluous)(\/invalid| or invalid)? (request |input |query |body |unhandled |keyword )*(fields?|property|properties|param(eter)?s?|keys?|inputs?|arguments?|names?|query|attributes?|columns?)\b/i,
  /not marked as ignorable|cannot find field|no such (column|field|property|attribute|argument|parameter)|cannot query field|unknown type/i,
  /(field|property|column|attribute|parameter|argument)s? ["'`[]?[\w.-]+["'`\]]? (does not|doesn't|do not) exist|is not a (property|field|column|parameter)/i,
  /(fields?|param(eter)?s?|propert(y|ies)|attributes?|arguments?)\b(?:[^.·]|\.(?=\w)){0,30}(are|is) not (recogni[sz]ed|known|defined|allowed|permitted|expected|supported)|not on the appropriate screen|dynamic introduction of/i,
  /additional ?properties?[^.·]{0,40}not allowed|property \S+ should not exist|\b(should|must) not be (present|set|specified|included|sent|provided|given|passed)\b|(parameter|argument|keyword|field)[^.·]{0,30}not a recogni[sz]ed|unrecogni[sz]ed (keyword|option)|(could not|unable to) find (an? |the )?(property|field|column)|(field|property|column|attribute) \S+ not found|\bcolumn \S+ does not exist|\binvalid key \w+$|invalid key \w+ ·|invalid (field|property|column|attribute)( name|\(s\)| ['"`])|(^|· )param(eter)? not allowed/i,
  /(^|· )(?!(change|update|edit|modification|refund|deletion|cancell?ation|transfer|withdrawal|duplicate)s\b)["'`]?[\w.]+["'`]? (is|are) not (allowed|permitted|expected|recogni[sz]ed)\.?$/i,
  /\bno (field|property|column|attribute|parameter) (called|named|with)\b|non-?exist(ing|ent) (field|property|column|parameter)|doesn't exist on type|not defined (by|on) (type|input)|is not (defined|recogni[sz]ed) (in|on|by)/i,
];

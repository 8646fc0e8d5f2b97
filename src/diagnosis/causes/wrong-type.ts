import { codeIn, defineCause, likely, proven, saidIn } from '../cause.ts';
import { fieldOfViolation, violationsOf } from '../facts/body-fields.ts';
import { kind } from '../vocabulary.ts';

/** A value of another type than the API reads. */
export const wrongType = defineCause({
  name: 'wrong-type',
  summary: 'A field holds a value of another type: a string where a number is expected, or the other way round.',
  side: 'client',
  reference: 'the reference, scenario 3; RFC 8259 §3',
  runbook: 'malformed-request',
  category: 'validation',
  class: 'not-retryable',
  next: [
    'Look at the raw body: "5" in quotes is a string, 5 is a number.',
    'Convert the value in the workflow before the call (string to integer, text to true or false).',
    'Check the template that builds the body: variables inside quotes always become strings.',
  ],
  explanation:
    'The workflow sends a value of the wrong kind: {field}. We convert it before the call, as the API’s documentation asks.',
  examples: [
    {
      from: 'the alert and user API',
      request:
        'POST /alerts HTTP/1.1\nHost: localhost:8001\nX-API-Key: valid-key-123\nContent-Type: application/json\n\n{"tenant":"client-a","alert_type":"TEST","severity":"low","priority":"5"}',
      response: 'HTTP/1.1 400 Bad Request\nContent-Type: application/json\n\n{"detail":"Invalid type for priority"}',
      contract: true,
    },
    {
      from: 'FastAPI',
      response:
        'HTTP/1.1 422 Unprocessable Entity\nContent-Type: application/json\n\n{"detail":[{"type":"int_parsing","loc":["body","priority"],"msg":"Input should be a valid integer, unable to parse string as an integer","input":"high"}]}',
    },
    {
      from: 'Jackson',
      response:
        'HTTP/1.1 400 Bad Request\nContent-Type: application/json\n\n{"status":400,"error":"Bad Request","message":"JSON parse error: Cannot deserialize value of type `int` from String \\"high\\": not a valid `int` value"}',
    },
  ],
  find: (facts) => {
    if (facts.status !== 400 && facts.status !== 422) return null;
    const wrong = violationsOf(facts, 'type');
    if (wrong.length > 0)
      return {
        ...proven(...wrong.map(({ message }) => `against the contract: ${message}`)),
        values: { field: fieldOfViolation(wrong) },
      };
    const code = codeIn(facts, codes);
    const said = saidIn(facts, ...words);
    // Zod calls it a wrong type that nothing came.
    if ((code === null && said === null) || isOfNothing.test(facts.words)) return null;
    return {
      ...(code === null
        ? likely(`the answer says "${said}"`)
        : proven(`the answer's code is "${code}"`, ...(said === null ? [] : [`it says "${said}"`]))),
      values: { field: said ?? '' },
    };
  },
});

const isOfNothing = /received undefined|(^|· )undefined · [^·]* · required\b/i;
const codes =
  /^(type_error(\.(?!uuid)\w+)?|(int|float|bool|string|list|dict|uuid|decimal)_(type|parsing|from_float)|invalid_type|type_?mismatch|parameter_invalid_(integer|string|number|boolean)|expected_(integer|string|array|object|boolean|number|double)|number_type_\w+|mapper_parsing_exception)$|(^|_)(wrong|invalid|incorrect|bad)_(data_)?type$|(^|_)(data_)?type_(mismatch|error|invalid|wrong)(_|$)|(^|_)(not_an?|must_be_an?|expected)_(\w+_)?(integer|int|number|string|boolean|array|object|numeric)(_|$)/i;
const words = [
  new RegExp(
    `\\b(?:must|should|has to|have to|ought to|needs? to) be (?:(?:passed|sent|given|supplied) )?(?:as )?(?:an? )?(?:type )?(?:of )?(?:type )?['"\`]?(?:${kind})\\b(?! of \\w+, )(?! (?:or|and) )`,
    'i',
  ),
  new RegExp(
    `\\bonly (?:accepts?|takes?|allows?) (?:${kind})\\b|\\baccepts? only (?:${kind})\\b|\\bonly (?:${kind})(?: values?)? (?:is|are) (?:accepted|allowed|permitted|supported|valid)`,
    'i',
  ),
  new RegExp(
    `\\b(?:${kind}) (?:is |was |were )?expected\\b|,? (?:but |instead )?(?:got|received|found) (?:an? )?(?:value of )?type ['"\`]?(?:${kind})\\b|\\bvalid (?:${kind}) is required`,
    'i',
  ),
  /\b(wrong|incorrect|bad|invalid|unexpected) data ?types?\b|\bdata ?type\b[^.·]{0,30} (is|was) (incorrect|wrong|invalid)\b|\bexpected type (int|float|string|bool|number|list|object)/i,
  /\b(cannot|can't|could not|couldn't|unable to|failed to) (be )?(coerced?|cast)\b|\bnon[- ](numeric|integer|string|boolean)\b|\binvalid literal for \w+\(|\bnot a whole number|\bcontain an? (integer|float|boolean|object|array)\b|\bnot an? (long|short|double|gid type)\b/i,
  /\b(not|n't) (match|valid under) any (one )?of the (given |expected |allowed )?(schemas?|types)\b/i,
  /\b(value )?(is |was )?(found|given|received|provided|supplied|sent),? (but|while|where|when) (an? )?(string|integer|number|boolean|array|object|null|list|double|float) (is|was) (required|expected|needed)\b/i,
  /\b(is|was|were|are) not (of )?(the )?(right |correct |expected |required )?type\b|\bexpected[=:]? ?['"`]?\w+['"`]?,? (but )?(got|found|was|received)[=:]? ?['"`]?(string|int\w*|number|bool\w*|array|object|float|null|list|map|dict)\b|\bdecode \w+ but found\b/i,
  /(must be|should be|\bexpected|is not|expected to be|\bnot an?) (of type |a valid |an? )?(valid |json )?['"`]?(string|integer|number|boolean|array|object|int|float|list|rich_text|numeric)\b(?! of \w+, )/i,
  /\berror[. ]expected[. ](js)?(number|string|boolean|array|object|int|long|date)\b/i,
  /cannot (deserialize|unmarshal|be cast|convert)|could not be converted to|error converting value|wrong type|invalid type\b(?! name)|type (mismatch|conflict)|unable to parse string/i,
  /invalid (integer|number|boolean|float|decimal)\b(?! of\b)|for input string: |failed to parse field \[[^\]]*\] of type|does not match the schema/i,
  /invalid (input )?syntax for (type )?(integer|numeric|uuid|boolean)|(json )?(array|object|string|number) (was|is) expected|not a valid (boolean|number|integer|string|list|array)\b/i,
  /invalid value at '[^'·]+' \(type_|(failed to|could not) convert|did not match any variant|expected type ['"`]?\w+|must be "?(float|int|string|bool|array|object)"?, "?\w+"? given|must be of (the )?type|\w+ string is expected|got invalid value|was provided invalid value|string indices must be|is of the wrong type/i,
];

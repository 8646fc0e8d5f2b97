import { defineCause, type Finding, likely, proven, saidIn } from '../cause.ts';
import { fieldOfViolation } from '../facts/body-fields.ts';
import type { Facts } from '../facts/index.ts';

/** The id doesn't look like the API's ids. */
export const identifierOfWrongForm = defineCause({
  name: 'identifier-of-wrong-form',
  summary:
    'The identifier has another form than the API’s: a number for a text, another case, spaces, an id of another kind.',
  side: 'client',
  reference: 'the reference, scenario 5 (ID format mismatch)',
  runbook: 'resource-not-found',
  category: 'not-found',
  class: 'not-retryable',
  next: [
    'Compare the id with one that works: type, length, case, leading zeros.',
    'Look whether the step before gives another kind of id (a name, an e-mail address, the id of another system).',
    'Percent-encode it where it holds anything but letters and digits.',
  ],
  explanation:
    'The identifier in {path} does not have the form that the API uses, so nothing is found under it. We pass on the id in the form the API gave it.',
  examples: [
    {
      from: 'an id in another case',
      request: 'GET /users/abcde HTTP/1.1\nHost: api.example.com\nX-API-Key: k3y',
      response: 'HTTP/1.1 404 Not Found\nContent-Type: application/json\n\n{"detail":"User with ID abcde not found"}',
      before: ['GET /users/AbcDe → 200'],
    },
    {
      from: 'FastAPI',
      request: 'GET /users/abc HTTP/1.1\nHost: api.example.com\nX-API-Key: k3y',
      response:
        'HTTP/1.1 422 Unprocessable Entity\nContent-Type: application/json\n\n{"detail":[{"type":"int_parsing","loc":["path","user_id"],"msg":"Input should be a valid integer, unable to parse string as an integer","input":"abc"}]}',
    },
  ],
  find: (facts) => {
    const { status, against, history, request } = facts;
    if (status !== 404 && status !== 400 && status !== 422) return null;
    const wrong = against?.violations.filter((violation) => violation.in === 'path') ?? [];
    if (wrong.length > 0)
      return {
        ...proven(...wrong.map(({ message }) => `against the contract: ${message}`)),
        values: { field: fieldOfViolation(wrong) },
      };
    const other = history.before.find(
      ({ path, failure }) =>
        failure === null && path !== request.path && path.toLowerCase() === request.path.toLowerCase(),
    );
    if (other !== undefined) return proven(`${other.path} was found, ${request.path} differs only in case`);
    const isPath = facts.answer?.codes.length !== 0 && /"loc":\s*\[\s*"path"/.test(facts.answer?.text ?? '');
    if (isPath) return proven('the answer names a path parameter ("loc": ["path", …])');
    return bySaying(facts);
  },
});

/** That it is called invalid first means no form, where it is told that nothing has it. */
const isAbsent = /\b(not found|not exist|doesn't exist|no such)\b/i;

const words = [
  /\b(id|ids|uuid|identifier)\b[^.·]{0,30}(invalid|malformed|must be(?! (specified|provided|given|set|supplied|present))|not a valid|incorrect type|wrong (type|format))/i,
  /(must|should) be a valid (uuid|guid|id|objectid)\b|(invalid|malformed|bad) (\w+ ){0,2}(id|uuid|objectid|identifier)\b(?! (token|provider))/i,
  /\b(id|ids|identifier)\b (should|must) be (an? )?(number|integer|numeric|string|uuid|positive)|cast to ObjectId failed|(is )?not valid for (the )?(\w+_)?id\b/i,
  /not a (recogni[sz]ed|known|valid) (\w+ )?(id|gid|identifier)\b/i,
  /\bids? (is|are|was)(n't| not) valid\b|\b(badly formed|ill-formed|incorrect|wrong) (\w+ )?(id|identifier|uuid|guid)\b(?! (token|provider))|\bno valid (id|identifier|uuid|guid)\b/i,
  /\b(could not|couldn't|cannot|can't|unable to|failed to) (be )?pars(e|ed|ing) (the )?(\w+ )?(id|uuid|guid|identifier)\b|\bsyntax for type uuid\b|\bnot an? (valid )?(gid type|long)\b/i,
  /is not (a )?(valid )?(snowflake|uuid|guid|objectid)|badly formed hexadecimal uuid|malformed id\b/i,
];

function bySaying(facts: Facts): Finding | null {
  const said = facts.status === 404 || isAbsent.test(facts.words) ? null : saidIn(facts, ...words);
  return said === null ? null : likely(`the answer says "${said}"`);
}

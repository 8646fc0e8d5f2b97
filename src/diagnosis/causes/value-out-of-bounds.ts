import { codeIn, defineCause, likely, proven, saidIn } from '../cause.ts';
import { fieldOfViolation, violationsOf } from '../facts/body-fields.ts';

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
    const code = codeIn(
      facts,
      /^(string_too_(long|short)|too_(long|short|big|small|many|large)|(greater|less)_than(_equal)?|string_pattern_mismatch|invalid_(format|length|range|email|url))$/i,
    );
    const said = saidIn(
      facts,
      /(at (most|least)|must be between|(cannot|must not|can't|may not) (exceed|be (greater|longer|more|larger|higher))|(more|less|greater|longer|shorter|larger|smaller) than|exceeds?|too (long|short|large|small|many)|maximum|minimum|out of range|does not match (the )?(pattern|format)|must match|length of [^·]{1,40} is (incorrect|invalid|wrong)|wrong length|not a valid (email|uri|url|uuid))/i,
    );
    if (code === null && said === null) return null;
    return {
      ...(code === null
        ? likely(`the answer says "${said}"`)
        : proven(`the answer's code is "${code}"`, ...(said === null ? [] : [`it says "${said}"`]))),
      values: { field: said ?? '' },
    };
  },
});

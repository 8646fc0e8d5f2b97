import { codeIn, defineCause, type Finding, likely, proven, saidIn } from '../cause.ts';
import { fieldOfViolation, violationsOf } from '../facts/body-fields.ts';
import type { Facts } from '../facts/index.ts';

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

function byAnswer(facts: Facts): Finding | null {
  const code = codeIn(facts, /^(enum|literal_error|type_error\.enum|invalid_enum_value|not_in_enum|invalid_choice)$/i);
  const said = saidIn(
    facts,
    /(must be|should be|is not) (one of|a valid choice|equal to one of)|allowed values|input should be '|not a valid (choice|value|enum)|invalid enum|unsupported (value|currency|country|language|region|model|version|option)|is not (a )?supported (value|option|currency|country|language|model)|invalid (option|choice)|not one of the values accepted|expected one of|No enum constant/i,
  );
  if (code === null && said === null) return null;
  const finding =
    code === null
      ? likely(`the answer says "${said}"`)
      : proven(`the answer's code is "${code}"`, ...(said === null ? [] : [`it says "${said}"`]));
  return { ...finding, values: { field: said ?? '' } };
}

function bySaying(facts: Facts, pattern: RegExp): Finding | null {
  const said = saidIn(facts, pattern);
  return said === null ? null : { ...likely(`the answer says "${said}"`), values: { field: said } };
}

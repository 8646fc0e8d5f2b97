import { codeIn, defineCause, likely, proven, saidIn } from '../cause.ts';
import { fieldsWithout } from '../facts/body-fields.ts';

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
    if (facts.status !== 400 && facts.status !== 422) return null;
    const fields = fieldsWithout(facts);
    const field = fields.join(', ');
    const missing = facts.against?.violations.filter(({ kind }) => kind === 'missing') ?? [];
    if (missing.length > 0)
      return { ...proven(...missing.map(({ message }) => `against the contract: ${message}`)), values: { field } };
    if (fields.length === 0) return null;
    const said = saidIn(facts, /missing|required|must (be|have)/i);
    const named = codeIn(facts, /^(missing|missing_?field|required|parameter_missing|value_error\.missing)$/i);
    const finding =
      named === null
        ? likely(`the answer says "${said ?? field}"`)
        : proven(`the answer's code is "${named}"`, `it names ${field}`);
    return { ...finding, values: { field } };
  },
});

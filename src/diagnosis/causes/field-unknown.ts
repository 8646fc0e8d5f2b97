import { codeIn, defineCause, likely, proven, saidIn } from '../cause.ts';
import { fieldOfViolation, violationsOf } from '../facts/body-fields.ts';

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
    const code = codeIn(
      facts,
      /^(extra_forbidden|unknown_?(field|parameter)|unrecognized_(keys|field)|parameter_unknown)$/i,
    );
    const said = saidIn(
      facts,
      /(unknown|unrecognized|unexpected|additional|extra|unsupported) (field|property|properties|parameter|key|inputs?|argument)|not marked as ignorable|unknown parameter/i,
    );
    if (code === null && said === null) return null;
    return {
      ...(code === null ? likely(`the answer says "${said}"`) : proven(`the answer's code is "${code}"`)),
      values: { field: said ?? '' },
    };
  },
});

import { suggest } from '../../suggest.ts';
import { defineCause, proven } from '../cause.ts';
import { fieldsWithout, unknownFields } from '../facts/body-fields.ts';

/** A required field is missing and one with nearly its name is there. */
export const fieldNameMisspelt = defineCause({
  name: 'field-name-misspelt',
  summary: 'A field was sent under nearly the right name: another spelling, another case, snake_case for camelCase.',
  side: 'client',
  reference: 'the reference, scenario 3; JSON names are case-sensitive (RFC 8259 §8.3)',
  runbook: 'malformed-request',
  category: 'validation',
  class: 'not-retryable',
  next: [
    'Rename the field in the mapping exactly as the documentation spells it: {pair}.',
    'Look for the same mistake in the other fields: one convention runs through an API.',
    'Send the smallest valid body first, then add fields.',
  ],
  explanation:
    'The workflow sends a field under a name the API does not know: {pair}. We correct the mapping and test it with one call.',
  examples: [
    {
      from: 'the alert and user API',
      request:
        'POST /alerts HTTP/1.1\nHost: localhost:8001\nX-API-Key: valid-key-123\nContent-Type: application/json\n\n{"tenant":"client-a","alertType":"TEST","severity":"low"}',
      response:
        'HTTP/1.1 400 Bad Request\nContent-Type: application/json\n\n{"detail":"Missing required fields: alert_type"}',
      contract: true,
    },
    {
      from: 'the same, without a contract at hand',
      request:
        'POST /alerts HTTP/1.1\nHost: api.example.com\nX-API-Key: k3y\nContent-Type: application/json\n\n{"tenant":"client-a","alert_type":"TEST","severity":"low"}',
      response:
        'HTTP/1.1 422 Unprocessable Content\nContent-Type: application/json\n\n{"detail":[{"type":"missing","loc":["body","alertType"],"msg":"Field required"}]}',
    },
  ],
  find: (facts) => {
    if (facts.status !== 400 && facts.status !== 422) return null;
    const without = fieldsWithout(facts);
    for (const missing of without) {
      const near = unknownFields(facts).find((name) => !without.includes(name) && isNear(name, missing));
      if (near === undefined) continue;
      const pair = `"${near}" was sent, "${missing}" is expected`;
      return {
        ...proven(`the answer or the contract misses "${missing}"`, `the body has "${near}"`),
        values: { pair },
      };
    }
    return null;
  },
});

function isNear(one: string, other: string): boolean {
  // Of two letters everything is near everything.
  return one.length > 2 && other.length > 2 && suggest(one, [other]) !== '';
}

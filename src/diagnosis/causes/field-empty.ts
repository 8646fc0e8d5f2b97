import { defineCause, likely, proven, saidIn } from '../cause.ts';
import { fieldOfViolation, violationsOf } from '../facts/body-fields.ts';

/** The field is there and holds nothing. */
export const fieldEmpty = defineCause({
  name: 'field-empty',
  summary: 'A field was sent as null or empty: the variable behind it had no value in this run.',
  side: 'client',
  reference: 'the reference, scenario 3',
  runbook: 'malformed-request',
  category: 'validation',
  class: 'not-retryable',
  next: [
    'Follow the variable back to the step that should fill it, with the input of this run.',
    'Decide what an empty value means: leave the field out, use a default, or skip the call.',
    'Check it before the call.',
  ],
  explanation:
    'One field reaches the API without a value ({field}), because the step that fills it had nothing to give. We add a check before the call, and a default where one makes sense.',
  examples: [
    {
      from: 'the alert and user API',
      request:
        'POST /alerts HTTP/1.1\nHost: localhost:8001\nX-API-Key: valid-key-123\nContent-Type: application/json\n\n{"tenant":"client-a","alert_type":null,"severity":"low"}',
      response:
        'HTTP/1.1 400 Bad Request\nContent-Type: application/json\n\n{"detail":"Field alert_type must not be null"}',
      contract: true,
    },
    {
      from: 'Rails',
      response:
        'HTTP/1.1 422 Unprocessable Content\nContent-Type: application/json\n\n{"errors":{"title":["can\'t be blank"]}}',
    },
  ],
  find: (facts) => {
    if (facts.status !== 400 && facts.status !== 422) return null;
    const empty = violationsOf(facts, 'null', 'empty');
    if (empty.length > 0)
      return {
        ...proven(...empty.map(({ message }) => `against the contract: ${message}`)),
        values: { field: fieldOfViolation(empty) },
      };
    const said = saidIn(
      facts,
      /(can't|cannot|must not|may not|should not|can not) be (left |an? )?(null|blank|empty|none)|none is not an allowed value|NotNull|(?=is )(?<!\b(stock|inventory|cart|basket|queue|pool|wallet)\b[^.·]{0,30} |\b(where|and|or|when|if) [\w.]{1,60} )is (null|blank|empty)\b(?!: \w)/i,
      /(minimum|at least)( is| length is| of)? (1|one) char|(passed|send|sent|provided|contains?) an empty (string|value|message|body|array|list)|\b(an?|with|the) (empty|blank) (?!response|result|answer|reply|page|line|file|disk)(\w+ ){0,2}(quer(y|ies)|value|string|body|payload|field|param\w*|argument|name|key|term|text|message|array|list)\b|blank value|non-empty (string|value|list|array)|(should|must) (have|contain) at least (1|one) (item|element|entry)/i,
      /parameter invalid empty|^(value |field |cannot be |must not be |not )?(empty|blank|null|blank value)$|(value|field|string|parameter) (is )?(empty|blank|null)$|should not be (empty|blank|null)|null value in column/i,
    );
    return said === null ? null : { ...likely(`the answer says "${said}"`), values: { field: said } };
  },
});

import { codeIn, defineCause, likely, proven, saidIn } from '../cause.ts';
import { violationsOf } from '../facts/body-fields.ts';

/** A time in another notation than the API reads. */
export const wrongDateFormat = defineCause({
  name: 'wrong-date-format',
  summary: 'A date or time was sent in another notation: an epoch number or a local format where ISO 8601 is expected.',
  side: 'client',
  reference: 'RFC 3339; the reference, scenario 3',
  runbook: 'malformed-request',
  category: 'validation',
  class: 'not-retryable',
  next: [
    'Convert the value to ISO 8601 with a time zone, such as 2026-11-25T10:00:00Z.',
    'Mind seconds and milliseconds: an epoch number of ten digits counts seconds, one of thirteen milliseconds.',
    'Put the conversion before the call, for every field that holds a time.',
  ],
  explanation:
    'The workflow sends a time in a notation that the API does not read ({field}). We convert it to the format of its documentation before the call.',
  examples: [
    {
      from: 'the alert and user API',
      request:
        'POST /alerts HTTP/1.1\nHost: localhost:8001\nX-API-Key: valid-key-123\nContent-Type: application/json\n\n{"tenant":"client-a","alert_type":"TEST","severity":"low","occurred_at":"1764065400"}',
      response:
        'HTTP/1.1 400 Bad Request\nContent-Type: application/json\n\n{"detail":"Invalid format for occurred_at"}',
      contract: true,
    },
    {
      from: 'FastAPI',
      response:
        'HTTP/1.1 422 Unprocessable Entity\nContent-Type: application/json\n\n{"detail":[{"type":"datetime_from_date_parsing","loc":["body","since"],"msg":"Input should be a valid datetime or date, input is too short"}]}',
    },
  ],
  find: (facts) => {
    if (facts.status !== 400 && facts.status !== 422) return null;
    const wrong = violationsOf(facts, 'format', 'type').filter(
      ({ message, field }) => /date|time/i.test(message) || /(_at|date|time|since|until)$/i.test(field),
    );
    if (wrong.length > 0)
      return {
        ...proven(...wrong.map(({ message }) => `against the contract: ${message}`)),
        values: { field: wrong.map(({ field }) => field).join(', ') },
      };
    const code = codeIn(
      facts,
      /^(datetime|date|time)_(parsing|from_\w+|type)$|(^|_)(invalid|bad|malformed|wrong)_(\w+_)?(date|datetime|timestamp|date_format|time_format)s?(_|$)|(^|_)(date|datetime|timestamp)_(\w+_)?(invalid|malformed|wrong)(_|$)/i,
    );
    const said = saidIn(
      facts,
      /\blook like \d{4}-\d|\bnot an? (valid )?(date|datetime|timestamp)\b|\bformat ['"]?%?[YymdDjnHis]+[-/.:]%?[YymdDjnHis]|\bparsing time ["'\\]|\btext '[^'·]{1,60}' could not be parsed|\bbad (date|time|timestamp)\b/i,
      /\b(unix (time)?stamp|unix time|epoch)\b|\b(date|time|timestamp)s? (must|should|has to|have to|needs to) be (\w+ ){0,2}in (milli)?seconds\b/i,
      /\b(invalid|malformed|unparse?able|parse|format)\b[^·=]{0,60}\b\d{4}-\d\d-\d\dT\d|could not convert \w+ to date|\b(YYYY|ISO[ -]?8601|RFC ?3339)\b|(converted to|deserialize value of type|converting value)[^·]{0,80}(DateTime|DateOnly|TimeOnly|LocalDate|LocalTime|Instant|java\.util\.Date)|(valid|invalid|malformed|parse|format)[^.·]{0,40}\b(date|datetime|timestamp|time)\b|\b(date|datetime|timestamp)\b[^.·]{0,40}(invalid|format|ISO|parse|RFC ?3339)/i,
    );
    if (code === null && said === null) return null;
    return {
      ...(code === null ? likely(`the answer says "${said}"`) : proven(`the answer's code is "${code}"`)),
      values: { field: said ?? code ?? '' },
    };
  },
});

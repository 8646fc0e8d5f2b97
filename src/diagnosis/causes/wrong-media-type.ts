import { defineCause, type Finding, likely, proven, saidIn } from '../cause.ts';
import type { Facts } from '../facts/index.ts';

/** The API doesn't read this content type. */
export const wrongMediaType = defineCause({
  name: 'wrong-media-type',
  summary: 'The body has a Content-Type that this operation does not read, or none.',
  side: 'client',
  reference: 'RFC 9110 §15.5.16 (415), §8.3',
  runbook: 'wrong-method-or-media-type',
  category: 'validation',
  class: 'not-retryable',
  refines: ['not-acceptable'],
  next: [
    'Send the Content-Type of the documentation, mostly application/json, with a body that is what it says.',
    'Look what the HTTP step sets by itself: form fields become application/x-www-form-urlencoded, curl -d does too.',
    'Try once with curl -H "Content-Type: application/json".',
  ],
  explanation:
    'The workflow labels its data as {type}, which the API does not read. We set the content type that the documentation asks for.',
  examples: [
    {
      from: 'the alert and user API',
      request:
        'POST /alerts HTTP/1.1\nHost: localhost:8001\nX-API-Key: valid-key-123\nContent-Type: application/x-www-form-urlencoded\n\ntenant=test',
      response:
        'HTTP/1.1 415 Unsupported Media Type\nAccept: application/json\nContent-Type: application/json\n\n{"detail":"Unsupported media type"}',
      contract: true,
    },
    {
      from: 'an API that says 400',
      request: 'POST /v1/orders HTTP/1.1\nHost: api.example.com\nContent-Type: text/plain\n\n{"a":1}',
      response:
        'HTTP/1.1 400 Bad Request\nContent-Type: application/json\n\n{"message":"Content-Type must be application/json"}',
    },
  ],
  find: (facts) => {
    const type = facts.request.headers['content-type'] ?? 'nothing';
    const finding = facts.status === 415 ? byStatus(facts, type) : isOpen(facts) ? byRequest(facts, type) : null;
    return finding && { ...finding, values: { type } };
  },
});

/** Some answer 400, 406 or 422; a 406 that speaks of Accept means the answer's type. */
function isOpen({ status, plain }: Facts): boolean {
  if (status === 406) return !/\baccept (header|type)/i.test(plain);
  return status === 400 || status === 422;
}

function byStatus({ request }: Facts, type: string): Finding {
  return proven('status 415', ...(request.hasHeaders ? [`the request says Content-Type: ${type}`] : []));
}

function byRequest(facts: Facts, type: string): Finding | null {
  const { against } = facts;
  if (against?.mediaTypes)
    return proven(`the request says Content-Type: ${type}`, `the contract reads ${against.mediaTypes.join(', ')}`);
  const said = saidIn(facts, words);
  return said === null ? null : likely(`the answer says "${said}"`);
}

const words =
  /content[- ]type[^.·]{0,60}(must|should|not (?!provided|found|exist)|invalid|unsupported|required|expected)|(?<!['"])\b(missing|no) content[- ]type|media[- ]?type [^.·]{0,60}not (allowed|supported|accepted)|(unsupported|invalid|unknown|wrong) (media|content)[- ]type|(must|should) be (multipart|application|text)\/[\w.+-]+/i;

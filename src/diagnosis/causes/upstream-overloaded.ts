import { byCodeOrWords, bySigned, codeIn, defineCause, fieldIn, proven } from '../cause.ts';

/** The provider sheds load. */
export const upstreamOverloaded = defineCause({
  name: 'upstream-overloaded',
  summary: 'The service is overloaded and sheds a part of its load.',
  side: 'provider',
  reference:
    'RFC 9110 §15.6.4; Envoy UO (x-envoy-overloaded); draft-ietf-httpapi-ratelimit-headers (temporary-reduced-capacity)',
  runbook: 'service-unavailable',
  category: 'unavailable',
  next: [
    'Repeat with backoff and a random share, fewer calls at once.',
    'Stop calling for a while when many in a row fail (circuit breaker).',
    'Look at the status page; after 15 minutes send the provider times and request ids.',
  ],
  explanation:
    'The API has more load than it can carry and turns some calls away. Our workflow repeats them with growing pauses and calls less often meanwhile.',
  refines: ['burst-over-limit'],
  examples: [
    {
      from: 'Envoy',
      response:
        'HTTP/1.1 503 Service Unavailable\nServer: envoy\nx-envoy-overloaded: true\n\nupstream connect error or disconnect/reset before headers. reset reason: overflow',
    },
    {
      from: 'Anthropic',
      response:
        'HTTP/1.1 529 \nContent-Type: application/json\n\n{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}',
    },
    {
      from: 'the rate-limit draft',
      response:
        'HTTP/1.1 503 Service Unavailable\nContent-Type: application/problem+json\n\n{"type":"https://iana.org/assignments/http-problem-types#temporary-reduced-capacity","title":"Reduced capacity"}',
    },
  ],
  find: (facts) => {
    const shed = codeIn(
      facts,
      /^(circuit_breaking_exception|es_rejected_execution_exception|overloaded_error|insufficient_\w*capacity)$/,
    );
    if (shed !== null) return proven(`the answer's code is "${shed}"`);
    if (facts.status === null || facts.status < 500) return null;
    if (fieldIn(facts, 'x-envoy-overloaded') !== undefined) return proven('x-envoy-overloaded: true');
    if (/reset reason: overflow/.test(facts.words)) return bySigned(facts, 'reset reason: overflow');
    return byCodeOrWords(
      facts,
      /temporary-reduced-capacity|overloaded(_error)?|server_?busy|ServerBusy|SlowDown|capacity_exceeded/i,
      /overload(?!ed or there is an error)|at capacity|too busy|high (load|traffic|demand)|capacity (exceeded|reached)|slow down|server busy/i,
    );
  },
});

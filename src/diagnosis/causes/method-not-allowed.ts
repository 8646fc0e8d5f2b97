import { defineCause, fieldIn, likely, proven, saidIn } from '../cause.ts';

/** The path exists, the method doesn't. */
export const methodNotAllowed = defineCause({
  name: 'method-not-allowed',
  summary: 'The address exists, but not with this method.',
  side: 'client',
  reference: 'RFC 9110 §15.5.6 (405)',
  runbook: 'wrong-method-or-media-type',
  category: 'validation',
  class: 'not-retryable',
  next: [
    'Use a method that the address knows{allow}.',
    'Look whether a redirect turned POST into GET (http to https, a slash at the end).',
    'Compare method and path with the documentation of this version.',
  ],
  explanation: 'The API knows this address, but not with the method {method}. We correct the step{allow}.',
  examples: [
    {
      from: 'RFC 9110',
      request: 'PUT /alerts HTTP/1.1\nHost: api.example.com\nX-API-Key: k3y\n\n{}',
      response:
        'HTTP/1.1 405 Method Not Allowed\nAllow: GET, POST\nContent-Type: application/json\n\n{"detail":"Method Not Allowed"}',
    },
    {
      from: 'Microsoft Entra ID, which says 400',
      response:
        'HTTP/1.1 400 Bad Request\nContent-Type: application/json\n\n{"error":"invalid_request","error_description":"AADSTS900561: The endpoint only accepts POST, OPTIONS requests. Received a GET request."}',
    },
  ],
  find: (facts) => {
    const said =
      facts.status === 400
        ? saidIn(
            facts,
            /only (accepts|supports|allows) (\w+, )*(GET|POST|PUT|PATCH|DELETE)\b|method \S+ (is )?not (allowed|supported)|\b(GET|POST|PUT|PATCH|DELETE) (method|requests?) (is |are )?not (allowed|supported)|not allowed to (GET|POST|PUT|PATCH|DELETE)\b|received a (GET|POST|PUT|PATCH|DELETE) request/i,
          )
        : null;
    if (said !== null) return { ...likely(`the answer says "${said}"`), values: { allow: '' } };
    if (facts.status !== 405 && facts.against?.route.kind !== 'method-not-allowed') return null;
    const route = facts.against?.route;
    const allow =
      fieldIn(facts, 'allow') ?? (route?.kind === 'method-not-allowed' ? route.allow.join(', ') : undefined);
    const values = { allow: allow === undefined ? '' : ` (${allow})` };
    if (facts.status !== 405)
      return { ...likely(`the contract knows ${facts.request.path} only with ${allow}`), values };
    return { ...proven('status 405', ...(allow === undefined ? [] : [`Allow: ${allow}`])), values };
  },
});

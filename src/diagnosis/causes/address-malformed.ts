import { defineCause, likely, proven, saidIn } from '../cause.ts';

/** The address can't be decoded. */
export const addressMalformed = defineCause({
  name: 'address-malformed',
  summary: 'The address holds a percent sign that begins no valid escape, so it cannot be read.',
  side: 'client',
  reference: 'RFC 3986 §2.1',
  runbook: 'malformed-request',
  category: 'validation',
  class: 'not-retryable',
  next: [
    'Percent-encode every value that goes into the path or query: {path}.',
    'Look whether it is encoded twice, or was cut in the middle of an escape.',
    'Pass values as parameters of the HTTP step instead of pasting them into the address.',
  ],
  explanation:
    'The address that the workflow calls is not validly written: a value in it was not encoded, or it lacks its scheme. We encode values before they go into the address, and write it whole.',
  examples: [
    {
      from: 'a value pasted into the path',
      request: 'GET /users/100%25%zz HTTP/1.1\nHost: api.example.com\nX-API-Key: k3y',
      response: 'HTTP/1.1 400 Bad Request\nContent-Type: application/json\n\n{"detail":"Bad request"}',
    },
    {
      from: 'Python requests',
      error: "ERR_INVALID_URL: Invalid URL 'api.example.com/v1': No scheme supplied.",
      phase: 'connect',
    },
  ],
  find: (facts) => {
    const { status, request, against, code } = facts;
    if (code === 'ERR_INVALID_URL')
      return {
        ...proven('error code ERR_INVALID_URL: the client could not read the address'),
        summary: 'The address is none: its scheme is missing or unknown, or it holds characters that no address has.',
      };
    if (status !== 400 && status !== 404) return null;
    const said = saidIn(facts, words);
    if (said !== null) return likely(`the answer says "${said}"`);
    const broken = /%(?![0-9A-F]{2})/i.test(request.path) || against?.route.kind === 'malformed-path';
    return broken ? proven(`the path cannot be decoded: ${request.path}`) : null;
  },
});

/** Servers that read the first line strictly: Tomcat, Jetty, nginx. */
const words =
  /invalid character found in the request target|(bad|malformed|invalid|ambiguous) (request[- ]line|URI|request target)\b|client sent invalid request line|request URL is invalid/i;

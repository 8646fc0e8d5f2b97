import { defineCause, possible } from '../cause.ts';

/** A 403 with no word about why. */
export const accessRefused = defineCause({
  name: 'access-refused',
  summary:
    'The API refuses access without saying why: permission, address, plan, or something that has nothing to do with the credential.',
  side: 'client',
  reference: 'RFC 9110 §15.5.4 (403)',
  runbook: 'invalid-credentials',
  next: [
    'Try a plain read with the same credential: if that works, this operation needs more permission.',
    'Make the same call outside the platform, from another address, with the same credential.',
    'Ask the provider why, with the request id and the time.',
  ],
  explanation:
    'The API refuses this call and does not say why. We compare it with a call that works, and ask the provider with the request id.',
  isLastResort: true,
  examples: [
    {
      from: 'an API that says little',
      request: 'GET /admin HTTP/1.1\nHost: api.example.com\nAccept: */*',
      response: 'HTTP/1.1 403 Forbidden\nContent-Length: 0\n\n',
    },
  ],
  find: ({ status }) =>
    status === 403 || status === 451 ? possible(`status ${status}, and nothing that says why`) : null,
});

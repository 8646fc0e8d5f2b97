import { defineCause, likely, possible } from '../cause.ts';

/** A 4xx that says nothing decidable. */
export const requestRejected = defineCause({
  name: 'request-rejected',
  summary: 'The API finds something wrong with the request and does not say it in a form that can be read by machine.',
  side: 'client',
  reference: 'RFC 9110 §15.5',
  runbook: 'malformed-request',
  next: [
    'Read the message of the answer: {said}.',
    'Compare the exact body and parameters with the documentation, field by field; diagnose again with --openapi if there is a document.',
    'Send the smallest valid request first, then add fields.',
  ],
  explanation: 'The API refuses the request as it is: {said}. We compare it with the documentation field by field.',
  isLastResort: true,
  examples: [
    {
      from: 'an API that says little',
      request:
        'POST /alerts HTTP/1.1\nHost: api.example.com\nX-API-Key: k3y\nContent-Type: application/json\n\n{"a":1}',
      response: 'HTTP/1.1 400 Bad Request\nContent-Type: application/json\n\n{"message":"Bad Request"}',
    },
  ],
  find: ({ status, words, against }) => {
    if (status === null || status < 400 || status > 499 || status === 404 || status === 429) return null;
    const wrong = against?.violations ?? [];
    const said = words === '' ? 'nothing' : words.slice(0, 160);
    const evidence =
      wrong.length > 0
        ? wrong.map(({ message }) => `against the contract: ${message}`)
        : [`status ${status}`, ...(words === '' ? [] : [`the answer says "${said}"`])];
    return { ...(wrong.length > 0 ? likely : possible)(...evidence), values: { said } };
  },
});

import { defineCause, likely, possible } from '../cause.ts';

/** The backend failed, and says no more. */
export const serverError = defineCause({
  name: 'server-error',
  summary: 'The API’s backend failed while it worked on the request.',
  side: 'provider',
  reference: 'RFC 9110 §15.6.1 (500); the reference, scenario 6',
  runbook: 'server-error',
  next: [
    'Repeat reads with backoff (2, 4, 8 s), a limited number of times; before repeating a write, look whether it was carried out.',
    'Try other input and other addresses, to see whether all fail or only this one.',
    'Look at the status page; if it lasts, send the provider time, request id and the payload without secrets.',
  ],
  explanation:
    'The API had an error on its own side while it worked on our request; our integration is not the reason. The workflow repeats the call with pauses, and we contact the provider if it lasts.',
  examples: [
    {
      from: 'the alert and user API',
      response:
        'HTTP/1.1 500 Internal Server Error\nContent-Type: application/json\n\n{"detail":"Internal server error - something went wrong on our end"}',
    },
    {
      from: 'Django',
      response:
        'HTTP/1.1 500 Internal Server Error\nServer: gunicorn\nContent-Type: text/html\n\n<h1>Server Error (500)</h1>',
    },
  ],
  find: ({ status, by }) =>
    status !== null && status >= 500 && status !== 503 && status !== 504
      ? { ...(status === 500 ? likely : possible)(`status ${status}`, ...by.marks) }
      : null,
});

import { defineCause, proven } from '../cause.ts';

/** The server wants to know the length beforehand. */
export const lengthRequired = defineCause({
  name: 'length-required',
  summary: 'The server wants a Content-Length and takes no chunked body.',
  side: 'client',
  reference: 'RFC 9110 §15.5.12 (411)',
  runbook: 'malformed-request',
  category: 'validation',
  class: 'not-retryable',
  next: [
    'Send the body in one piece, so that the client knows its length.',
    'For a POST without a body send Content-Length: 0.',
    'Look for a proxy that turns bodies into chunks.',
  ],
  explanation: 'The API wants to know the size of what we send beforehand. We send the body in one piece.',
  examples: [
    {
      from: 'Google Frontend',
      response:
        'HTTP/1.1 411 Length Required\nContent-Type: text/html\n\n<html><title>Error 411 (Length Required)!!1</title></html>',
    },
  ],
  find: ({ status }) => (status === 411 ? proven('status 411') : null),
});

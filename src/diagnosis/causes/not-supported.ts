import { defineCause, proven } from '../cause.ts';

/** The server doesn't do that at all. */
export const notSupported = defineCause({
  name: 'not-supported',
  summary: 'The server does not support this method or protocol version at all.',
  side: 'client',
  reference: 'RFC 9110 §15.6.2 (501), §15.6.6 (505)',
  runbook: 'wrong-method-or-media-type',
  class: 'not-retryable',
  next: [
    'Compare method and path with the documentation; a 501 is no passing trouble.',
    'Do not repeat it.',
    'Ask the provider when the documentation says that it should work.',
  ],
  explanation:
    'The API does not offer what the workflow asks for. Repeating does not help; we use another way, or ask the provider.',
  examples: [
    {
      from: 'Amazon S3',
      response:
        'HTTP/1.1 501 Not Implemented\nContent-Type: application/xml\n\n<Error><Code>NotImplemented</Code><Message>A header you provided implies functionality that is not implemented</Message></Error>',
    },
  ],
  find: ({ status }) =>
    status === 501 || status === 505 || status === 510 || status === 506 ? proven(`status ${status}`) : null,
});

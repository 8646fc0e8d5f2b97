import { codeIn, defineCause, proven } from '../cause.ts';

/** The body is larger than the API takes. */
export const bodyTooLarge = defineCause({
  name: 'body-too-large',
  summary: 'The body is larger than the API, or a proxy before it, takes.',
  side: 'client',
  reference: 'RFC 9110 §15.5.14 (413)',
  runbook: 'malformed-request',
  category: 'validation',
  class: 'not-retryable',
  next: [
    'Send less at once: split the batch, leave out what is not needed.',
    'Upload large files the way the documentation offers (parts, a signed URL).',
    'If an HTML page came, a proxy limits it (nginx: 1 MB unless set otherwise): tell whoever runs it.',
  ],
  explanation: 'What we send is larger than the API takes{size}. We split it into smaller parts.',
  examples: [
    {
      from: 'nginx',
      request: 'POST /upload HTTP/1.1\nHost: api.example.com\n\n…',
      response:
        'HTTP/1.1 413 Request Entity Too Large\nServer: nginx\nContent-Type: text/html\n\n<html><head><title>413 Request Entity Too Large</title></head><body><center><h1>413 Request Entity Too Large</h1></center><hr><center>nginx</center></body></html>',
    },
  ],
  find: (facts) => {
    const { status, subject, by } = facts;
    const code = status === 400 ? codeIn(facts, /^(request|entity|payload|content|body)_?too_?large$/i) : null;
    if (status !== 413 && code === null) return null;
    const bytes = subject.request.body?.bytes;
    const sign = code === null ? 'status 413' : `the answer's code is "${code}"`;
    return { ...proven(sign, ...by.marks), values: { size: bytes === undefined ? '' : ` (${bytes} bytes)` } };
  },
});

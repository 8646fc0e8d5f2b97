import { codeIn, defineCause, type Finding, likely, proven, saidIn } from '../cause.ts';
import type { Facts } from '../facts/index.ts';

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
    const { subject } = facts;
    const bytes = subject.request.body?.bytes;
    const found = findIn(facts);
    return found && { ...found, values: { size: bytes === undefined ? '' : ` (${bytes} bytes)` } };
  },
});

/** Some say it with another status: IIS with 404, Kestrel with 400, Spring with 500. */
function findIn(facts: Facts): Finding | null {
  const { status, by } = facts;
  if (status === 413) return proven('status 413', ...by.marks);
  if (status !== 400 && status !== 404 && status !== 500) return null;
  const code = codeIn(facts, /^(request|entity|payload|content|body)_?(entity_)?too_?large(_error|_exception)?$/i);
  if (code !== null && status === 400) return proven(`the answer's code is "${code}"`, ...by.marks);
  const said = saidIn(facts, ...words);
  return said === null ? null : likely(`the answer says "${said}"`);
}

const words = [
  /(request|http) (body|entity|payload|content)( size| length)? (is )?too (large|big)|payload ?too ?large|request entity too large/i,
  /exceeds? (the )?(maximum |max |allowed |configured )*(request|body|payload|content|upload|post)[ _]?(body |content )?(length|size|limit)|maximum (upload|request|body|payload|post) (body )?size[^.·]{0,30}exceed/i,
];

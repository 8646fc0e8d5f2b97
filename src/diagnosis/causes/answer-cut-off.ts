import { defineCause, proven } from '../cause.ts';

/** The answer began and broke off. */
export const answerCutOff = defineCause({
  name: 'answer-cut-off',
  summary: 'The answer began and broke off: the server or something before it gave up in the middle.',
  side: 'provider',
  reference: 'RFC 9112 §8 (incomplete messages)',
  runbook: 'unreadable-answer',
  next: [
    'Do not use what came: an incomplete answer is no answer (RFC 9112 §8).',
    'Fetch it again; if it breaks off at the same size or after the same time, a limit on the way cuts it: ask for smaller pages.',
    'Tell the provider size, time and request id.',
  ],
  explanation:
    'The answer of the API broke off in the middle, and half an answer must not be used. We fetch it again, in smaller parts if it keeps breaking off.',
  examples: [
    {
      from: 'undici',
      response: 'HTTP/1.1 200 OK\nContent-Type: application/json\nContent-Length: 4096\n\n{"items":[{"id":1',
      error: 'UND_ERR_SOCKET: other side closed',
      phase: 'body',
    },
    {
      from: 'Python requests',
      response: 'HTTP/1.1 200 OK\nContent-Type: application/json\n\n{"ite',
      error: 'IncompleteRead: IncompleteRead(17 bytes read, 4079 more expected)',
      phase: 'body',
    },
    {
      from: 'httpx, whose words are all that is left',
      error: 'ERR_CONTENT_LENGTH_MISMATCH: peer closed connection without sending complete message body',
      phase: 'body',
    },
  ],
  find: ({ answer, code, phase }) => {
    if (code === null || phase !== 'body' || /TIMEOUT|ABORTED/.test(code)) return null;
    return proven(
      `${answer === null ? 'an answer began' : `status ${answer.status} came`}, then ${code} within the body`,
    );
  },
});

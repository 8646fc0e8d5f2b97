import { defineCause, proven } from '../cause.ts';

/** The answer began and then nothing more came. */
export const answerStalled = defineCause({
  name: 'answer-stalled',
  summary: 'The answer began and then stood still until the client gave up.',
  side: 'provider',
  reference: 'undici BodyTimeoutError; RFC 9112 §8',
  runbook: 'timeout',
  next: [
    'Ask for less at once: smaller pages, fewer fields.',
    'Fetch it again later; a stream that stalls once often comes whole the next time.',
    'If it stalls at the same place, tell the provider the request id and how many bytes came.',
  ],
  explanation:
    'The API began to answer and then stood still until we gave up waiting. We ask for the data in smaller parts and report it if it goes on.',
  examples: [
    {
      from: 'undici',
      response: 'HTTP/1.1 200 OK\nContent-Type: application/json\n\n{"items":[',
      error: 'UND_ERR_BODY_TIMEOUT: Body Timeout Error',
      phase: 'body',
      tookMs: 300_000,
    },
    {
      from: 'undici, whose words are all that is left',
      error: 'UND_ERR_BODY_TIMEOUT: Body Timeout Error',
      phase: 'body',
    },
  ],
  find: ({ answer, code, phase }) => {
    if (code === null || phase !== 'body' || !/TIMEOUT|ABORTED/.test(code)) return null;
    return proven(
      `${answer === null ? 'an answer began' : `status ${answer.status} came`}, then nothing more until ${code}`,
    );
  },
});

import { defineCause, proven } from '../cause.ts';
import { isUnreadable } from '../facts/doubt.ts';

/** A success that nobody can read. */
export const unreadableAnswer = defineCause({
  name: 'unreadable-answer',
  summary: 'The answer says success and JSON, and its body is empty, cut, or no JSON.',
  side: 'provider',
  reference: 'RFC 8259; RFC 9110 §8.3',
  runbook: 'unreadable-answer',
  category: 'server-error',
  class: 'retryable-if-idempotent',
  next: [
    'Fetch it again; if it stays, look at the raw body.',
    'Have the workflow fail clearly on an unreadable answer instead of going on with nothing.',
    'Tell the provider, with the request id and the body as it came.',
  ],
  explanation:
    'The API reports success, but what it sends cannot be read ({flaw}). We fetch it again and report it if it stays so.',
  examples: [
    {
      from: 'a broken backend',
      response: 'HTTP/1.1 200 OK\nContent-Type: application/json\n\n{"items":[{"id":1},{"id":',
    },
    { from: 'an empty body', response: 'HTTP/1.1 200 OK\nContent-Type: application/json\nContent-Length: 0\n\n' },
  ],
  find: ({ status, answer, subject }) => {
    if (status === null || status >= 300 || answer === null || !isUnreadable(answer, subject)) return null;
    const flaw = flawOf(answer.text.trim());
    return {
      ...proven(`status ${status} with Content-Type: ${answer.mediaType}, and the body: ${flaw}`),
      values: { flaw },
    };
  },
});

/** A question mark stands for a body that only the parser's complaint tells of. */
function flawOf(text: string): string {
  if (text === '') return 'it is empty';
  return text === '?' ? 'it is not what the client can read' : 'it is not valid JSON';
}

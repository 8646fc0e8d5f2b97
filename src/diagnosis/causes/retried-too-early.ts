import { defineCause, proven } from '../cause.ts';

/** The client came back before the time it was told. */
export const retriedTooEarly = defineCause({
  name: 'retried-too-early',
  summary: 'The client came back before the time it had been told to wait, so it was refused again.',
  side: 'client',
  reference: 'RFC 9110 §10.2.3 (Retry-After)',
  runbook: 'rate-limiting',
  category: 'throttling',
  class: 'retryable-after-delay',
  next: [
    'Have the client wait at least as long as Retry-After says: {told}.',
    'Where the platform has a fixed wait, set it above that.',
    'Add a random share on top, so that parallel runs do not come back together.',
  ],
  explanation:
    'The API asked for a pause of {told} and our workflow came back after {waited}, so it was refused again. We make it wait as long as it is told.',
  refines: ['burst-over-limit'],
  examples: [
    {
      from: 'a fixed wait of one second',
      response:
        'HTTP/1.1 429 Too Many Requests\nRetry-After: 30\nContent-Type: application/json\n\n{"detail":"Rate limit exceeded."}',
      before: ['GET /alerts → 200', 'GET /alerts → 429 Retry-After: 31'],
    },
  ],
  find: ({ status, history, subject }) => {
    if (status !== 429 && status !== 503) return null;
    const early = subject.cause?.retriedEarlyByMs;
    const last = history.before.at(-1);
    const told = last?.failure?.waitMs ?? null;
    if (last === undefined || told === null || !history.hasTimes) return null;
    const since = subject.startedAt - (last.exchange.endedAt ?? last.at);
    if (early === undefined && since >= told - 1000) return null;
    const values = { told: `${Math.ceil(told / 1000)} s`, waited: `${Math.max(0, Math.round(since / 100) / 10)} s` };
    return {
      ...proven(`the answer before asked to wait ${values.told}; the call came ${values.waited} later`),
      values,
    };
  },
});

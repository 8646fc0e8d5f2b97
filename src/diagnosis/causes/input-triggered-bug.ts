import { calls, defineCause, likely } from '../cause.ts';

/** The server fails on this input and not on others. */
export const inputTriggeredBug = defineCause({
  name: 'input-triggered-bug',
  summary: 'The API fails on this input and works with others: a bug at the provider that your data brings out.',
  side: 'provider',
  reference: 'RFC 9110 §15.6.1 (500); the reference, scenario 6',
  runbook: 'server-error',
  category: 'server-error',
  class: 'not-retryable',
  next: [
    'Stop repeating this input: it will fail again.',
    'Find the value that does it: take fields away one by one.',
    'Report it to the provider with that input (without secrets), time and request id; skip such records until it is mended.',
  ],
  explanation:
    'The API fails on certain data ({input}) while other calls work, so the provider has a bug that this data brings out. We report it with an example and leave those records out until it is mended.',
  refines: ['server-error', 'service-unavailable'],
  examples: [
    {
      from: 'one record of many',
      request: 'GET /reports/13 HTTP/1.1\nHost: api.example.com\nX-API-Key: k3y',
      response:
        'HTTP/1.1 500 Internal Server Error\nContent-Type: application/json\n\n{"detail":"Internal server error"}',
      before: [
        'GET /reports/11 → 200',
        'GET /reports/12 → 200',
        'GET /reports/13 → 500',
        'GET /reports/14 → 200',
        'GET /reports/13 → 500',
      ],
    },
  ],
  find: ({ status, history, request, subject }) => {
    if (status !== 500) return null;
    const same = (path: string, text: string | undefined) => path === request.path && (text ?? '') === request.text;
    const twins = history.alike.filter(({ path, exchange }) => same(path, exchange.request.body?.text));
    const others = history.alike.filter(({ path, exchange }) => !same(path, exchange.request.body?.text));
    const failing = twins.filter(({ failure }) => failure !== null).length;
    const fine = others.filter(({ failure }) => failure === null).length;
    const laterFine = others.some(
      ({ failure, at }) =>
        failure === null && twins.some((twin) => twin.failure !== null && twin.at <= at && at <= subject.startedAt),
    );
    if (failing === 0 || fine === 0 || failing < twins.length || !laterFine) return null;
    const values = { input: `${request.method} ${request.path}` };
    return {
      ...likely(
        `this input failed ${failing + 1} of ${failing + 1} times, ${calls(fine)} of the same kind with other input succeeded in between`,
      ),
      values,
    };
  },
});

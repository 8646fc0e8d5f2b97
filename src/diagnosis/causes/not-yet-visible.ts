import { defineCause, likely } from '../cause.ts';

/** It was created a moment ago and can't be found yet. */
export const notYetVisible = defineCause({
  name: 'not-yet-visible',
  summary: 'The resource was created a moment ago and is not visible everywhere yet.',
  side: 'provider',
  reference: 'eventual consistency; the reference, scenario 5 (time delay in synchronisation)',
  runbook: 'resource-not-found',
  category: 'not-found',
  class: 'retryable-after-delay',
  next: [
    'Wait a few seconds and ask again, a few times at most.',
    'Use the answer of the creating call instead of reading the resource back.',
    'If it does not appear within a minute, treat it as missing and tell the provider the id.',
  ],
  explanation:
    'The record was created a moment ago and the API does not show it everywhere yet. The workflow waits a few seconds and asks again, a limited number of times.',
  examples: [
    {
      from: 'a directory that synchronises',
      request: 'GET /users/77 HTTP/1.1\nHost: api.example.com\nX-API-Key: k3y',
      response: 'HTTP/1.1 404 Not Found\nContent-Type: application/json\n\n{"detail":"User with ID 77 not found"}',
      before: ['POST /users → 201'],
    },
  ],
  find: ({ status, history, request, subject }) => {
    if (status !== 404 || request.method !== 'GET') return null;
    const parent = request.path.replace(/\/[^/]+\/?$/, '');
    const created = history.before.findLast(
      ({ method, failure, path }) =>
        method === 'POST' && failure === null && (path === parent || path === `${parent}/`),
    );
    if (
      created === undefined ||
      history.before.some(({ path, method }) => path === request.path && method === 'GET' && path !== parent)
    )
      return null;
    const seconds = Math.round((subject.startedAt - created.at) / 1000);
    return seconds > 120 ? null : likely(`POST ${parent} succeeded ${seconds} s before`);
  },
});

import { defineCause, likely, proven } from '../cause.ts';

/** HTML where data was expected. */
export const pageInsteadOfData = defineCause({
  name: 'page-instead-of-data',
  summary: 'A web page came where data was expected: a proxy, a web site under the same address, or a wrong base URL.',
  side: 'between',
  reference: 'RFC 9110 §8.3 (Content-Type)',
  runbook: 'unreadable-answer',
  category: 'validation',
  class: 'retryable-after-change',
  next: [
    'Read the page: its title mostly says who wrote it.',
    'Check the base URL: the API often lives under another host or below /api.',
    'Send Accept: application/json, and look whether a proxy answers instead.',
  ],
  explanation:
    'A web page came back instead of data{title}, so something other than the API answered. We check the address and what stands between.',
  examples: [
    {
      from: 'a single-page application under the same host',
      request: 'GET /v1/alerts HTTP/1.1\nHost: app.example.com\nAccept: application/json',
      response:
        'HTTP/1.1 200 OK\nContent-Type: text/html\n\n<!doctype html><html><head><title>Acme Console</title></head><body><div id="root"></div></body></html>',
    },
  ],
  find: ({ status, answer, request, code }) => {
    if (status === null || status >= 300 || answer?.isHtml !== true) return null;
    const title = /<title>([^<]*)/i.exec(answer.text)?.[1]?.trim();
    const values = { title: title === undefined || title === '' ? '' : ` ("${title}")` };
    const wanted = /json/i.test(request.headers['accept'] ?? '') || code !== null;
    return {
      ...(wanted ? proven : likely)(`status ${status} with Content-Type: ${answer.mediaType || 'text/html'}`),
      values,
    };
  },
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fillErrorBody, fillTemplate, placeholdersOf, renderErrorBody } from './error-body.ts';
import { reasonPhrase } from './reason-phrases.ts';

const values = { message: 'Say "{status}"', status: 404, title: 'Not Found', requestId: 'r-1' };

test('values are filled in once, and unknown names stay', () => {
  assert.equal(
    fillTemplate('{title}: {message} {other} {__proto__}', values),
    'Not Found: Say "{status}" {other} {__proto__}',
  );
  assert.deepEqual(placeholdersOf('a {b} {c_d} {}'), ['b', 'c_d']);
});

test('a status alone becomes a number, wherever it stands', () => {
  assert.deepEqual(
    fillErrorBody({ error: { code: '{status}', text: 'HTTP {status}' }, list: ['{title}', 1, null] }, values),
    {
      error: { code: 404, text: 'HTTP 404' },
      list: ['Not Found', 1, null],
    },
  );
});

test('the body is JSON, or plain text where the dialect is', () => {
  assert.equal(
    renderErrorBody({ contentType: 'application/json', template: { detail: '{message}' } }, values),
    '{"detail":"Say \\"{status}\\""}',
  );
  assert.equal(renderErrorBody({ contentType: 'text/plain', template: '{message}' }, values), 'Say "{status}"');
  assert.equal(renderErrorBody({ contentType: 'application/json', template: '{title}' }, values), '"Not Found"');
});

test('every status has a phrase', () => {
  assert.equal(reasonPhrase(429), 'Too Many Requests');
  assert.equal(reasonPhrase(499), 'Status 499');
});

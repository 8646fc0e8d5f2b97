import assert from 'node:assert/strict';
import { test } from 'node:test';
import { requestOf } from './fixtures/driver.ts';
import { appliedText, readPreferences } from './preferences.ts';

const read = (prefer: string) => readPreferences(requestOf('GET /alerts', { headers: { prefer } }));

test('several preferences stand side by side, quoted or plain, behind others that mean nothing here', () => {
  assert.deepEqual(read('return=minimal; foo="a, code=1", Code = 404, example="not \\"found\\""'), {
    code: '404',
    example: 'not "found"',
    dynamic: null,
  });
  assert.deepEqual(read('dynamic=true').dynamic, true);
  assert.deepEqual(read('dynamic=false').dynamic, false);
});

test('Prism’s query parameters count where there is no header', () => {
  assert.equal(readPreferences(requestOf('GET /alerts?__code=404')).code, '404');
  const both = requestOf('GET /alerts?__code=404', { headers: { prefer: 'code=503' } });
  assert.equal(readPreferences(both).code, '503');
});

test('what was applied is told as it was asked for', () => {
  assert.equal(appliedText({ code: '404', example: 'no such', dynamic: null }), 'code=404, example="no such"');
});

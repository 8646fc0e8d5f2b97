import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fromBareMap } from './bare-map.ts';

test('maps of Dart and Java are read with what is in them, and commas within a sentence kept', () => {
  assert.deepEqual(fromBareMap('{code: not_found, message: No user, sorry, data: {status: 404, isFinal: true}}'), {
    code: 'not_found',
    message: 'No user, sorry',
    data: { status: 404, isFinal: true },
  });
  assert.deepEqual(fromBareMap('{code=404, body={reason=null}}'), { code: 404, body: { reason: null } });
});

test('what has no names is no map', () => {
  assert.equal(fromBareMap('{some words}'), undefined);
  assert.equal(fromBareMap('[a: 1]'), undefined);
});

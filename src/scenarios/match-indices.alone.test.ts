import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import execWithIndices from './match-indices.ts';

const cucumber = createRequire(createRequire(import.meta.url).resolve('@cucumber/cucumber'));
const polyfill = cucumber('regexp-match-indices') as typeof execWithIndices;

test('says the same as the polyfill that it stands in for', () => {
  const expression = /^the (?:client|(other) client) calls (GET|POST) (\/\S*)( twice)?$/;
  for (const text of ['the client calls GET /alerts', 'the other client calls POST /alerts twice', 'nobody calls']) {
    const ours = execWithIndices(expression, text);
    const theirs = polyfill(expression, text);
    assert.deepEqual(ours === null ? null : [...ours], theirs === null ? null : [...theirs]);
    assert.deepEqual([...(ours?.indices ?? [])], [...(theirs?.indices ?? [])]);
  }
});

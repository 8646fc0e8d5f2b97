import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { assertListed } from '../../fixtures/assert-listed.ts';
import { statusOf } from '../exchange.ts';
import { read } from './fixtures/read.ts';
import { readRecording, recordingFormats } from './index.ts';

const infrastructure = [
  'recording',
  'values',
  'http-text',
  'error-words',
  'loose-words',
  'connection-words',
  'waiting-words',
  'tls-words',
  'system-errors',
  'answer-in-text',
  'told-status',
  'meant-status',
  'plain-english',
  'foreign-objects',
  'bare-map',
  'error-body',
  'without-marks',
  'told-headers',
  'gateway-flags',
  'object-in-text',
  'call-in-text',
  'php-objects',
];

test('every format of the folder is listed under its own name', () => {
  assertListed(import.meta.dirname, Object.keys(recordingFormats), infrastructure);
  for (const [name, format] of Object.entries(recordingFormats)) assert.equal(format.name, name);
});

test('the body of an error alone is read by its words, and said to be a guess', () => {
  const { exchanges, notes } = read('{"detail":"Rate limit exceeded. Max 5 requests per 60 seconds."}');
  assert.equal(exchanges[0] && statusOf(exchanges[0]), 429);
  assert.match(notes[0] ?? '', /429/);
});

test('a status is read out of what a client says after its retries, and out of the code of an SDK', () => {
  for (const text of [
    "Max retries exceeded with url: /v1/alerts (Caused by ResponseError('too many 429 error responses'))",
    'AcmeError: None REQUEST_LIMIT_EXCEEDED: the token bucket limit has been exceeded.',
  ]) {
    const { exchanges } = read(text);
    assert.equal(exchanges[0] && statusOf(exchanges[0]), 429);
  }
});

test('a text that tells of no call is none', () => {
  for (const text of ['', 'hello', '{}', '[]', '{"a":1}', '<html></html>', '\u0000\u0001'])
    assert.equal(readRecording(text), null);
});

test('a log that is full of quotes without an end is read in no time', () => {
  for (const piece of ['\\"{', '"{', '[{"a', 'error ']) readRecording(piece.repeat(20_000));
});

test('no text makes a reader throw or hang', () => {
  const pieces = fc.constantFrom(
    'curl ',
    "'",
    '"',
    '\\',
    '\n',
    'HTTP/1.1 200 OK',
    'GET /x',
    '{"log":{"entries":[',
    '{',
    '}',
    '> ',
    '< ',
    '* ',
    '-H',
    "$'",
    'ECONNRESET',
    '"request":',
    ': ',
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(pieces, fc.string()), { maxLength: 30 }), (parts) => {
      readRecording(parts.join(''));
    }),
    { numRuns: 300 },
  );
});

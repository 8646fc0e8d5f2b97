import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseHttpDate } from './http-date.ts';

const now = Date.UTC(2026, 10, 22);

test('every second from 1970 to 2200 is read as JavaScript writes it', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: Date.UTC(2200, 0) / 1000 }), (seconds) => {
      assert.equal(parseHttpDate(new Date(seconds * 1000).toUTCString(), now), seconds * 1000);
    }),
  );
});

test('two-digit years more than 50 years ahead belong to the century before', () => {
  assert.equal(parseHttpDate('Sunday, 06-Nov-76 08:49:37 GMT', now), Date.UTC(2076, 10, 6, 8, 49, 37));
  assert.equal(parseHttpDate('Sunday, 06-Nov-94 08:49:37 GMT', now), Date.UTC(1994, 10, 6, 8, 49, 37));
});

test('the single-digit day of asctime stands behind a space', () => {
  assert.equal(parseHttpDate('Sun Nov  6 08:49:37 1994', now), Date.UTC(1994, 10, 6, 8, 49, 37));
});

test('days, months and times that don’t exist are malformed', () => {
  for (const text of [
    'Sun, 30 Feb 2026 00:00:00 GMT',
    'Sun, 29 Feb 2026 00:00:00 GMT',
    'Sun, 00 Jan 2026 00:00:00 GMT',
    'Sun, 01 Foo 2026 00:00:00 GMT',
    'Sun, 01 Jan 2026 24:00:00 GMT',
    'Sun, 01 Jan 2026 00:60:00 GMT',
    'Sun, 01 Jan 2026 00:00:61 GMT',
    'Sun, 01 Jan 2026 00:00:00 +0100',
    '2026-01-01T00:00:00Z',
    '',
  ]) {
    assert.equal(parseHttpDate(text, now), null, text);
  }
  assert.equal(parseHttpDate('Thu, 29 Feb 2024 00:00:00 GMT', now), Date.UTC(2024, 1, 29));
  assert.equal(parseHttpDate('Sat, 31 Dec 2016 23:59:60 GMT', now), Date.UTC(2017, 0, 1));
});

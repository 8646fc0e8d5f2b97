import assert from 'node:assert/strict';
import { test } from 'node:test';
import { resolveHeaders } from './index.ts';

const now = Date.UTC(2026, 0, 1);

const readings: readonly (readonly [string, string])[] = [
  ['@dynamic=2', '2'],
  ['@dynamic=0.5', '1'],
  ['@date=2', 'Thu, 01 Jan 2026 00:00:02 GMT'],
  ['@epoch=2', '1767225602'],
  ['@epoch=1.5', '1767225602'],
  ['@past', 'Wed, 31 Dec 2025 23:00:00 GMT'],
  ['120', '120'],
  ['@unknown', '@unknown'],
];

for (const [written, sent] of readings) {
  test(`Retry-After: ${written} goes out as ${sent}`, () => {
    assert.deepEqual(resolveHeaders({ 'Retry-After': written }, now), { 'Retry-After': sent });
  });
}

test('@garbage is neither a number nor a date', () => {
  const sent = resolveHeaders({ 'Retry-After': '@garbage' }, now)['Retry-After'] ?? '';
  assert.ok(Number.isNaN(Number(sent)) && Number.isNaN(Date.parse(sent)), sent);
});

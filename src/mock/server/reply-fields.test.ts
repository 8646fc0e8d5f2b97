import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { pairsOf } from './headers.ts';
import { type FieldSources, fieldsOf } from './reply-fields.ts';

const names = ['X-Id', 'x-id', 'Date', 'content-length', 'Location', 'ETag', 'etag', '__proto__', 'Vary'];
const headers = fc
  .array(fc.tuple(fc.constantFrom(...names), fc.string()), { maxLength: 5 })
  .map((pairs) => Object.fromEntries(pairs));
/** Of few kinds, so that most replies have the names of the one before. */
const alike = fc
  .tuple(fc.constantFrom<string[]>([], ['X-Id'], ['Vary', 'x-id'], ['date']), fc.string())
  .map(([some, value]) => Object.fromEntries(some.map((name) => [name, `${name}${value}`])));
const length = fc.option(fc.nat().map(String));

function expected({ headers, over, added, date, length }: FieldSources): ReadonlyMap<string, string> {
  const own = length === null ? { Date: date } : { Date: date, 'Content-Length': length };
  const all = [headers, over, added, own].flatMap((some) => Object.entries(some));
  return new Map(all.map(([name, value]) => [name.toLowerCase(), value]));
}

test('whatever came before, a reply has all its fields and no others, and of one name the last value', () => {
  const reply = fc.record({
    over: fc.oneof({ weight: 4, arbitrary: alike }, { weight: 1, arbitrary: headers }),
    added: alike,
    date: fc.string(),
    length,
  });
  fc.assert(
    fc.property(headers, fc.array(reply, { minLength: 3, maxLength: 6 }), (shared, replies) => {
      for (const one of replies) {
        const sources = { headers: shared, ...one };
        const fields = fieldsOf(sources);
        const pairs = pairsOf(fields).map(([name, value]): [string, string] => [name.toLowerCase(), value]);
        assert.deepEqual(new Map(pairs.sort()), new Map([...expected(sources)].sort()));
        assert.equal(pairs.length, new Map(pairs).size);
      }
    }),
    { numRuns: 500 },
  );
});

test('a list of fields belongs to its reply: whoever changes it changes no other', () => {
  const sources = { headers: { ETag: '1' }, over: {}, added: { 'X-Id': 'a' }, date: 'now', length: '2' };
  const all = [1, 2, 3, 4].map(() => fieldsOf(sources));
  for (const one of all) (one as string[])[1] = 'changed';
  assert.equal(fieldsOf(sources)[1], '1');
  assert.equal(new Set(all).size, 4);
});

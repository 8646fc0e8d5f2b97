import assert from 'node:assert/strict';
import { test } from 'node:test';
import { textOfPattern } from './pattern-text.ts';

const patterns = [
  '^[A-Z]{3}-\\d{4}$',
  '^ord_[a-z0-9]{8,}$',
  '^(cat|dog)s?$',
  '^\\+?[1-9]\\d{1,14}$',
  '^(?:[0-9a-f]{2}:){5}[0-9a-f]{2}$',
  '^(a|b)\\1$',
  '^[^a-z]+$',
  '^\\p{L}+$',
  'x{3}',
  '^[\\w.-]+@[\\w-]+\\.[a-z]{2,}$',
];

test('a text drawn from a pattern matches it, whatever its number', () => {
  for (const pattern of patterns) {
    for (const number of [0, 1, 7, 404]) {
      const text = textOfPattern(pattern, {}, number);
      assert.match(String(text), new RegExp(pattern, 'u'), `${pattern} ${number}`);
    }
  }
});

test('other numbers give other texts', () => {
  const texts = [0, 1, 2, 3, 404].map((number) => textOfPattern('^ord_[a-z0-9]{8}$', {}, number));
  assert.deepEqual(texts.slice(0, 3), ['ord_00000000', 'ord_00000001', 'ord_00000002']);
  assert.equal(new Set(texts).size, 5);
});

test('a text keeps to the bounds beside its pattern, and there is none for a pattern that can not be drawn', () => {
  assert.equal(textOfPattern('^[a-z]+$', { minLength: 6 })?.length, 8);
  assert.equal(textOfPattern('^[a-z]{9,}$', { maxLength: 5 }), null);
  assert.equal(textOfPattern('^(?=.*[A-Z])(?=.*\\d)[a-z]+$'), null);
  assert.equal(textOfPattern('(['), null);
});

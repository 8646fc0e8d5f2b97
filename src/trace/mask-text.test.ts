import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { holdsSecret, maskText } from './mask-text.ts';

/** One of each kind that gives itself away; the last part is what must be gone. */
const samples = [
  ['', 'eyJhbGciOi.eyJzdWIiOi.c2lnbmF0dXJl'],
  ['', 'sk_live_4eC39HqLyjWD'],
  ['', 'pk-test-4eC39HqLyjWD'],
  ['', 'ghp_16C7e42F292c6912E7710c8'],
  ['', 'github_pat_11ABCDEFG0abcdefghij'],
  ['', 'glpat-abcdefghijklmnopqrst'],
  ['', 'xoxb-123456789012'],
  ['', 'AKIAIOSFODNN7EXAMPLE'],
  ['', 'AIzaSyA-1234567890abcdefghijklmnopqr'],
  ['Bearer ', 'mF_9.B5f-4.1JqM'],
  ['bearer  ', 'mF_9.B5f-4.1JqM'],
  ['Basic ', 'QWxhZGRpbjpvcGVuIHNlc2FtZQ=='],
  ['basic ', 'QWxhZGRpbjpvcGVuIHNlc2FtZQ=='],
  ['', 'a'.repeat(20) + 'B7'.repeat(10)],
  ['', 'a known secret'],
] as const;

test('what looks like a secret, or is known as one, is masked wherever it stands', () => {
  const filler = fc.stringMatching(/^[a-z0-9 .,:{}\n-]{0,60}[ .,:{}\n]$/);
  fc.assert(
    fc.property(fc.constantFrom(...samples), filler, filler, ([before, secret], front, behind) => {
      const text = `${front}${before}${secret} ${behind}`;
      const masked = maskText(text, ['a known secret']);
      assert.ok(!masked.includes(secret), masked);
      assert.ok(masked.startsWith(`${front}${before}`) && masked.endsWith(` ${behind}`), masked);
      assert.ok(holdsSecret(text, ['a known secret']));
      assert.equal(maskText(masked, ['a known secret']), masked);
    }),
    { numRuns: 1000 },
  );
});

test('a word that is no name for itself is a secret from forty letters on, if it has small, great ones and digits', () => {
  const word = fc.tuple(fc.integer({ min: 1, max: 90 }), fc.boolean()).map(([length, isMixed]) => {
    return (isMixed ? 'aB3' : 'abc').repeat(30).slice(0, length);
  });
  const gap = fc.constantFrom(' ', '"', '/', '.', '\n', 'é');
  fc.assert(
    fc.property(fc.array(fc.tuple(word, gap), { maxLength: 12 }), (pieces) => {
      const isSecret = (one: string) => one.length >= 40 && one.includes('B');
      const masked = maskText(pieces.flat().join(''), []);
      for (const [one] of pieces) if (isSecret(one)) assert.ok(!masked.includes(one), masked);
      assert.equal(
        masked !== pieces.flat().join(''),
        pieces.some(([one]) => isSecret(one)),
      );
    }),
    { numRuns: 1000 },
  );
});

test('a secret may be as long as a body', () => {
  for (const secret of ['•'.repeat(60_000), 'a b'.repeat(20_000), '(['.repeat(300)]) {
    const masked = maskText(`it was "${secret}" or ${encodeURIComponent(secret)}.`, [secret, 'another']);
    assert.match(masked, /^it was "•••• \(\d+ characters[^)]*\)" or •••• \(\d+ characters\)\.$/);
    assert.ok(holdsSecret(secret, [secret]));
    assert.ok(!holdsSecret(masked, [secret]));
  }
});

test('ordinary words stay, those of a secret that is too short to look for as well', () => {
  for (const text of ['a bearer of bad news', 'basic authentication', 'the basics', 'task_tested', 'keys', ''])
    assert.equal(maskText(text, ['keys', 'key']), text);
});

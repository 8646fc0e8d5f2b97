import assert from 'node:assert/strict';
import { test } from 'node:test';
import { plainEnglish } from './plain-english.ts';

test('what other languages say is read in English', () => {
  assert.match(plainEnglish('Der Datensatz wurde nicht gefunden.'), /not found/);
  assert.match(plainEnglish("L'utilisateur n'existe pas"), /not found/);
  assert.match(plainEnglish('El campo nombre es obligatorio'), /is required/);
  assert.match(plainEnglish('用户名或密码错误'), /invalid credentials/);
  assert.match(plainEnglish('签名错误'), /invalid signature/);
});

test('identifiers and contractions within a sentence are taken apart, English is left as it is', () => {
  assert.equal(plainEnglish('access_token expired'), 'access token expired');
  assert.equal(plainEnglish('"sha" wasn\'t supplied'), '"sha" was not supplied');
  assert.equal(plainEnglish('The name is required.'), 'The name is required.');
});

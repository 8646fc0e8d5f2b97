import assert from 'node:assert/strict';
import { test } from 'node:test';
import { plainEnglish } from './plain-english.ts';

test('what other languages say is read in English', () => {
  assert.match(plainEnglish('Der Datensatz wurde nicht gefunden.'), /not found/);
  assert.match(plainEnglish("L'utilisateur n'existe pas"), /not found/);
  assert.match(plainEnglish('El campo nombre es obligatorio'), /is required/);
  assert.match(plainEnglish('用户名或密码错误'), /invalid credentials/);
  assert.match(plainEnglish('签名错误'), /invalid signature/);
  assert.match(plainEnglish('El precio debe ser mayor o igual a 0'), /must be greater than/);
  assert.match(plainEnglish('USt-IdNr. hat falsches Format'), /wrong format/);
  assert.match(plainEnglish('Monatliches Kontingent aufgebraucht'), /quota exceeded/);
  assert.match(plainEnglish('API Key eliminada'), /deleted/);
  assert.match(plainEnglish('账户已被冻结'), /disabled/);
  assert.match(plainEnglish('Токен авторизации неверен'), /token invalid/);
});

test('identifiers and contractions within a sentence are taken apart, English is left as it is', () => {
  assert.equal(plainEnglish('access_token expired'), 'access token expired');
  assert.equal(plainEnglish('"sha" wasn\'t supplied'), '"sha" was not supplied');
  assert.equal(plainEnglish('The name is required.'), 'The name is required.');
});

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { html } from './html.ts';

test('texts are escaped, markup is not, lists are joined and nothing stays nothing', () => {
  const inner = html`<b>${'<i>'}</b>`;
  assert.equal(
    String(html`<p>${inner}${[1, ' & ', '2']}${null}${undefined}${false}</p>`),
    '<p><b>&lt;i&gt;</b>1 &amp; 2</p>',
  );
});

test('quotes are escaped where they would end an attribute, and only there', () => {
  assert.equal(String(html`<a title="${`"'`}">${`"'`}</a>`), `<a title="&quot;&#39;">"'</a>`);
  const extra = html` class="${'"'}" id="${'x'} ${'"'}"`;
  assert.equal(String(html`<a${extra}>`), '<a class="&quot;" id="x &quot;">');
});

test('what only looks like Html is escaped', () => {
  const fake = { toString: () => '<script>' };
  assert.equal(String(html`${String(fake)}`), '&lt;script&gt;');
});

test('characters that hide or turn a text about are spelt out, right-to-left letters are left alone', () => {
  assert.equal(String(html`${'a\u202Egnp.exe\u0000\u200B שלום\r\n\tb'}`), 'a[U+202E]gnp.exe[U+0000][U+200B] שלום\n\tb');
  assert.equal(String(html`${'half \ud83d'}`), 'half \ufffd');
});

test('no template puts a value into an attribute without quotes', () => {
  const files = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.ts') && !file.endsWith('.test.ts'),
  );
  assert.ok(files.length > 10);
  for (const file of files)
    assert.doesNotMatch(readFileSync(join(import.meta.dirname, file), 'utf8'), /<[a-z][^>`]*=\$\{|='\$\{/, file);
});

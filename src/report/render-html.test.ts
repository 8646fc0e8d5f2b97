import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { sampleResult } from './fixtures/sample-result.ts';
import { sha256Base64 } from './page/sha256.ts';
import { largestPage, renderHtml } from './render-html.ts';

const page = renderHtml(sampleResult());
const bytes = (text: string) => Buffer.byteLength(text);

test('one hundred and fifty scenarios stay within the size, a usual run far below', () => {
  assert.ok(bytes(renderHtml(sampleResult(142))) <= largestPage);
  assert.ok(bytes(page) < 200_000, `${bytes(page)}`);
});

test('details of kept scenarios are packed in a large run, whole, and nothing else is', () => {
  const packed = renderHtml(sampleResult(292), { deflate: deflateRawSync });
  assert.ok(bytes(packed) < largestPage, `${bytes(packed)}`);
  const [, base64 = ''] = /<template id=packed>([^<]*)</.exec(packed) ?? [];
  const details = inflateRawSync(Buffer.from(base64, 'base64')).toString().split('\0');
  assert.equal(details.length, packed.match(/ data-p>/g)?.length);
  assert.equal(details.length, sampleResult(292).counts.kept);
  assert.match(details[0] ?? '', /Connection: keep-alive/);
  assert.match(packed, /AssertionError: expected/);
});

test('a small run is not packed', () => {
  assert.equal(renderHtml(sampleResult(), { deflate: deflateRawSync }), page);
});

test('equal results give equal files', () => {
  assert.equal(renderHtml(sampleResult()), page);
});

test('nothing is loaded from anywhere', () => {
  assert.doesNotMatch(
    page,
    /<(?:script|img|iframe|object|embed)[^>]* src=|@import|url\(|<link(?! rel=icon href="data:,")/,
  );
  assert.deepEqual(
    [...new Set([...page.matchAll(/href="((?!#)[^"]*)"/g)].map(([, address]) => address))],
    ['data:,', 'https://ci.example/jobs/42'],
  );
});

test('the policy allows exactly the style and the script that stand in the page', () => {
  const policy = /Content-Security-Policy content="([^"]*)"/.exec(page)?.[1] ?? '';
  assert.match(policy, /^default-src &#39;none&#39;/);
  for (const name of ['style', 'script']) {
    const inline = new RegExp(`<${name}>([\\s\\S]*?)</${name}>`).exec(page)?.[1] ?? '';
    const hash = createHash('sha256').update(inline).digest('base64');
    assert.ok(inline.length > 1000 && policy.includes(`${name}-src &#39;sha256-${hash}&#39;`), name);
  }
  assert.doesNotMatch(page.replace(/<script>[\s\S]*<\/script>/, ''), / style=| on[a-z]+=["']/);
});

test('SHA-256 agrees with the machine’s at every length of the padding', () => {
  for (const length of [0, 1, 55, 56, 63, 64, 65, 119, 120, 1000]) {
    const text = 'é'.repeat(length % 7) + 'a'.repeat(length);
    assert.equal(sha256Base64(text), createHash('sha256').update(text).digest('base64'), String(length));
  }
});

test('every link within the page leads somewhere, every id stands once', () => {
  const ids = [...page.matchAll(/ id="?([^" >]+)/g)].map(([, id]) => id);
  assert.deepEqual(
    ids.filter((id, index) => ids.indexOf(id) !== index),
    [],
  );
  const links = [...page.matchAll(/href="#([^"=]+)"/g)].map(([, id]) => id);
  assert.ok(links.length > 20);
  assert.deepEqual(
    links.filter((id) => !ids.includes(id)),
    [],
  );
});

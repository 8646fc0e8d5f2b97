import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Result } from '../result.ts';
import { sampleResult } from './fixtures/sample-result.ts';
import { largestMarkdown, renderMarkdown } from './markdown.ts';
import { block, escapeText, inline } from './markdown-text.ts';

test('what is worst comes first, and equal results give equal texts', () => {
  const text = renderMarkdown(sampleResult());
  const titles = [...text.matchAll(/^### (.*)$/gm)].map(([, title]) => title);
  assert.deepEqual(titles.slice(0, 4), [
    'Problems',
    'Broken',
    'Where the API and its contract differ',
    'Known failures',
  ]);
  assert.equal(text, renderMarkdown(sampleResult()));
  assert.match(text, /^## ✗ Alert and user API 1\.0\.0: broken/);
});

test('a huge result stays within 64 KiB, names the broken ones and counts the rest', () => {
  const result = sampleResult(3000);
  const scenarios = result.scenarios.map((scenario, at) => ({
    ...scenario,
    verdict: 'broken' as const,
    because: `reason ${at}: ${'ü'.repeat(400)}`,
  }));
  const text = renderMarkdown({ ...result, scenarios });
  assert.ok(Buffer.byteLength(text) <= largestMarkdown, String(Buffer.byteLength(text)));
  assert.match(text, /\*\*reason 0: /);
  assert.match(text, /\*and \d+ more; the HTML report has them all\*/);
});

test('no text of a result becomes markup, a mention or the end of a block', () => {
  const hostile = '</details><img src=x> **bold** @someone | cell\n# title ```` [link](javascript:x)';
  const base = sampleResult();
  const result: Result = {
    ...base,
    scenarios: base.scenarios.map((scenario) => ({ ...scenario, name: hostile, because: hostile, expected: hostile })),
  };
  const text = renderMarkdown(result);
  const prose = text.replace(/^(`{3,})[\s\S]*?^\1$/gm, '').replace(/(`+)[^`]+\1/g, '');
  assert.doesNotMatch(prose, /<img|<\/details|@someone|\n# title|\*\*bold/);
  assert.equal(escapeText('a@b|c\nd'), 'a&#64;b\\|c d');
  assert.equal(inline('a`b'), '``a`b``');
  assert.match(block('```'), /^````\n```\n````$/);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bareType, contentFor } from './media-type.ts';
import { parseBody } from './parse-body.ts';

test('a form becomes an object, with numbers and booleans where the schema asks for them', () => {
  const schema = {
    properties: {
      amount: { type: 'integer' },
      live: { type: 'boolean' },
      tags: { type: 'array' },
      note: { type: 'string' },
    },
  };
  assert.deepEqual(
    parseBody('amount=5&live=true&tags[]=a&note=7&x=1&x=2', 'application/x-www-form-urlencoded', schema),
    {
      kind: 'parsed',
      value: { amount: 5, live: true, tags: ['a'], note: '7', x: ['1', '2'] },
    },
  );
  assert.deepEqual(parseBody('amount=many', 'application/x-www-form-urlencoded', schema), {
    kind: 'parsed',
    value: { amount: 'many' },
  });
});

test('a comma separates the items of a list alone, and a multipart body may have no part', () => {
  const schema = { properties: { filter: { type: 'string' }, tags: { type: 'array' } } };
  const parsed = parseBody('filter=a,b&tags=a,b', 'application/x-www-form-urlencoded', schema, {
    filter: ',',
    tags: ',',
  });
  assert.deepEqual(parsed, { kind: 'parsed', value: { filter: 'a,b', tags: ['a', 'b'] } });
  assert.deepEqual(parseBody('--b--\r\n', 'multipart/form-data', {}), { kind: 'parsed', value: {} });
});

test('names that every object inherits are fields like any other', () => {
  const parsed = parseBody('__proto__=1&constructor=2', 'application/x-www-form-urlencoded', { properties: {} });
  assert.deepEqual(parsed.kind === 'parsed' && Object.keys(parsed.value as object), ['__proto__', 'constructor']);
  assert.equal(({} as Record<string, unknown>)['1'], undefined);
});

test('text is itself, what is binary is left alone', () => {
  assert.deepEqual(parseBody('hello', 'text/plain', true), { kind: 'parsed', value: 'hello' });
  assert.deepEqual(parseBody('…', 'application/octet-stream', true), { kind: 'opaque' });
  assert.deepEqual(parseBody('{"a":1}', 'application/merge-patch+json', true), { kind: 'parsed', value: { a: 1 } });
});

test('a media type is found exactly, by its range, or as any', () => {
  const content = (type: string) => ({ schema: type, examples: {}, validate: () => [] });
  const body = { required: true, content: new Map(['text/csv', 'text/*'].map((type) => [type, content(type)])) };
  assert.equal(contentFor(body, 'text/csv')?.schema, 'text/csv');
  assert.equal(contentFor(body, 'text/html')?.schema, 'text/*');
  assert.equal(contentFor(body, 'image/png'), undefined);
  assert.equal(contentFor({ ...body, content: new Map([['*/*', content('any')]]) }, 'image/png')?.schema, 'any');
  assert.deepEqual([bareType('Text/HTML; a=b'), bareType('text'), bareType(undefined)], ['text/html', null, null]);
});

test('a multipart form is an object of its parts: texts as the schema asks, JSON as it says, files as they are', async () => {
  const form = new FormData();
  form.append('amount', '5');
  form.append('tag', 'a');
  form.append('tag', 'b');
  form.append('ids', '1,2');
  form.append('profile', new Blob(['{"name":"Bo"}'], { type: 'application/json' }));
  form.append('file', new Blob(['one\r\n--two'], { type: 'text/plain' }), 'a.txt');
  const text = await new Response(form).text();
  const properties = {
    amount: { type: 'integer' },
    tag: { type: 'array' },
    ids: { type: 'array', items: { type: 'integer' } },
  };
  assert.deepEqual(parseBody(text, 'multipart/form-data', { properties }, { ids: ',' }), {
    kind: 'parsed',
    value: { amount: 5, tag: ['a', 'b'], ids: [1, 2], profile: { name: 'Bo' }, file: 'one\r\n--two' },
  });
});

test('a multipart form that is cut off, or none, is malformed', () => {
  for (const text of [
    'hello',
    '--x\r\ncontent-disposition: form-data; name="a"\r\n\r\n1',
    '--x\r\na: b\r\n\r\n1\r\n--x--',
  ]) {
    assert.equal(parseBody(text, 'multipart/form-data', true).kind, 'malformed', text);
  }
});

test('a field that is an object is written as JSON, in every kind of form; other text stays text', () => {
  const schema = {
    properties: { a: { type: 'object' }, b: { type: 'string' }, list: { type: 'array', items: { type: 'object' } } },
  };
  const urlencoded = `a=${encodeURIComponent('{"name":"x"}')}&b=${encodeURIComponent('{"name":"x"}')}&list=${encodeURIComponent('{"n":1}')}`;
  assert.deepEqual(parseBody(urlencoded, 'application/x-www-form-urlencoded', schema), {
    kind: 'parsed',
    value: { a: { name: 'x' }, b: '{"name":"x"}', list: [{ n: 1 }] },
  });
  const part = '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n{"name":"x"}\r\n--x--\r\n';
  assert.deepEqual(parseBody(part, 'multipart/form-data', schema), { kind: 'parsed', value: { a: { name: 'x' } } });
  assert.deepEqual(parseBody('a={x', 'application/x-www-form-urlencoded', schema), {
    kind: 'parsed',
    value: { a: '{x' },
  });
});

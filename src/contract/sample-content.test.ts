import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readDocument } from './document/read-document.ts';
import { parseSource } from './document/source.ts';
import { sampleContent } from './sample-content.ts';

test('a body is made without the examples of a schema that refuses them', () => {
  const schema = {
    required: ['url'],
    properties: { url: { type: 'string', format: 'uri', example: 'https://[YOUR HOST]/' } },
  };
  const post = {
    requestBody: { content: { 'application/json': { schema } } },
    responses: { 200: { description: '' } },
  };
  const document = { openapi: '3.1.0', info: { title: 'T', version: '1' }, paths: { '/hooks': { post } } };
  const { operations, document: read } = readDocument(parseSource('a.json', JSON.stringify(document), 'the document'));
  assert.ok(operations[0]);
  assert.deepEqual(sampleContent(operations[0], read.root)?.value, { url: 'https://example.com/' });
});

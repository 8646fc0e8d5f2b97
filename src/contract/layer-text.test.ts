import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { stringify } from 'yaml';
import { layerText, readContract } from './index.ts';

const folders: string[] = [];
after(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true }))));

const json = (schema: object) => ({ description: '', content: { 'application/json': { schema } } });
const book = {
  type: 'object',
  required: ['isbn'],
  properties: { isbn: { type: 'string', pattern: '^[0-9]{4}$' }, title: { type: 'string' } },
};
const note = {
  type: 'object',
  required: ['id'],
  properties: { id: { type: 'integer' }, book_isbn: { type: 'string' } },
};
const error = json({ type: 'object', required: ['message'], properties: { message: { type: 'string' } } });
const named = (name: string) => ({ name, in: 'path', required: true, schema: { type: 'string' } });

const document = {
  openapi: '3.1.0',
  info: { title: 'Library', version: '1' },
  components: {
    securitySchemes: {
      key: { type: 'apiKey', in: 'query', name: 'key' },
      login: { type: 'http', scheme: 'basic' },
      oauth: { type: 'oauth2', flows: {} },
    },
  },
  security: [{ key: [] }, { login: [] }, { oauth: ['read'] }],
  paths: {
    '/books': {
      get: {
        parameters: [
          { name: 'limit', in: 'query', schema: { type: 'integer', default: 2 } },
          { name: 'page', in: 'query', schema: { type: 'integer' } },
        ],
        responses: {
          200: json({ type: 'object', properties: { data: { type: 'array', items: book } } }),
          429: { ...error, headers: { 'X-RateLimit-Limit': { schema: { type: 'integer' } } } },
        },
      },
      post: {
        security: [{ oauth: ['write'] }],
        requestBody: { content: { 'application/json': { schema: book } } },
        responses: { 201: json(book), 422: error },
        'x-speakeasy-retries': { strategy: 'backoff', statusCodes: ['422'] },
      },
    },
    '/books/{isbn}': {
      parameters: [named('isbn')],
      get: { responses: { 200: json(book), 404: error } },
      delete: { responses: { 204: { description: '' } } },
    },
    '/books/{isbn}/notes': {
      parameters: [named('isbn')],
      get: { responses: { 200: json({ type: 'array', items: note }) } },
      post: {
        security: [],
        requestBody: { content: { 'application/json': { schema: note } } },
        responses: { 201: json(note), 503: error },
      },
    },
    '/books/{isbn}/notes/{note_id}': {
      parameters: [named('isbn'), { ...named('note_id'), schema: { type: 'integer' } }],
      patch: {
        requestBody: { content: { 'application/json': { schema: note } } },
        responses: { 200: json(note), 404: error },
      },
    },
  },
};

/** A layer as data, lists of a map in the map's order. */
function shown(value: unknown): unknown {
  if (value instanceof Map) return [...value].map(([key, one]) => [key, shown(one)]);
  if (Array.isArray(value)) return value.map(shown);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, shown(one)]));
}

test('what is written of a document is what the document shows: read again, it gives the same contract', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'faultline-layer-text-'));
  folders.push(folder);
  const documentPath = join(folder, 'library.openapi.yaml');
  await writeFile(documentPath, stringify(document, { aliasDuplicateObjects: false }));
  const read = () => readContract({ documentPath, parseFault: () => assert.fail('no fault is named'), cwd: folder });
  const inferred = await read();
  const text = layerText(inferred, './failures.schema.json');
  assert.match(text, /^# yaml-language-server: \$schema=\.\/failures\.schema\.json\n/);
  await writeFile(join(folder, 'library.failures.yaml'), text);
  const written = await read();
  assert.equal(written.layerFile?.path, 'library.failures.yaml');
  const withoutOrigin = (contract: typeof written) => {
    const { operations: _, credentials, ...layer } = contract.layer;
    const policies = [...credentials].map(([name, { demonstration: __, ...one }]) => [name, shown(one)]);
    return { ...(shown(layer) as object), policies };
  };
  assert.deepEqual(withoutOrigin(written), withoutOrigin(inferred));
  assert.deepEqual(written.layer.operations.get('POST /books')?.expect.get(422), { class: 'retryable' });
  assert.deepEqual(
    inferred.layer.resources.map(({ name }) => name),
    ['books', 'notes'],
  );
});

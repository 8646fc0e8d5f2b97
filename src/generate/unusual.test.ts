import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readContract } from '../contract/index.ts';
import { parseFault } from '../faults/index.ts';
import { run } from '../run.ts';
import { createWorkspace } from '../scenarios/fixtures/workspace.ts';
import { generateFeatures, mergeFeatures } from './index.ts';

const ok = (schema: object) => ({ description: 'ok', content: { 'application/json': { schema } } });
const message = { type: 'object', required: ['message'], properties: { message: { type: 'string' } } };

const thing = {
  type: 'object',
  required: ['id', 'name'],
  properties: { id: { type: 'integer' }, name: { type: 'string' } },
};
function answering(properties: object): object {
  const schema = { type: 'object', required: Object.keys(properties), properties };
  return {
    post: {
      requestBody: { required: true, content: { 'application/json': { schema } } },
      responses: { 201: ok(schema), 400: ok(message), 429: ok(message) },
    },
  };
}

function named(name: string, schema: object): object {
  const parameters = [{ in: 'path', name, required: true, schema }];
  return {
    get: { operationId: `by-${name}`, parameters, responses: { 200: ok(thing), 404: ok(message), 410: ok(message) } },
  };
}

/** A list by pages, to which one can add. */
function paged(token: object, required: readonly string[] = ['items']): object {
  const properties = { items: { type: 'array', items: thing }, next_page_token: token };
  return {
    '/things': {
      get: {
        parameters: [
          { in: 'query', name: 'page_token', schema: { type: 'string' } },
          { in: 'query', name: 'limit', schema: { type: 'integer', minimum: 1 } },
        ],
        responses: { 200: ok({ type: 'object', required, properties }) },
      },
      post: {
        requestBody: { required: true, content: { 'application/json': { schema: thing } } },
        responses: { 201: ok(thing) },
      },
    },
    '/things/{id}': {
      get: {
        parameters: [{ in: 'path', name: 'id', required: true, schema: { type: 'integer' } }],
        responses: { 200: ok(thing) },
      },
    },
  };
}

/** What documents of others do, and what of it can't be provoked. */
const unusual: Readonly<Record<string, { paths: object; left?: readonly string[] }>> = {
  'a cursor that is a text on the last page as well': { paths: paged({ type: 'string' }) },
  'a cursor that is a number and must be there': {
    paths: paged({ type: 'integer' }, ['items', 'next_page_token']),
  },
  'a request id that has to be a UUID': {
    paths: {
      '/consents': {
        post: {
          operationId: 'createConsent',
          parameters: [
            { in: 'header', name: 'X-Request-ID', required: true, schema: { type: 'string', format: 'uuid' } },
          ],
          responses: {
            201: {
              ...ok({ type: 'object' }),
              headers: { 'X-Request-ID': { required: true, schema: { type: 'string', format: 'uuid' } } },
            },
          },
        },
      },
    },
  },
  'paths that differ by a query': {
    paths: {
      '/answers': answering({ text: { type: 'string' } }),
      '/answers?beta=true': answering({ text: { type: 'string' }, tools: { type: 'integer' } }),
      '/orders?state=open': { get: { responses: { 200: ok({ type: 'array', items: thing }), 404: ok(message) } } },
      '/orders?state=done': { get: { responses: { 200: ok({ type: 'object' }), 410: ok(message) } } },
    },
  },
  'a form whose fields stand behind references': {
    paths: {
      '/sizes': {
        post: {
          requestBody: {
            required: true,
            content: {
              'application/x-www-form-urlencoded': {
                schema: {
                  type: 'object',
                  required: ['size'],
                  properties: {
                    size: { $ref: '#/paths/~1sizes/x-schemas/Size' },
                    sizes: { type: 'array', items: { $ref: '#/paths/~1sizes/x-schemas/Size' } },
                    colours: { $ref: '#/paths/~1sizes/x-schemas/Colours' },
                  },
                },
                encoding: { colours: { style: 'form', explode: false } },
                example: { size: 7, sizes: [7, 9], colours: 'red,blue' },
              },
            },
          },
          responses: { 201: { description: 'ok' }, 400: ok(message) },
        },
        'x-schemas': { Size: { type: 'integer', maximum: 9 }, Colours: { type: 'string' } },
      },
    },
  },
  'one path under two names, whose parameters tell them apart': {
    paths: {
      '/files/{name}': named('name', { type: 'string' }),
      '/files/{id}': named('id', { type: 'string', format: 'uuid' }),
    },
  },
  'a header that is an address, and a path parameter that the path lacks': {
    paths: {
      '/links': {
        get: {
          parameters: [{ in: 'path', name: 'page', required: true, schema: { type: 'integer' } }],
          responses: {
            200: {
              ...ok({ type: 'object' }),
              headers: { Location: { required: true, schema: { type: 'string', format: 'url' } } },
            },
          },
        },
      },
    },
  },
  'a request id that a pattern leaves one form': {
    paths: {
      '/jobs': {
        get: {
          operationId: 'listJobs',
          parameters: [
            {
              in: 'header',
              name: 'x-request-id',
              required: true,
              schema: { type: 'string', pattern: '^req-[a-z]{6}$' },
            },
          ],
          responses: { 200: ok({ type: 'object' }), 503: { description: 'down' } },
        },
      },
    },
  },
  'an empty value at the end of those that are allowed': {
    paths: {
      '/services': {
        post: {
          operationId: 'createService',
          requestBody: {
            required: true,
            content: {
              'application/json': {
                schema: {
                  type: 'object',
                  properties: {
                    isolation: { type: 'string', enum: ['default', 'process', ''] },
                    mode: { type: 'string', enum: ['vip', 'dnsrr'] },
                  },
                },
              },
            },
          },
          responses: { 201: { description: 'ok' }, 400: ok(message) },
        },
      },
    },
  },
  'an upload of no part at all': {
    paths: {
      '/upload': {
        post: {
          operationId: 'upload',
          requestBody: {
            required: true,
            content: {
              'multipart/form-data': {
                schema: { type: 'object', additionalProperties: { type: 'string', format: 'binary' } },
              },
            },
          },
          responses: { 200: { description: 'ok' }, 404: { description: 'no' } },
        },
      },
    },
  },
  'ids that are listed': {
    paths: {
      '/processes/{id}': {
        parameters: [{ in: 'path', name: 'id', required: true, schema: { type: 'string', enum: ['render', 'merge'] } }],
        get: {
          operationId: 'getProcess',
          responses: {
            200: ok({ type: 'object', required: ['id'], properties: { id: { type: 'string' } } }),
            404: { description: 'no' },
          },
        },
        delete: { operationId: 'undeploy', responses: { 204: { description: 'gone' } } },
      },
    },
  },
  'a connection that is upgraded': {
    paths: {
      '/session': {
        post: {
          operationId: 'openSession',
          responses: { 101: { description: 'hijacked' }, 400: { description: 'bad' }, 500: { description: 'error' } },
        },
      },
    },
    left: ['openSession 101'],
  },
};

for (const [name, { paths, left = [] }] of Object.entries(unusual))
  test(`${name}: what is generated holds, and nothing is left but what can't be`, async () => {
    const document = { openapi: '3.0.3', info: { title: 'Unusual', version: '1' }, paths };
    using workspace = createWorkspace({ 'api.json': JSON.stringify(document) });
    const { cwd } = workspace;
    const contract = await readContract({ documentPath: `${cwd}/api.json`, parseFault, cwd });
    const generated = await generateFeatures(contract);
    for (const { path, text } of mergeFeatures(generated.features, new Map()).files)
      workspace.write(`features/${path}`, text ?? '');
    assert.deepEqual(
      generated.unprovoked.map(({ operation, failure }) => `${operation} ${failure}`),
      left,
    );
    const { result } = await run({ openapi: 'api.json', features: ['features'], report: false, cwd });
    assert.equal(result.verdict, 'kept', result.because.join('\n'));
    assert.equal(result.coverage.covered, result.coverage.eligible);
    // A step that the mock doesn't keep would have been left out.
    for (const { name, steps } of result.scenarios)
      if (name === 'a good request succeeds') assert.equal(steps.at(-1)?.text, 'the response conforms to the contract');
  });

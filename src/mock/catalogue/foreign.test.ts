import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { createVirtualClock } from '../../clock.ts';
import { type Contract, readContract } from '../../contract/index.ts';
import { parseFault } from '../../faults/index.ts';
import { catalogueOf, startMock } from '../index.ts';
import { lineOf, showAll } from './fixtures/show.ts';

test('a foreign document with bearer tokens and without a layer has its own list, as true as the other', async (context) => {
  const foreign = await contractOf({ 'shop.yaml': shop });
  const entries = catalogueOf(foreign);
  const running = await startMock({ contract: foreign, createClock: () => createVirtualClock() });
  context.after(() => running.close());
  const shown = await showAll(running, entries);
  assert.deepEqual(
    entries.filter(({ start }) => start).map(({ failure, steps }) => [failure, ...steps.map(lineOf)].join(' ')),
    [
      '401 1 GET /orders?region=eu',
      '400 1 POST /orders Authorization: Bearer demo-token Content-Type: application/json {"sku":"1111"}',
      '429 1 GET /orders?region=eu Authorization: Bearer demo-token X-Faultline-Instruction: return-429-retry-after-2s',
      '500 1 GET /orders?region=eu Authorization: Bearer demo-token X-Faultline-Instruction: return-500',
      '502 1 GET /orders?region=eu X-Faultline-Instruction: return-502',
      '503 1 GET /orders?region=eu X-Faultline-Instruction: return-503-retry-after-2s',
      '504 1 GET /orders?region=eu X-Faultline-Instruction: return-504',
      '405 1 PUT /orders?region=eu',
    ],
  );
  assert.deepEqual(
    shown.filter((line) => /^4/.test(line)),
    foreignRefusals,
  );
});

test('keys in the query, in cookies and in Basic, quotas of any kind, rules in time: all of it is shown', async (context) => {
  const odd = await contractOf({ 'odd.openapi.yaml': oddDocument, 'odd.failures.yaml': oddLayer });
  const entries = catalogueOf(odd);
  const running = await startMock({ contract: odd, createClock: () => createVirtualClock() });
  context.after(() => running.close());
  const shown = await showAll(running, entries);
  assert.deepEqual(
    shown.filter((line) => /^[45]/.test(line) && !/not in the document|cannot be percent|too large/.test(line)),
    oddFailures,
  );
});

test('a contract that listens to no control header and has nothing to fail with still has its routes', async () => {
  const quiet = await contractOf({ 'quiet.yaml': quietDocument, 'quiet.failures.yaml': quietLayer });
  assert.deepEqual(
    catalogueOf(quiet).map(({ failure }) => failure),
    ['405', 'refused-connection', '404', '400', '431'],
  );
});

async function contractOf(files: Readonly<Record<string, string>>): Promise<Contract> {
  const folder = await mkdtemp(join(tmpdir(), 'faultline-catalogue-'));
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  const [documentPath = ''] = Object.keys(files);
  const read = await readContract({ documentPath: join(folder, documentPath), parseFault });
  await rm(folder, { recursive: true });
  return read;
}

const quietDocument = `
openapi: 3.1.0
info: { title: Quiet, version: '1' }
paths:
  /ping: { get: { responses: { '204': { description: pong } } } }
`;

const quietLayer = `
version: 1
control: { requestHeaders: false }
`;

const oddDocument = `
openapi: 3.1.0
info: { title: Odd, version: '1' }
components:
  securitySchemes:
    query: { type: apiKey, in: query, name: key }
    cookie: { type: apiKey, in: cookie, name: session }
    basic: { type: http, scheme: basic }
paths:
  /by-query: { get: { security: [{ query: [] }], responses: &responses { '200': { description: fine }, default: { description: not fine } } } }
  /by-cookie: { get: { security: [{ cookie: [] }], responses: *responses } }
  /by-basic: { get: { security: [{ basic: [] }, { query: [] }], responses: *responses } }
  /by-both: { get: { security: [{ query: [], cookie: [] }], responses: *responses } }
  /open: { get: { responses: *responses } }
`;

const oddLayer = `
version: 1
seed: 7
defaults: { undocumentedStatus: warn }
errorBody: { contentType: application/json, template: { detail: '{message}' } }
credentials:
  query: { known: { q-good: {}, q-old: { state: expired, summary: an old key } } }
  cookie: { known: { c-good: {} } }
  basic: { known: { 'ada:secret': {}, 'bob:secret': { state: revoked, summary: a locked account } } }
rateLimits:
  - { id: many, key: global, rateLimit: 60, resetTimeWindowSeconds: 1, match: { operation: GET /open } }
  - { id: some, key: global, rateLimit: 90, resetTimeWindowSeconds: 60, match: { operation: GET /open } }
  - { id: few, key: ip, algorithm: token-bucket, rateLimit: 3, resetTimeWindowSeconds: 30, match: { operation: GET /by-cookie } }
  - { id: two, key: global, algorithm: concurrent, rateLimit: 2, match: { operation: GET /by-query } }
rules:
  - { id: later, match: { operation: GET /open }, when: { fromMs: 90000 }, respond: { status: 503, message: later } }
  - { id: third, match: { operation: GET /by-query }, when: { skip: 2, times: 1 }, respond: { status: 500, message: third } }
  - { id: shadow, match: { operation: GET /by-query, headers: { X-A: b } }, respond: { status: 418, message: teapot } }
  - { id: hidden, match: { operation: GET /by-query, headers: { X-A: b } }, respond: { status: 421, message: never } }
`;

const shop = `
openapi: 3.1.0
info: { title: Shop, version: '1' }
security: [{ token: [] }]
components:
  securitySchemes: { token: { type: http, scheme: bearer } }
  schemas:
    Order:
      type: object
      required: [sku, itemCount]
      properties:
        sku: { type: string, minLength: 4, pattern: '^[0-9]+$' }
        itemCount: { type: integer, minimum: 1 }
        bookedAt: { type: string, format: date-time }
paths:
  /orders:
    get:
      parameters: [{ name: region, in: query, required: true, schema: { type: string, enum: [eu, us] } }]
      responses:
        '200': { description: all, content: { application/json: { schema: { type: array, items: { $ref: '#/components/schemas/Order' } } } } }
    post:
      requestBody: { required: true, content: { application/json: { schema: { $ref: '#/components/schemas/Order' } } } }
      responses: { '201': { description: made } }
  /orders/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: string, format: uuid } }]
    get:
      responses: { '200': { description: one, content: { application/json: { schema: { $ref: '#/components/schemas/Order' } } } } }
    delete:
      responses: { '204': { description: gone } }
`;

const oddFailures: readonly string[] = [
  '401 | no credential | Missing authentication. Include key.',
  '429 | beyond 60 requests in 1 s (fixed-window) | Rate limit exceeded. Max 60 requests per 1 seconds.',
  '500 | 500 on demand | no body',
  '502 | 502 on demand | no body',
  '503 | 503 on demand | no body',
  '504 | 504 on demand | no body',
  '405 | a method that the path does not have | PUT is not allowed here. Allowed: GET, HEAD, OPTIONS.',
  '401 | a credential that nobody was given | Invalid credentials.',
  '401 | an old key | Invalid credentials.',
  '401 | a blank credential | Missing authentication. Include key.',
  '401 | the credential in another header | Missing authentication. Include key.',
  '401 | a credential without its last character | Invalid credentials.',
  '401 | a credential with two characters exchanged | Invalid credentials.',
  '401 | a credential in the wrong case | Invalid credentials.',
  '401 | a credential pasted with its quotes | Invalid credentials.',
  '401 | a credential pasted with a space inside | Invalid credentials.',
  '401 | a credential pasted with a non-breaking space | Invalid credentials.',
  '401 | no credential | Missing authentication. Include session.',
  '401 | a credential that nobody was given | Invalid credentials.',
  '401 | a blank credential | Missing authentication. Include session.',
  '401 | the credential in another header | Missing authentication. Include session.',
  '401 | the credential in the query | Missing authentication. Include session.',
  '401 | a credential without its last character | Invalid credentials.',
  '401 | a credential with two characters exchanged | Invalid credentials.',
  '401 | a credential in the wrong case | Invalid credentials.',
  '401 | a credential pasted with its quotes | Invalid credentials.',
  '401 | a credential pasted with a space inside | Invalid credentials.',
  '401 | a credential pasted with a non-breaking space | Invalid credentials.',
  '400 | a credential pasted with a line break | The request is not valid HTTP.',
  '401 | no credential | Missing authentication. Include Authorization.',
  '401 | a credential that nobody was given | Invalid credentials.',
  '401 | a locked account | Invalid credentials.',
  '401 | a blank credential | Missing authentication. Include Authorization.',
  '401 | the credential in another header | Missing authentication. Include Authorization.',
  '401 | the credential in the query | Missing authentication. Include Authorization.',
  '401 | a credential without its last character | Invalid credentials.',
  '401 | a credential with two characters exchanged | Invalid credentials.',
  '401 | a credential in the wrong case | Invalid credentials.',
  '401 | a credential pasted with its quotes | Invalid credentials.',
  '401 | a credential pasted with a space inside | Invalid credentials.',
  '401 | a credential pasted with a non-breaking space | Invalid credentials.',
  '429 | beyond 90 requests in 60 s (fixed-window) | Rate limit exceeded. Max 90 requests per 60 seconds.',
  '429 | beyond 3 requests in 30 s (token-bucket) | Rate limit exceeded. Max 3 requests per 30 seconds.',
  '429 | beyond 2 requests at the same time | Rate limit exceeded. Max 2 requests per 60 seconds.',
  '429 | back before its time: refused, and the window runs on | Rate limit exceeded. Max 3 requests per 30 seconds.',
  '503 | later | later',
  '500 | third | third',
  '418 | shadow | teapot',
  '429 | 429 on demand | no body',
];

const foreignRefusals: readonly string[] = [
  '401 | no credential | Missing authentication. Include Authorization.',
  '400 | required fields left out | Missing required fields: itemCount',
  '429 | 429 on demand | Too Many Requests',
  '405 | a method that the path does not have | PUT is not allowed here. Allowed: GET, HEAD, OPTIONS, POST.',
  '401 | a credential that nobody was given | Invalid credentials.',
  '401 | an expired token | Invalid credentials.',
  '401 | a revoked token | Invalid credentials.',
  '401 | a blank credential | Missing authentication. Include Authorization.',
  '401 | the credential in another header | Missing authentication. Include Authorization.',
  '401 | the credential in the query | Missing authentication. Include Authorization.',
  '401 | the credential in the body | Missing authentication. Include Authorization.',
  '401 | a credential without its last character | Invalid credentials.',
  '401 | a credential with two characters exchanged | Invalid credentials.',
  '401 | a credential in the wrong case | Invalid credentials.',
  '401 | a credential pasted with its quotes | Invalid credentials.',
  '401 | a credential pasted with a space inside | Invalid credentials.',
  '401 | a credential pasted with a non-breaking space | Invalid credentials.',
  '400 | a credential pasted with a line break | The request is not valid HTTP.',
  '400 | a required field misspelt: item_count | Missing required fields: itemCount',
  '400 | null instead of a value: sku | Field sku must not be null',
  '400 | an empty text: sku | Field sku must not be empty',
  '400 | a text where a number belongs: itemCount | Field itemCount must be of type integer',
  '400 | a number where a text belongs: sku | Field sku must be of type string',
  '400 | epoch seconds where ISO 8601 belongs: bookedAt | Field bookedAt must have the format date-time',
  '400 | epoch seconds as a number: bookedAt | Field bookedAt must be of type string',
  '400 | a number out of range: itemCount | Field itemCount must be >= 1',
  '400 | a text that breaks its pattern: sku | Field sku must match ^[0-9]+$',
  '400 | JSON that stops in the middle | The request body is not valid JSON.',
  '400 | no body at all | The request body is missing.',
  '415 | a content type that is not declared | Unsupported media type application/x-www-form-urlencoded. Use application/json.',
  '413 | a body of more than 1,048,576 bytes | The body is longer than 1048576 bytes.',
  '400 | a value that is not in the list: region in the query | Field region must be one of: eu, us',
  '400 | a value in the wrong format: id in the path | Field id must have the format uuid',
  '400 | a required parameter left out: region | Missing required fields: region',
  '404 | a path that is not in the document | No operation has the path /nope.',
  '400 | a path that cannot be percent-decoded | The path is not valid percent-encoding.',
  '431 | headers that are too large | The request headers are too long.',
];

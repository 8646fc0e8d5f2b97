import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { Agent, type IncomingMessage, request as send } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { createVirtualClock } from '../../clock.ts';
import { type Contract, readContract } from '../../contract/index.ts';
import { faultNamed, parseFault } from '../../faults/index.ts';
import type { Action } from '../decision.ts';
import { type CatalogueEntry, type CatalogueStep, catalogueOf, type Mock, type MockCase, startMock } from '../index.ts';
import { createStage } from './stage.ts';

let contract: Contract;
let mock: Mock;

before(async () => {
  contract = await readContract({ documentPath: 'openapi/alerts.openapi.yaml', parseFault });
  mock = await startMock({ contract, createClock: () => createVirtualClock() });
});
after(() => mock.close());

test('every entry of the alert and user API shows the failure it announces, one after the other on one mock', async () => {
  const shown = await showAll(mock, catalogueOf(contract));
  assert.deepEqual(shown, expected);
});

test('entries without a case of their own go on showing it, however often they are sent', async (context) => {
  const lasting = catalogueOf(contract).filter(
    ({ steps, start }) =>
      !start && steps.length > 0 && !steps.some(({ request }) => request.path.startsWith('/__case/')),
  );
  assert.ok(lasting.length > 50);
  const fresh = await startMock({ contract, createClock: () => createVirtualClock() });
  context.after(() => fresh.close());
  for (const entry of lasting) for (let time = 0; time < 7; time += 1) await show(fresh, entry);
});

test('each status of the reference comes first, by a plain request', () => {
  const firsts = catalogueOf(contract).filter(({ start }) => start);
  assert.deepEqual(
    firsts.map(({ failure, steps }) => [failure, ...steps.map(lineOf)].join(' ')),
    [
      '401 1 GET /alerts',
      '403 1 GET /alerts X-API-Key: wrong-key',
      '400 1 POST /alerts X-API-Key: valid-key-123 Content-Type: application/json {"tenant":"client-a"}',
      '404 1 GET /users/999 X-API-Key: valid-key-123',
      '429 6 GET /alerts X-API-Key: valid-key-123',
      '500 1 GET /simulate-server-error',
      '502 1 GET /simulate-bad-gateway',
      '503 1 GET /simulate-unavailable',
      '504 1 GET /simulate-timeout',
      '405 1 PUT /alerts',
    ],
  );
});

test('a credential that the address of the reader allows is no failure, and neither is a rule that is off', () => {
  const off = {
    ...contract,
    layer: { ...contract.layer, rules: contract.layer.rules.map((rule) => ({ ...rule, enabled: false })) },
  };
  const text = JSON.stringify(catalogueOf(off));
  assert.ok(text.includes('office-key') && !text.includes('local-key'));
  assert.ok(!text.includes('X-Simulate'));
});

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

/** Failure, what it is, and the message that its answer carries. */
const expected: readonly string[] = [
  '401 | no credential | Missing authentication. Include X-API-Key header.',
  '403 | a credential that nobody was given | Invalid API key. Access forbidden.',
  '400 | required fields left out | Missing required fields: alert_type, severity',
  '404 | an id that nobody has (users) | User with ID 999 not found',
  '429 | beyond 5 requests per 60 seconds for each key | Rate limit exceeded. Max 5 requests per 60 seconds.',
  '500 | always 500 | Internal server error - something went wrong on our end',
  '502 | always 502 | Bad gateway - the upstream server returned an invalid response',
  '503 | always 503, with Retry-After | Service temporarily unavailable. Please try again later.',
  '504 | 504 after 2 seconds, or as many as timeout_seconds says | Gateway timeout - the upstream server did not respond in time',
  '405 | a method that the path does not have | Method PUT is not allowed here. Allowed: GET, HEAD, OPTIONS, POST',
  '403 | an API key that expired | Invalid API key. Access forbidden.',
  '403 | an API key that was replaced by another | Invalid API key. Access forbidden.',
  '403 | an API key that is rotated while in use, after 3 requests | Invalid API key. Access forbidden.',
  '403 | an API key that the provider revoked | Invalid API key. Access forbidden.',
  '403 | a read-only API key, without alerts:write | Insufficient scope. This API key needs: alerts:write',
  '403 | a read-only API key, without users:write | Insufficient scope. This API key needs: users:write',
  '403 | an API key that works from one office network only | Access from 127.0.0.1 is not allowed for this API key.',
  '401 | a blank credential | Missing authentication. Include X-API-Key header.',
  '401 | the credential in another header | Missing authentication. Include X-API-Key header.',
  '401 | the credential in the query | Missing authentication. Include X-API-Key header.',
  '401 | the credential in the body | Missing authentication. Include X-API-Key header.',
  '403 | a credential without its last character | Invalid API key. Access forbidden.',
  '403 | a credential with two characters exchanged | Invalid API key. Access forbidden.',
  '403 | a credential in the wrong case | Invalid API key. Access forbidden.',
  '403 | a credential pasted with its quotes | Invalid API key. Access forbidden.',
  '403 | a credential pasted with a space inside | Invalid API key. Access forbidden.',
  '403 | a credential pasted with a non-breaking space | Invalid API key. Access forbidden.',
  '400 | a credential pasted with a line break | The request is not valid HTTP.',
  '400 | a required field misspelt: alertType | Missing required fields: alert_type',
  '400 | an optional field misspelt: occurredAt | Unknown field: occurredAt',
  '400 | null instead of a value: tenant | Field tenant must not be null',
  '400 | an empty text: tenant | Field tenant must not be empty',
  '400 | a text where a number belongs: priority | Invalid type for field priority: expected integer',
  '400 | a number where a text belongs: tenant | Invalid type for field tenant: expected string',
  '400 | a value that is not in the list: severity | Invalid value for field severity: must be one of low, medium, high',
  '400 | epoch seconds where ISO 8601 belongs: occurred_at | Invalid format for field occurred_at: expected date-time',
  '400 | epoch seconds as a number: occurred_at | Invalid type for field occurred_at: expected string',
  '400 | a value in the wrong format: email | Invalid format for field email: expected email',
  '400 | a number out of range: priority | Invalid value for field priority: must be <= 5',
  '400 | a text that is too long: tenant | Invalid length of field tenant: the limit is 64',
  '400 | JSON that stops in the middle | Request body is not valid JSON',
  '400 | no body at all | Request body is missing',
  '415 | a content type that is not declared | Unsupported media type application/x-www-form-urlencoded. Use application/json.',
  '413 | a body of more than 1,048,576 bytes | Request body is too large. Max 1048576 bytes.',
  '400 | a word where a number belongs: limit in the query | Invalid type for field limit: expected integer',
  '400 | a number out of range: limit in the query | Invalid value for field limit: must be <= 100',
  '429 | beyond 5 requests of burst-key at the same time | Rate limit exceeded. Max 5 requests at the same time.',
  '429 | beyond 10 requests of burst-key per second | Rate limit exceeded. Max 10 requests per second.',
  '429 | beyond 100 requests of burst-key per minute | Rate limit exceeded. Max 100 requests per minute.',
  '429 | beyond 1,000 requests of burst-key per hour | Rate limit exceeded. Max 1000 requests per hour.',
  '429 | beyond 10,000 requests of burst-key per day | Rate limit exceeded. Max 10000 requests per day.',
  '429 | beyond 5 requests of sliding-key in any 60 seconds | Rate limit exceeded. Max 5 requests per 60 seconds.',
  '429 | beyond a bucket of 5 tokens for bucket-key, one more every 12 seconds | Rate limit exceeded. Max 5 requests per 60 seconds.',
  '429 | beyond 5 requests of patient-key per 60 seconds; who comes back early is refused until the announced time | Rate limit exceeded. Max 5 requests per 60 seconds.',
  '429 | beyond 5 requests of penalty-key per 60 seconds; who comes back early waits all over again | Rate limit exceeded. Max 5 requests per 60 seconds.',
  '429 | beyond 5 requests of short-key per 10 seconds | Rate limit exceeded. Max 5 requests per 10 seconds.',
  '429 | beyond 5 requests of legacy-key per 60 seconds, told in X-RateLimit fields and as a date | Rate limit exceeded. Max 5 requests per 60 seconds.',
  '429 | beyond 5 requests of silent-key per 60 seconds, without a hint when to come back | Rate limit exceeded. Max 5 requests per 60 seconds.',
  '429 | two workflows share a credential: together listAlerts and listUsers are too many | Rate limit exceeded. Max 5 requests per 60 seconds.',
  '429 | back before its time: refused, and the window runs on | Rate limit exceeded. Max 5 requests per 60 seconds.',
  '429 | back before its time: refused until the announced time | Rate limit exceeded. Max 5 requests per 60 seconds.',
  '429 | back before its time: each time the window starts anew | Rate limit exceeded. Max 5 requests per 60 seconds.',
  '404 | an id of the wrong kind (users) | User with ID abc not found',
  '404 | an id with its quotes (users) | User with ID "1" not found',
  '404 | an id in the wrong case (users) | User with ID ada-7 not found',
  '404 | an id that is no longer in use: status deactivated (users) | User with ID 4 not found',
  '404 | an id that comes 30 s late (users) | User with ID 5 not found',
  '404 | an id of another tenant (users) | User with ID 1 not found',
  '403 | an item for another tenant (users) | This API key does not belong to tenant client-a.',
  '404 | deleted between two calls (users) | User with ID 6 not found',
  '404 | out of use between two calls (users) | User with ID 6 not found',
  '404 | an id that nobody has (alerts) | Alert with ID 999 not found',
  '404 | an id of the wrong kind (alerts) | Alert with ID abc not found',
  '404 | an id with its quotes (alerts) | Alert with ID "1" not found',
  '404 | an id of another tenant (alerts) | Alert with ID 1 not found',
  '403 | an item for another tenant (alerts) | This API key does not belong to tenant client-a.',
  "500 | 500 whenever an alert mentions O'Brien, and for no other | Internal server error - something went wrong on our end",
  '500 | 500 on every call | Internal server error - something went wrong on our end',
  '500 | 500 on the first 2 calls, then all is well | Internal server error - something went wrong on our end',
  '500 | 500 on every third call | Internal server error - something went wrong on our end',
  '500 | 500 on three calls of ten, by chance | Internal server error - something went wrong on our end',
  '503 | 503 during a maintenance window of two minutes whose end is announced | Service temporarily unavailable. Please try again later.',
  '503 | 503 on every second call, because the service sheds half of its load | Service temporarily unavailable. Please try again later.',
  '502 | 502 on the first 2 calls, while a new version is rolled out | Bad gateway - the upstream server returned an invalid response',
  '502 | 502 on every call, because a service behind the API is down | Bad gateway - a service this API depends on is not reachable',
  '504 | 504 after 30 seconds, because the server behind the gateway is stuck | Gateway timeout - the upstream server did not respond in time',
  'delay | the answer comes after 3 seconds | ',
  'delay | a list takes a second for each item, so that only small pages come in time | ',
  'hang | no answer at all; the connection stays open | ',
  'hang-mid-body | headers and 16 bytes, then silence; the connection stays open | ',
  'empty-response | the call is carried out, then its answer is lost | ',
  'delay | the answer, but late | ',
  'client-timeout | the client gives up before the answer comes | ',
  'connection-reset | a connection reset | ',
  'connection-reset-on-reuse | a connection reset on reuse | ',
  'connection-reset-mid-body | a connection reset in mid-body | ',
  'empty-response | an empty response | ',
  'truncated-body | a truncated body | ',
  'malformed-chunk | a malformed chunk | ',
  'garbage | garbage instead of a response | ',
  'invalid-json | invalid JSON | ',
  'wrong-content-type | a wrong content type | ',
  'empty-body | an empty body | ',
  'drip | a dripping body | ',
  'hang | a hang | ',
  'hang-mid-body | a hang in mid-body | ',
  'refused-connection | a refused connection: by the control API or by a rule with a time, never by a request | –',
  '429 | 429 on demand | Rate limit exceeded. Max 5 requests per 60 seconds.',
  '500 | 500 on demand | Internal server error - something went wrong on our end',
  '502 | 502 on demand | Bad gateway - the upstream server returned an invalid response',
  '503 | 503 on demand | Service temporarily unavailable. Please try again later.',
  '504 | 504 on demand | Gateway timeout - the upstream server did not respond in time',
  '400 | any declared status on demand, as the document shows it | Invalid type for field limit: expected integer',
  '404 | a path that is not in the document | Path /nope not found',
  '400 | a path that cannot be percent-decoded | Path is not valid percent-encoding',
  '431 | headers that are too large | Request headers are too large',
];

function lineOf({ request, times }: CatalogueStep): string {
  const { method, path, headers, body } = request;
  return [times, method, path, ...headers.map((pair) => pair.join(': ')), body]
    .filter((part) => part !== null)
    .join(' ');
}

/** More requests than this are put to the decision core itself: over sockets they would take most of the test's time. */
const mostOverSockets = 500;

function showOnStage(entry: CatalogueEntry): string {
  const stage = createStage(contract);
  const { plan, cause } = entry.steps.map(stage.send).at(-1) as Action;
  assert.equal(plan.kind === 'ready' ? String(plan.answer.status) : plan.kind, entry.failure);
  assert.ok(cause.summary.startsWith(`quota "${entry.ruleId}"`));
  return detailIn(plan.kind === 'ready' ? (plan.answer.body ?? '') : '');
}

async function showAll(on: Mock, entries: readonly CatalogueEntry[]): Promise<readonly string[]> {
  const lines: string[] = [];
  for (const entry of entries) {
    lines.push([entry.failure, entry.summary, entry.steps.length === 0 ? '–' : await show(on, entry)].join(' | '));
  }
  return lines;
}

/** Sends what the entry says and holds what came against what it announces; what the last answer says. */
async function show(on: Mock, entry: CatalogueEntry): Promise<string> {
  if (entry.steps.some(({ times }) => times > mostOverSockets)) return showOnStage(entry);
  const running = caseOf(on, entry);
  const from = running.clock.now();
  const agent = new Agent({
    keepAlive: true,
    maxSockets: entry.steps.some(({ sameConnection }) => sameConnection) ? 1 : 10,
  });
  let seen: readonly Seen[] = [];
  for (const step of entry.steps) seen = await carryOut(on, running, step, agent);
  agent.destroy();
  const failing = seen.find(({ status }) => String(status) === entry.failure) ?? seen.at(-1);
  const what = `${entry.summary}: ${JSON.stringify(entry.steps).slice(0, 600)}`;
  assert.ok(failing !== undefined, what);
  const fault = faultNamed(entry.failure);
  const took = (running.clock.now() - from) / 1000;
  if (/^\d+$/.test(entry.failure)) assert.equal(failing.status, Number(entry.failure), what);
  else if (entry.failure === 'client-timeout')
    assert.equal(failing.text, 'nothing until the client’s own timeout', what);
  else if (entry.failure === 'delay') assert.deepEqual([failing.status, took], [200, entry.seconds], what);
  else assert.equal(failing.text, fault?.seen.nodeHttp, what);
  assertCause(running, entry, what);
  await running.clock.sleep(1000);
  return /^\d+$/.test(entry.failure) ? failing.text : '';
}

function assertCause(running: MockCase, { cause, ruleId }: CatalogueEntry, what: string): void {
  if (cause === 'wire' || cause === 'client') return;
  const causes = running.trace().flatMap((exchange) => exchange.cause ?? []);
  const decisive = cause === 'quota' ? causes.find(({ kind }) => kind === 'quota') : causes.at(-1);
  assert.equal(decisive?.kind, cause, what);
  if (ruleId !== null) assert.ok(decisive?.ruleId === ruleId || decisive?.summary.includes(`"${ruleId}"`), what);
}

function caseOf(on: Mock, { steps }: CatalogueEntry): MockCase {
  const [, id] = /^\/__case\/([^/]+)/.exec(steps[0]?.request.path ?? '') ?? [];
  return on.openCase({ id: id ?? 'default' });
}

interface Seen {
  readonly status: number | null;
  readonly text: string;
}

let count = 0;

async function carryOut(on: Mock, { clock }: MockCase, step: CatalogueStep, agent: Agent): Promise<readonly Seen[]> {
  if (step.waitSeconds > 0) await clock.sleep(step.waitSeconds * 1000);
  const calls = Array.from({ length: step.times }, () => {
    count += 1;
    return `call-${count}`;
  });
  const call = async (id: string) => {
    clock.begin(id);
    try {
      return await sendOne(on.url, step, id, agent, clock);
    } finally {
      clock.end(id);
    }
  };
  if (step.atOnce) return Promise.all(calls.map(call));
  const seen: Seen[] = [];
  for (const id of calls) {
    if (seen.length > 0 && step.pauseSeconds > 0) await clock.sleep(step.pauseSeconds * 1000);
    if (step.sameConnection) await turns();
    seen.push(await call(id));
  }
  return seen.slice(-1);
}

async function sendOne(
  url: string,
  step: CatalogueStep,
  id: string,
  agent: Agent,
  clock: MockCase['clock'],
): Promise<Seen> {
  const { request, filler, giveUpSeconds } = step;
  const own = request.headers.map(([name, value]) => [name, Buffer.from(value).toString('latin1')] as const);
  if (own.some(([, value]) => value.includes('\n'))) return sendRaw(url, step);
  const extra = filler?.in === 'header' ? [['X-Filler', '0'.repeat(filler.bytes)] as const] : [];
  const body = filler?.in === 'body' ? '0'.repeat(filler.bytes) : (request.body ?? '');
  const length = body === '' ? [] : [['Content-Length', String(Buffer.byteLength(body))] as const];
  const headers = [['Host', new URL(url).host], ...own, ...extra, ...length, ['X-Request-Id', id]].flat();
  return new Promise((resolve) => {
    let head = '';
    const sentAt = clock.now();
    const call = send(`${url}${request.path}`, { method: request.method, headers, agent }, (response) => {
      head = `${describeHead(response)}, then `;
      readWhole(response, clock.now() > sentAt).then(done, (error) =>
        done({ status: null, text: head + codeOf(error) }),
      );
    });
    const cancel =
      giveUpSeconds === null
        ? () => {}
        : clock.timer(giveUpSeconds * 1000, () => call.destroy(new Error('client timeout')));
    const done = (seen: Seen) => {
      cancel();
      resolve(seen);
    };
    call.on('error', (error) => done({ status: null, text: head + codeOf(error) }));
    call.end(body);
  });
}

/** As curl sends it: the line break goes out as it is. */
function sendRaw(url: string, { request }: CatalogueStep): Promise<Seen> {
  const { hostname, port, host } = new URL(url);
  const lines = request.headers.map((pair) => `${pair.join(': ')}\r\n`);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname);
    let text = '';
    socket.on('error', reject);
    socket.on('data', (piece) => {
      text += piece.toString();
    });
    socket.on('end', () =>
      resolve({ status: Number(text.slice(9, 12)), text: detailIn(text.split('\r\n\r\n')[1] ?? '') }),
    );
    socket.write(`${request.method} ${request.path} HTTP/1.1\r\nHost: ${host}\r\n${lines.join('')}\r\n`);
  });
}

async function readWhole(response: IncomingMessage, late: boolean): Promise<Seen> {
  const pieces: Buffer[] = [];
  for await (const piece of response) pieces.push(piece as Buffer);
  const status = response.statusCode ?? 0;
  const body = Buffer.concat(pieces).toString();
  if (status >= 400) return { status, text: detailIn(body) };
  if (pieces.length > 1) return { status, text: `${describeHead(response)}, the body in pieces` };
  try {
    JSON.parse(body);
    return { status, text: `the answer${late ? ', late' : ''}` };
  } catch {
    const complete = response.complete ? 'complete' : 'cut off';
    return { status, text: `${describeHead(response)}, ${complete}, SyntaxError when parsed` };
  }
}

function detailIn(body: string): string {
  if (body === '') return 'no body';
  const { detail } = JSON.parse(body) as { detail?: string };
  return detail ?? body;
}

function describeHead({ statusCode, headers }: IncomingMessage): string {
  const type = headers['content-type']?.split(';')[0] ?? 'without a type';
  return type.includes('json') ? String(statusCode) : `${statusCode} ${type}`;
}

function codeOf(error: Error & { code?: string }): string {
  if (error.message === 'client timeout') return 'nothing until the client’s own timeout';
  return error.code?.startsWith('HPE_') ? error.code : `${error.code}: ${error.message.replace(/ [\d.:]+$/, '')}`;
}

async function turns(): Promise<void> {
  for (let turn = 0; turn < 10; turn += 1) await new Promise(setImmediate);
}

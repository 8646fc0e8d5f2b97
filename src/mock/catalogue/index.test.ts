import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createVirtualClock } from '../../clock.ts';
import { type Contract, readContract } from '../../contract/index.ts';
import { parseFault } from '../../faults/index.ts';
import { catalogueOf, type Mock, startMock } from '../index.ts';
import { lineOf, show, showAll } from './fixtures/show.ts';

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

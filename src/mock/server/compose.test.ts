import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { type Contract, readContract } from '../../contract/index.ts';
import { parseFault } from '../../faults/index.ts';
import type { AnswerPlan, ApiRequest } from '../decision.ts';
import type { PrismAnswer, PrismRequest } from '../prism.ts';
import { createCompose, withHeaders } from './compose.ts';

let contract: Contract;
before(async () => {
  contract = await readContract({ documentPath: 'openapi/alerts.openapi.yaml', parseFault });
});

type PrismPlan = AnswerPlan & { readonly kind: 'prism' };

const plan: PrismPlan = {
  kind: 'prism',
  operationId: 'getUser',
  pathParameters: {},
  prefer: { code: null, example: null, dynamic: null },
  body: undefined,
  status: null,
  headers: {},
};

function setUp(answer: PrismAnswer | ((request: PrismRequest) => PrismAnswer)) {
  const warnings: string[] = [];
  const prism = { answer: (request: PrismRequest) => (typeof answer === 'function' ? answer(request) : answer) };
  const compose = createCompose(contract, prism, (message) => warnings.push(message));
  const request = { id: 'id', headers: { accept: 'text/csv' } } as unknown as ApiRequest;
  return { warnings, compose: (change: Partial<PrismPlan> = {}) => compose({ ...plan, ...change }, request) };
}

const user = { id: '1', name: 'A', email: 'a@client-a.example', tenant: 'client-a', status: 'active' };
const told: PrismAnswer = {
  kind: 'answer',
  status: 200,
  headers: { ETag: 'x' },
  mediaType: 'application/json',
  body: user,
};

test('a ready answer needs no Prism', async () => {
  const answer = { status: 204, headers: {}, body: null };
  const compose = createCompose(contract, { answer: () => assert.fail('not asked') }, () => {});
  assert.equal(await compose({ kind: 'ready', answer }, {} as ApiRequest), answer);
});

test('a stored resource takes the place of the example, with the status and headers of its change', async () => {
  const { compose, warnings } = setUp(told);
  const answer = await compose({ body: { id: '7' }, status: 201, headers: { etag: 'y' } });
  assert.deepEqual(withHeaders(answer, {}), {
    status: 201,
    headers: { 'Content-Type': 'application/json', etag: 'y' },
    body: '{"id":"7"}',
  });
  assert.deepEqual(warnings, []);
});

test('what Prism cannot make is a 500 in the API’s error body that says why, with one warning', async () => {
  const { compose, warnings } = setUp({ kind: 'failed', status: 500, reason: 'the schema is too complex' });
  for (let count = 0; count < 3; count += 1) {
    const { status, body } = await compose();
    assert.equal(status, 500);
    assert.match(JSON.parse(body ?? '').detail, /the schema is too complex/);
  }
  assert.deepEqual(warnings.length, 1);
  assert.match(warnings[0] ?? '', /"getUser".*Give the response an example/);
});

test('a stored resource is given even when Prism can make nothing', async () => {
  const { compose, warnings } = setUp({ kind: 'failed', status: 500, reason: 'too complex' });
  assert.deepEqual((await compose({ body: user, status: 200 })).body, JSON.stringify(user));
  assert.deepEqual(warnings, []);
});

test('an error is told whatever the client accepts; a success is not', async () => {
  const strict = ({ accept, code }: PrismRequest): PrismAnswer =>
    accept === undefined
      ? { ...told, status: code ?? 200, body: { detail: 'x' } }
      : { kind: 'failed', status: 406, reason: 'no' };
  const { compose } = setUp(strict);
  assert.equal((await compose({ prefer: { code: '404', example: null, dynamic: null } })).status, 404);
  assert.equal((await compose()).status, 406);
});

test('an example that breaks its schema is served, and warned of once', async () => {
  const { compose, warnings } = setUp({ ...told, body: { id: 5 } });
  for (let count = 0; count < 2; count += 1) assert.equal((await compose()).body, '{"id":5}');
  assert.equal(warnings.length, 1);
  assert.match(warnings[0] ?? '', /breaks its schema/);
});

test('text goes out as it is, XML as Prism writes it, a form as a form, and anything else as JSON', async () => {
  const written = async (mediaType: string, body: unknown) => {
    const answer = await setUp({ ...told, mediaType, body }).compose();
    return [answer.status, answer.headers['Content-Type'], answer.body];
  };
  assert.deepEqual(await written('text/csv', 'a,b'), [200, 'text/csv', 'a,b']);
  assert.deepEqual(await written('application/xml', { id: 1, tags: ['a', 'b'] }), [
    200,
    'application/xml',
    '<xml><id>1</id><tags>a</tags><tags>b</tags></xml>',
  ]);
  assert.deepEqual(await written('application/x-www-form-urlencoded', { a: 'b c', d: 1 }), [
    200,
    'application/x-www-form-urlencoded',
    'a=b+c&d=1',
  ]);
  assert.deepEqual(await written('application/yaml', { a: 1 }), [200, 'application/yaml', '{"a":1}']);
});

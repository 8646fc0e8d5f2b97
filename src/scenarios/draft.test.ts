import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readContract } from '../contract/index.ts';
import { parseFault } from '../faults/index.ts';
import { shipped } from '../package.ts';
import { Problem } from '../problem.ts';
import { applyEdits } from './body-edits.ts';
import { credentialValue } from './credentials.ts';
import { createDraft, type Draft, planRequest } from './draft.ts';

const contract = await readContract({ documentPath: shipped.document, parseFault });

function draft(change: Partial<Draft>): Draft {
  return { ...createDraft(), ...change };
}

const problem = (pattern: RegExp) => (error: unknown) => error instanceof Problem && pattern.test(error.message);

test('an operation is called at its path, with its parameters filled in', () => {
  const { operation, request } = planRequest(
    contract,
    draft({
      parameters: new Map([
        ['user_id', 'a b'],
        ['limit', '2'],
      ]),
    }),
    'getUser',
  );

  assert.equal(operation?.id, 'getUser');
  assert.equal(request.method, 'GET');
  assert.equal(request.path, '/users/a%20b');
});

test('a method and a path go out as they stand, and are known by the operation they lead to', () => {
  const { operation, request } = planRequest(contract, createDraft(), 'GET /users/999?x=y');

  assert.equal(operation?.id, 'getUser');
  assert.equal(request.path, '/users/999?x=y');
  assert.equal(request.operationId, 'getUser');
  assert.equal(planRequest(contract, createDraft(), 'GET /nope').operation, null);
});

test('an operation or a parameter that does not exist is refused, with what was probably meant', () => {
  assert.throws(() => planRequest(contract, createDraft(), 'listAlert'), problem(/Did you mean "listAlerts"/));
  const misspelt = draft({ parameters: new Map([['user-id', '1']]) });
  assert.throws(() => planRequest(contract, misspelt, 'getUser'), problem(/Did you mean "user_id"/));
});

test('a credential goes where the contract wants it, or where the scenario puts it', () => {
  const value = 'valid-key-123';
  const at = (place: NonNullable<Draft['credential']>['place'], target = 'listAlerts') => {
    const body = { kind: 'text', text: '{}' } as const;
    return planRequest(contract, draft({ credential: { value, place }, body }), target).request;
  };

  assert.deepEqual(at({ in: 'scheme' }).headers, [['X-API-Key', value]]);
  assert.deepEqual(at({ in: 'scheme' }, 'simulateTimeout').headers, [['X-API-Key', value]]);
  assert.deepEqual(at({ in: 'header', name: 'Authorization' }).headers, [['Authorization', value]]);
  assert.equal(at({ in: 'query', name: 'api_key' }).path, '/alerts?api_key=valid-key-123');
  assert.equal(at({ in: 'body', name: 'api_key' }, 'createAlert').body, '{"api_key":"valid-key-123"}');
});

test('what a client has for a scheme goes before what it has in general, and that before what is accepted', () => {
  const sent = (schemes: NonNullable<Draft['schemes']>, value?: string) => {
    const credential = value === undefined ? null : ({ value, place: { in: 'scheme' } } as const);
    return planRequest(contract, draft({ credential, schemes }), 'listAlerts').request.headers;
  };

  assert.deepEqual(sent(new Map()), [['X-API-Key', 'valid-key-123']]);
  assert.deepEqual(sent(new Map(), 'general'), [['X-API-Key', 'general']]);
  assert.deepEqual(sent(new Map([['ApiKeyAuth', 'own']]), 'general'), [['X-API-Key', 'own']]);
  assert.deepEqual(sent(new Map([['ApiKeyAuth', null]]), 'general'), []);
});

test('only an operation that takes a body is sent one', () => {
  const withBody = draft({ body: { kind: 'sample' } });

  assert.match(planRequest(contract, withBody, 'createAlert').request.body ?? '', /"tenant"/);
  assert.equal(planRequest(contract, withBody, 'getUser').request.body, undefined);
  assert.equal(planRequest(contract, createDraft(), 'createAlert').request.body, undefined);
});

test('an example is found by its name, and an unknown one is refused', () => {
  const example = (name: string) => draft({ body: { kind: 'example', name } });

  assert.match(planRequest(contract, example('complete'), 'createAlert').request.body ?? '', /"priority":1/);
  assert.throws(() => planRequest(contract, example('minimum'), 'createAlert'), problem(/Did you mean "minimal"/));
});

test('edits change a field, take it out, or give it another name; without edits the text stays as it is', () => {
  assert.equal(applyEdits('{"a": 1}', []), '{"a": 1}');
  assert.equal(applyEdits('{"a": 1}', [{ kind: 'set', field: 'b', value: null }]), '{"a":1,"b":null}');
  assert.equal(applyEdits('{"a": 1, "b": 2}', [{ kind: 'remove', field: 'a' }]), '{"b":2}');
  assert.equal(applyEdits('{"a": 1}', [{ kind: 'rename', field: 'a', to: 'A' }]), '{"A":1}');
});

test('an edit of what is not there is refused, so that no scenario passes for the wrong reason', () => {
  assert.throws(
    () => applyEdits('{"tenant": 1}', [{ kind: 'remove', field: 'tenat' }]),
    problem(/Did you mean "tenant"/),
  );
  assert.throws(() => applyEdits('nonsense', [{ kind: 'remove', field: 'a' }]), problem(/no JSON object/));
});

test('a credential is known by its summary, its state, or its value', () => {
  const credential = (phrase: string, preferred: string | null = null) => credentialValue(contract, phrase, preferred);

  assert.equal(credential('no API key'), null);
  assert.equal(credential('a valid API key'), 'valid-key-123');
  assert.equal(credential('a valid API key', 'mine'), 'mine');
  assert.equal(credential('an expired API key'), 'expired-key');
  assert.equal(credential('a read-only API key'), 'read-only-key');
  assert.equal(credential('the API key "a\\u00a0b"'), 'a\u00a0b');
  assert.throws(() => credential('a read-onyl API key'), problem(/Did you mean "a read-only API key"/));
});

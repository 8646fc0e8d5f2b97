import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bodyViolations, type Json, kindsOf, withSchema } from './fixtures/small-document.ts';

test('missing, null, empty, wrong and unknown fields are told apart', () => {
  const document = withSchema({
    type: 'object',
    additionalProperties: false,
    required: ['tenant', 'alert_type', 'severity'],
    properties: {
      tenant: { type: 'string', minLength: 1 },
      alert_type: { type: 'string' },
      severity: { type: 'string', enum: ['low', 'high'] },
      at: { type: 'string', format: 'date-time' },
      n: { type: 'integer', minimum: 1, multipleOf: 2 },
      code: { type: 'string', pattern: '^[A-Z]+$', maxLength: 3 },
    },
  });
  assert.deepEqual(kindsOf(document, { tenant: 'test' }), ['missing /alert_type', 'missing /severity']);
  assert.deepEqual(kindsOf(document, { tenant: '', alert_type: null, severity: 'critical' }), [
    'empty /tenant',
    'null /alert_type',
    'enum /severity',
  ]);
  assert.deepEqual(kindsOf(document, { tenant: 'a', alert_type: 5, severity: null, at: '1700000000', n: 0 }), [
    'type /alert_type',
    'null /severity',
    'format /at',
    'range /n',
  ]);
  assert.deepEqual(kindsOf(document, { tenant: 'a', alert_type: 'x', severity: 'low', code: 'abcd', n: '5' }), [
    'type /n',
    'length /code',
    'pattern /code',
  ]);
  assert.deepEqual(kindsOf(document, null), ['null ']);
});

test('a misspelt field suggests the one that was meant, and the missing one tells what came instead', () => {
  const document = withSchema({
    type: 'object',
    additionalProperties: false,
    required: ['alert_type'],
    properties: { alert_type: { type: 'string' }, tenant: {} },
  });
  const [missing, unknown] = bodyViolations(document, { alertType: 'x' });
  assert.equal(missing?.details['sent'], 'alertType');
  assert.deepEqual(unknown?.details, {
    value: 'x',
    actual: 'string',
    allowed: 'alert_type, tenant',
    meant: 'alert_type',
    suggestion: 'Did you mean "alert_type"?',
    reason: 'must NOT have additional properties',
  });
});

test('the details say what was expected and what came', () => {
  const document = withSchema({
    type: 'object',
    properties: { s: { enum: ['low', 'high'] }, p: { type: ['integer', 'null'] }, m: { type: 'integer', maximum: 3 } },
  });
  const [s, p] = bodyViolations(document, { s: 'critical', p: '5', m: 9 }).map(({ details }) => details);
  assert.equal(s?.['allowed'], 'low, high');
  assert.equal(s?.['value'], 'critical');
  assert.equal(p?.['type'], 'integer');
  assert.equal(p?.['actual'], 'string');
  const m = bodyViolations(document, { m: 9 })[0]?.details;
  assert.deepEqual([m?.['comparison'], m?.['limit']], ['<=', '3']);
});

test('a choice reports on the branch that was most likely meant', () => {
  const document = withSchema({
    type: 'object',
    properties: {
      a: { anyOf: [{ type: 'object', required: ['x'], properties: { x: { type: 'integer' } } }, { type: 'null' }] },
      b: { oneOf: [{ type: 'string' }, { type: 'integer' }] },
    },
  });
  assert.deepEqual(kindsOf(document, { a: { x: 'no' }, b: 1 }), ['type /a/x']);
  const [b] = bodyViolations(document, { b: true });
  assert.deepEqual([b?.kind, b?.details['type']], ['type', 'string or integer']);
});

test('a discriminator chooses the schema that is reported on', () => {
  const pet = (extra: Json) => ({
    type: 'object',
    required: ['kind', ...Object.keys(extra)],
    properties: { kind: { type: 'string' }, ...extra },
  });
  const document = withSchema(
    {
      oneOf: [{ $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Dog' }],
      discriminator: { propertyName: 'kind', mapping: { dog: '#/components/schemas/Dog' } },
    },
    { components: { schemas: { Cat: pet({ lives: { type: 'integer' } }), Dog: pet({ barks: { type: 'boolean' } }) } } },
  );
  assert.deepEqual(kindsOf(document, { kind: 'dog', barks: 'loud' }), ['type /barks']);
  assert.deepEqual(kindsOf(document, { kind: 'Cat', lives: 9 }), []);
  assert.deepEqual(kindsOf(document, { kind: 'cow' }), ['enum /kind']);
});

test('a discriminator refuses nothing for lack of its property where a branch can do without it', () => {
  const schemas = {
    Cat: { properties: { kind: { type: 'string' }, lives: { type: 'integer' } } },
    Dog: { required: ['bark'], properties: { kind: { type: 'string' }, lives: false } },
  };
  const oneOf = ['Cat', 'Dog'].map((name) => ({ $ref: `#/components/schemas/${name}` }));
  const document = withSchema({ oneOf, discriminator: { propertyName: 'kind' } }, { components: { schemas } });
  assert.deepEqual(kindsOf(document, { lives: 9 }), []);
  assert.deepEqual(kindsOf(document, { kind: 'Dog' }), ['missing /bark']);
  assert.deepEqual(kindsOf(document, { kind: 'Cow' }), ['enum /kind']);
  assert.notDeepEqual(kindsOf(document, { lives: 'x' }), []);
});

test('a schema that says which values the property has is meant by these and not by its name', () => {
  const branch = (kind: object, rest: object = {}) => ({
    type: 'object',
    required: ['kind'],
    properties: { kind, ...rest },
  });
  const base = branch({ type: 'string', enum: ['dog', 'cat'] });
  const oneOf = [{ $ref: '#/components/schemas/Dog' }, { $ref: '#/components/schemas/Cat' }];
  const judge = (schemas: object) =>
    withSchema(
      { oneOf, discriminator: { propertyName: 'kind' } },
      { components: { schemas: { Base: base, ...schemas } } },
    );
  const inherited = (rest: object) => ({ allOf: [{ $ref: '#/components/schemas/Base' }, rest] });
  const told = judge({
    Dog: inherited(branch({ const: 'dog' }, { age: { type: 'integer' } })),
    Cat: branch({ type: 'string', enum: ['cat'] }),
  });
  assert.deepEqual(kindsOf(told, { kind: 'dog', age: 1 }), []);
  assert.deepEqual(kindsOf(told, { kind: 'dog', age: 'old' }), ['type /age']);
  assert.deepEqual(kindsOf(told, { kind: 'Cat' }), ['enum /kind']);
  // Whose values are those of all, is told by the schemas alone.
  const shared = judge({ Dog: inherited({ required: ['age'] }), Cat: inherited({ not: { required: ['age'] } }) });
  assert.deepEqual(kindsOf(shared, { kind: 'cat' }), []);
});

test('a value that no discriminator knows is refused with those that are; a mapping adds to the names', () => {
  const schemas = {
    Cat: { type: 'object', required: ['kind'], properties: { kind: { type: 'string' } } },
    Dog: { type: 'object', required: ['kind', 'bark'], properties: { kind: { type: 'string' } } },
  };
  const oneOf = ['Cat', 'Dog'].map((name) => ({ $ref: `#/components/schemas/${name}` }));
  const mapping = { kitty: '#/components/schemas/Cat', Cat: 'Dog' };
  const document = withSchema({ oneOf, discriminator: { propertyName: 'kind', mapping } }, { components: { schemas } });
  assert.deepEqual(kindsOf(document, { kind: 'kitty' }), []);
  assert.deepEqual(kindsOf(document, { kind: 'Cat' }), ['missing /bark']);
  const [violation] = bodyViolations(document, { kind: 'bird' });
  assert.deepEqual(
    [violation?.kind, violation?.at, violation?.details['allowed']],
    ['enum', '/kind', 'kitty, Cat, Dog'],
  );
});

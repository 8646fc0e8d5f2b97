import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { BodyContent, DeclaredResponse } from '../contract.ts';
import { createAjv } from '../document/ajv.ts';
import { type ErrorValues, fittedError } from './index.ts';

const text = { type: 'string' } as const;
const object = (properties: object, required: readonly string[] = [], rest: object = {}) => ({
  type: 'object',
  properties,
  required,
  ...rest,
});

const about = {
  status: 400,
  message: 'Missing required fields: tenant',
  title: 'Bad Request',
  requestId: 'req-1',
  time: '2026-01-15T08:30:00Z',
  path: '/alerts',
};
const violation = {
  kind: 'enum',
  at: '/address/severity',
  field: 'severity',
  in: 'body',
  message: '',
  details: { value: 'nope' },
  text: 'severity must be one of: low, high',
} as const;
const invalid: ErrorValues = { ...about, violations: [violation] };
const plain: ErrorValues = {
  ...about,
  status: 401,
  title: 'Unauthorized',
  message: 'Missing authentication.',
  violations: [],
};

function declare(
  schema: unknown,
  examples: Readonly<Record<string, unknown>> = {},
  type = 'application/json',
): DeclaredResponse {
  const ajv = createAjv();
  const validate = schema === true ? null : ajv.compile(schema as object);
  const content: BodyContent = {
    schema,
    examples,
    validate: (body) =>
      validate === null || validate(body)
        ? []
        : [{ ...violation, kind: 'other', message: ajv.errorsText(validate.errors) }],
  };
  return { status: '400', description: '', headers: [], content: new Map([[type, content]]), place: {} };
}

const problem = object({
  type: { type: 'string', format: 'uri-reference' },
  title: text,
  status: { type: 'integer', minimum: 400 },
  detail: text,
  instance: text,
  errors: { type: 'array', items: object({ pointer: text, detail: text }, ['detail']) },
});

/** A schema, and what it says of an invalid request and of a refused credential. */
const shapes: Readonly<Record<string, readonly [schema: unknown, invalid: unknown, plain: unknown]>> = {
  'a message': [
    object({ message: text }),
    { message: 'Missing required fields: tenant' },
    { message: 'Missing authentication.' },
  ],
  'a code and a message within an error': [
    object({ error: object({ code: text, message: text }, ['code', 'message']) }, ['error'], {
      additionalProperties: false,
    }),
    { error: { code: 'bad_request', message: about.message } },
    { error: { code: 'unauthorized', message: plain.message } },
  ],
  'problem details with a list of errors': [
    problem,
    {
      type: 'about:blank',
      title: 'Bad Request',
      status: 400,
      detail: about.message,
      instance: '/alerts',
      errors: [{ pointer: '/address/severity', detail: violation.text }],
    },
    { type: 'about:blank', title: 'Unauthorized', status: 401, detail: plain.message, instance: '/alerts' },
  ],
  'the list of FastAPI': [
    object({
      detail: {
        type: 'array',
        items: object(
          { loc: { type: 'array', items: { anyOf: [text, { type: 'integer' }] } }, msg: text, type: text },
          ['loc', 'msg', 'type'],
        ),
      },
    }),
    { detail: [{ loc: ['body', 'address', 'severity'], msg: violation.text, type: 'enum' }] },
    null,
  ],
  'a list of errors': [
    { type: 'array', items: object({ field: text, message: text }, ['message']) },
    [{ field: 'address.severity', message: violation.text }],
    [{ message: plain.message }],
  ],
  'texts in a list': [
    object({ errors: { type: 'array', items: text } }, ['errors']),
    { errors: [violation.text] },
    { errors: [plain.message] },
  ],
  'a map from fields to texts': [
    object({ title: text, errors: { type: 'object', additionalProperties: { type: 'array', items: text } } }),
    { title: about.message, errors: { severity: [violation.text] } },
    { title: plain.message },
  ],
  'codes of a list': [
    object({ code: { type: 'string', enum: ['INTERNAL', 'INVALID_ARGUMENT', 'UNAUTHENTICATED'] }, message: text }, [
      'code',
    ]),
    { code: 'INVALID_ARGUMENT', message: about.message },
    { code: 'UNAUTHENTICATED', message: plain.message },
  ],
  'a status and an error with a title': [
    object({
      timestamp: { type: 'string', format: 'date-time' },
      status: { type: 'integer' },
      error: text,
      message: text,
      path: text,
    }),
    { timestamp: about.time, status: 400, error: 'Bad Request', message: about.message, path: '/alerts' },
    { timestamp: about.time, status: 401, error: 'Unauthorized', message: plain.message, path: '/alerts' },
  ],
  'a text': [{ type: 'string', maxLength: 12 }, 'Missing requ', 'Missing auth'],
  'inheritance and a choice': [
    {
      oneOf: [
        object({ a: { const: 1 } }, ['a']),
        { allOf: [object({ msg: text }, ['msg']), object({ id: { type: 'integer' } }, ['id'])] },
      ],
    },
    { msg: about.message, id: 1 },
    { msg: plain.message, id: 1 },
  ],
  'names that say nothing': [object({ foo: text }, ['foo']), { foo: about.message }, { foo: plain.message }],
};

test('an error says what was wrong in the shape of its own schema', () => {
  for (const [name, [schema, ofInvalid, ofPlain]] of Object.entries(shapes)) {
    const declared = declare(schema);
    assert.deepEqual(fittedError(declared, {}, invalid)?.body, ofInvalid, name);
    const fitted = fittedError(declared, {}, plain);
    assert.notEqual(fitted, null, name);
    if (ofPlain !== null) assert.deepEqual(fitted?.body, ofPlain, name);
  }
});

test('the example of a response keeps its codes and gets the message of this error', () => {
  const declared = declare(object({ code: text, message: text, docs: text }), {
    default: { code: 'E1001', message: 'The key is not known.', docs: 'https://example.com/e1001' },
  });
  assert.deepEqual(fittedError(declared, {}, plain)?.body, {
    code: 'E1001',
    message: 'Missing authentication.',
    docs: 'https://example.com/e1001',
  });
});

test('without a schema the example is what a message is put into', () => {
  assert.deepEqual(fittedError(declare(true, { default: { ok: false, reason: 'x' } }), {}, plain)?.body, {
    ok: false,
    reason: 'Missing authentication.',
  });
  assert.equal(fittedError(declare(true), {}, plain), null);
});

test('a text is a text, and what is neither text nor JSON has no shape', () => {
  assert.deepEqual(fittedError(declare(text, {}, 'text/plain'), {}, plain), {
    contentType: 'text/plain',
    body: plain.message,
  });
  assert.equal(fittedError(declare(text, {}, 'application/xml'), {}, plain), null);
  assert.equal(
    fittedError(declare(object({ message: text }), {}, 'application/problem+json'), {}, plain)?.contentType,
    'application/problem+json',
  );
});

test('a map of maps like itself, as Discord’s errors are, tells each violation once', () => {
  const violations = Array.from({ length: 20 }, (_, index) => ({ ...violation, field: `f${index}` }));
  const map = { type: 'object', additionalProperties: { $ref: '#/properties/errors' } };
  const schema = object({ message: text, errors: map }, ['message']);
  const fitted = fittedError(declare(schema), schema, { ...invalid, violations });
  assert.ok(fitted !== null);
  const { errors } = fitted.body as { readonly errors: object };
  assert.equal(Object.keys(errors).length, 20);
  assert.ok(JSON.stringify(errors).length < 1000, JSON.stringify(errors).slice(0, 200));
});

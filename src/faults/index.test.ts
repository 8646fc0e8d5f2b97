import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { assertListed } from '../fixtures/assert-listed.ts';
import { Problem } from '../problem.ts';
import { classifyRetry } from '../retry/index.ts';
import { errorBodies } from './error-bodies.ts';
import {
  effectOf,
  type Fault,
  faultNamed,
  faultNames,
  faults,
  needsAnswer,
  parseFault,
  parseInstruction,
} from './index.ts';

const infrastructure = ['effects', 'error-bodies', 'fault', 'header-values', 'instruction-text', 'options', 'parse'];
const all: readonly Fault[] = Object.values(faults);

test('every file in src/faults is registered under its own name', () => {
  assertListed(import.meta.dirname, faultNames, infrastructure);
});

for (const [key, fault] of Object.entries<Fault>(faults)) {
  test(`${key}: its name is its file's, and everything about it is said`, () => {
    assert.equal(fault.name, key);
    for (const text of [fault.summary, fault.reference, fault.seen.fetch, fault.seen.nodeHttp])
      assert.notEqual(text, '');
    assert.match(fault.phrase, /^(an? |garbage |invalid )/, 'the phrase reads on after "fails with"');
    for (const option of fault.options) assert.notEqual(option.summary, '');
  });

  test(`${key}: name, constant, phrase and instruction all lead to it`, () => {
    const words = [fault.name, fault.phrase, fault.instruction, ...(fault.wiremock === null ? [] : [fault.wiremock])];
    for (const word of words) assert.equal(parseFault(word).name, key, word);
    assert.equal(parseFault({ name: key }).name, key);
    assert.deepEqual(parseInstruction(fault.instruction), { phase: 'before', call: parseFault(fault.instruction) });
    assert.equal(parseInstruction(`commit-then-${fault.instruction}`).phase, 'after');
  });

  test(`${key}: no other fault claims its instruction`, () => {
    const claiming = all.filter(({ parseInstruction: parse }) => parse(fault.instruction) !== null);
    assert.deepEqual(
      claiming.map(({ name }) => name),
      [key],
    );
  });

  test(`${key}: the same options give the same effect, and it is plain data`, () => {
    const call = parseFault(fault.instruction);
    assert.deepEqual(effectOf(call), effectOf(structuredClone(call)));
    assert.deepEqual(structuredClone(effectOf(call)), effectOf(call));
    assert.deepEqual(effectOf({ name: key, options: {} }), effectOf({ name: key, options: defaultsOf(fault) }));
  });

  test(`${key}: an option it doesn't have is refused`, () => {
    assert.throws(
      () => parseFault({ name: key, surprise: 1 }),
      (error) => error instanceof Problem && /no option "surprise"/.test(error.message),
    );
  });
}

function defaultsOf(fault: Fault): Record<string, unknown> {
  return Object.fromEntries(fault.options.map((option) => [option.name, option.default]));
}

test('phrases, constants and names are unique', () => {
  const words = all.flatMap(({ name, phrase, wiremock }) => [name, phrase, ...(wiremock === null ? [] : [wiremock])]);
  assert.equal(new Set(words).size, words.length);
});

const readings: readonly (readonly [string, object])[] = [
  ['return-503', { kind: 'status', status: 503, headers: {} }],
  ['return-429-retry-after-2s', { kind: 'status', status: 429, headers: { 'Retry-After': '@dynamic=2' } }],
  ['return-503-retry-at-2s', { kind: 'status', status: 503, headers: { 'Retry-After': '@date=2' } }],
  ['return-503-retry-after-past', { kind: 'status', status: 503, headers: { 'Retry-After': '@past' } }],
  ['return-503-retry-after-garbage', { kind: 'status', status: 503, headers: { 'Retry-After': '@garbage' } }],
  ['return-429-with-Retry-After=-3', { kind: 'status', status: 429, headers: { 'Retry-After': '-3' } }],
  ['return-429-with-Retry-After=', { kind: 'status', status: 429, headers: { 'Retry-After': '' } }],
  [
    'return-429-retry-after-3s-with-RateLimit="d";r=0;t=1&X-RateLimit-Reset=@epoch=2',
    {
      kind: 'status',
      status: 429,
      headers: { 'Retry-After': '@dynamic=3', RateLimit: '"d";r=0;t=1', 'X-RateLimit-Reset': '@epoch=2' },
    },
  ],
  [
    'return-409-body-idempotency-key-outstanding',
    { kind: 'status', status: 409, headers: {}, body: errorBodies['idempotency-key-outstanding'] },
  ],
  ['return-reset-connection', { kind: 'reset', afterBytes: null }],
  ['return-broken-stream', { kind: 'close', afterBytes: 16 }],
  ['return-broken-stream-after-1K', { kind: 'close', afterBytes: 1024 }],
  ['return-broken-stream-final-chunk-after-100B', { kind: 'close', afterBytes: 100 }],
  ['stall-for-5s', { kind: 'hang', afterBytes: null, forMs: 5000 }],
  ['stall-for-250ms', { kind: 'hang', afterBytes: null, forMs: 250 }],
  ['stall', { kind: 'hang', afterBytes: null, forMs: null }],
  ['stall-for-5s-after-1K', { kind: 'hang', afterBytes: 1024, forMs: 5000 }],
  ['drip-for-5s', { kind: 'drip', chunks: 5, totalMs: 5000 }],
  ['refuse-for-1m', { kind: 'refuse', forMs: 60_000 }],
  ['delay-for-2.5s', { kind: 'delay', delay: { type: 'fixed', milliseconds: 2500 } }],
];

for (const [text, effect] of readings) {
  test(`the instruction ${text} is read`, () => assert.deepEqual(effectOf(parseFault(text)), effect));
}

test('delays are read in WireMock’s words', () => {
  const lognormal = { type: 'lognormal', median: 80, sigma: 0.4, maxValue: 500 } as const;
  assert.deepEqual(effectOf(parseFault({ name: 'delay', ...lognormal })), { kind: 'delay', delay: lognormal });
  const uniform = { type: 'uniform', lower: 10, upper: 20 } as const;
  assert.deepEqual(effectOf(parseFault({ name: 'delay', ...uniform })), { kind: 'delay', delay: uniform });
});

test('"pass" leaves the request alone', () => {
  assert.deepEqual(parseInstruction('pass'), { phase: 'before', call: null });
});

test('a mistyped fault is refused with the name that was meant', () => {
  for (const [typo, meant] of [
    ['conection-reset', 'connection-reset'],
    ['CONNECTION_RESET_BY_PEAR', 'CONNECTION_RESET_BY_PEER'],
    ['return-5O3', 'return-'],
  ] as const) {
    assert.throws(
      () => parseFault(typo),
      (error) =>
        error instanceof Problem && error.message.includes(typo) && `${error.message} ${error.fix}`.includes(meant),
    );
  }
  for (const text of ['with-Retry-After', 'with-Bad Name=1', 'with-Content-Length=1', 'with-A=1&Transfer-Encoding=x']) {
    assert.throws(() => parseFault(`return-429-${text}`), /no fault or instruction has that name/, text);
  }
  assert.throws(() => parseFault({ name: 'status', body: 'unknown' }), /body is "unknown", but it must be/);
  assert.throws(() => parseFault({ name: 'hang', forMs: 'long' }), /forMs is "long", but it must be/);
  assert.equal(faultNamed('toString'), undefined);
});

test('only what replaces the answer altogether can do without one', () => {
  const without = faultNames.filter((name) => !needsAnswer(effectOf({ name, options: {} })));
  assert.deepEqual(without, [
    'status',
    'refused-connection',
    'connection-reset',
    'connection-reset-on-reuse',
    'empty-response',
    'garbage',
    'hang',
  ]);
});

test('the published schema lists exactly these faults and constants', () => {
  const schema = JSON.parse(readFileSync(new URL('../../openapi/failures.schema.json', import.meta.url), 'utf8'));
  assert.deepEqual(schema.$defs.faultName.enum, faultNames);
  const constants = schema.$defs.fault.anyOf.find(({ title }: { title?: string }) =>
    title?.startsWith('WireMock'),
  ).enum;
  assert.deepEqual(
    constants,
    all.flatMap(({ wiremock }) => wiremock ?? []),
  );
  for (const fault of all.filter(({ options }) => options.length > 0)) {
    const shape = schema.$defs.fault.anyOf.find(
      ({ properties }: { properties?: { name: { const: string } } }) => properties?.name.const === fault.name,
    );
    const { name: _, ...properties } = shape.properties;
    assert.deepEqual(
      Object.keys(properties),
      fault.options.map((option) => option.name),
      fault.name,
    );
    for (const option of fault.options) {
      assert.equal(properties[option.name].description, `${option.summary}.`);
      assert.deepEqual(properties[option.name].default, option.default);
    }
  }
});

/** What a client learns of each fault that has a class of its own: the error code, and how far it had come. */
const signals: Partial<Record<string, readonly [code: string, phase: 'connect' | 'response' | 'body']>> = {
  'refused-connection': ['ECONNREFUSED', 'connect'],
  'connection-reset': ['ECONNRESET', 'response'],
  'connection-reset-on-reuse': ['ECONNRESET', 'response'],
  'connection-reset-mid-body': ['ECONNRESET', 'body'],
  'empty-response': ['UND_ERR_SOCKET', 'response'],
  'truncated-body': ['UND_ERR_SOCKET', 'body'],
  'malformed-chunk': ['HPE_INVALID_CHUNK_SIZE', 'body'],
  garbage: ['HPE_INVALID_CONSTANT', 'response'],
  hang: ['TIMEOUT', 'response'],
  'hang-mid-body': ['TIMEOUT', 'body'],
};

for (const fault of all.filter((candidate) => candidate.class !== null)) {
  test(`${fault.name}: the classifier says the retry class that the fault says`, () => {
    const [errorCode, phase] = signals[fault.name] ?? ['?', 'response'];
    const status = phase === 'body' ? 200 : null;
    const { class: found } = classifyRetry({ method: 'GET', status, headers: {}, errorCode, phase }, 'standard');
    assert.equal(found, fault.class);
  });
}

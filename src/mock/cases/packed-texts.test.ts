import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createVirtualClock } from '../../clock.ts';
import { PackedPages, type Texts, unpack } from './packed-texts.ts';
import { createRecorder, type Recorder } from './recorder.ts';
import { createTraceMemory } from './trace-memory.ts';

const text = fc.string({ unit: 'grapheme', maxLength: 300 });
/** Few, so that some are those of the page's first exchange, and some long, so that pages turn. */
const body = fc.option(fc.oneof(text, fc.constantFrom('', '{"a":1}', '{"a":2}', 'ä'.repeat(900), 'x'.repeat(2000))));
const value = fc.stringMatching(/^[ -~\u00a0-\u00ff]{0,20}$/);
const fields = fc.oneof(fc.array(value, { maxLength: 40 }), fc.tuple(fc.constant('Date'), value, fc.constant('Age')));
const plainObjects = { noNullPrototype: true };
const answer = fc.record(
  { status: fc.constant(200), fields, text: body, bytes: fc.nat(), sha256: fc.constantFrom(null, 'abc') },
  plainObjects,
);
const texts: fc.Arbitrary<Texts> = fc.record({ id: text, request: body, answer }, plainObjects);

test('whatever is packed is the same when it is unpacked, in any order', () => {
  fc.assert(
    fc.property(fc.array(texts, { maxLength: 30 }), (all) => {
      const pages = new PackedPages();
      const packed = all.map((one) => pages.pack(one));
      const again = packed.map((one, at) => (one === null ? all[at] : unpack(one)));
      assert.deepEqual(again.toReversed(), all.toReversed());
    }),
  );
});

test('a body that comes again and again is written once', () => {
  const pages = new PackedPages();
  const long = 'x'.repeat(1000);
  const answer = { status: 200, fields: ['Age', '1'], text: long, bytes: long.length, sha256: null };
  const packed = Array.from({ length: 100 }, (_, at) => pages.pack({ id: String(at), request: long, answer })).filter(
    (one) => one !== null,
  );
  assert.equal(packed.length, 100);
  assert.equal(new Set(packed.map(({ page }) => page)).size, 1);
  assert.ok(packed.slice(1).every(({ from, to }) => to - from < 10));
});

test('long texts stay what they are, so that pages hold little more than what is counted', () => {
  const pages = new PackedPages();
  const answerOf = (length: number, fields: readonly string[] = []) => ({
    status: 200,
    fields,
    text: 'x'.repeat(length),
    bytes: length,
    sha256: null,
  });
  assert.notEqual(pages.pack({ id: '1', request: null, answer: answerOf(2047) }), null);
  assert.equal(pages.pack({ id: '1', request: null, answer: answerOf(2048) }), null);
  assert.equal(pages.pack({ id: '1', request: 'x'.repeat(2000), answer: answerOf(60) }), null);
  assert.equal(pages.pack({ id: '1', request: null, answer: answerOf(1, ['Cookie', 'x'.repeat(40_000)]) }), null);
});

function record(recorder: Recorder, at: number): void {
  const recording = recorder.begin({
    id: `id-${at}`,
    method: 'POST',
    url: `http://x/${at}`,
    headers: [['A', String(at)]],
    connection: { id: 1, reused: at > 0, requestIndex: at + 1 },
  });
  recording.received({ text: `{"at":${at}}`, bytes: 9, sha256: null });
  recording.decided({ operationId: 'create', cause: { kind: 'mock', summary: 'ü' }, sideEffect: null });
  recording.responding();
  const told = at % 3 === 0 ? `{"said":"${at} ü"}` : null;
  recording.end({ kind: 'response', status: 201, fields: ['Age', String(at)], text: told, bytes: 17, sha256: null });
}

test('of a long trace every exchange says what it says in a short one', () => {
  const [long, short] = [1, 2].map(() => createRecorder('one', createVirtualClock(), createTraceMemory()));
  if (long === undefined || short === undefined) throw new Error('There are two.');
  const seen = [];
  for (let at = 0; at < 300; at += 1) {
    record(long, at);
    record(short, at);
    const [exchange] = short.trace();
    seen.push({ ...exchange, attempt: at + 1 });
    short.clear();
  }
  assert.deepEqual(long.trace(), seen);
});

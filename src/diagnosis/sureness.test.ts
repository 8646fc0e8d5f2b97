import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Exchange } from '../trace/exchange.ts';
import { readRecording } from '../trace/read/index.ts';
import { diagnose } from './diagnose.ts';
import { readAnswer, wordsOf } from './facts/answer.ts';
import { heldOut } from './fixtures/held-out-set.ts';

const folder = join(import.meta.dirname, 'fixtures');
const texts = [
  ...globSync('held-out/*/*.txt', { cwd: folder }).map((file) => heldOut(file, read(file)).text),
  ...globSync('wordings/*.txt', { cwd: folder }).flatMap((file) =>
    read(file)
      .split(/^@@ .*\n/m)
      .slice(1),
  ),
];

function read(file: string): string {
  return readFileSync(join(folder, file), 'utf8');
}

/** What the answers of a text say to a person, without any field that a machine wrote. */
function proseOf(text: string): readonly string[] {
  const exchanges = readRecording(text)?.exchanges ?? [];
  return exchanges
    .flatMap((exchange) => readAnswer(exchange) ?? [])
    .map((answer) => wordsOf(answer).replaceAll(/[{}[\]]/g, ' '))
    .filter((words) => words.trim() !== '');
}

/** These say that something is wrong, and leave open what. */
const broad = [400, 401, 403, 404, 422, 500, 502, 503];

function said(status: number, words: string): Exchange {
  // Behind other words, so that it is no gateway's whole body.
  const body = JSON.stringify({ message: `They say: ${words}` });
  const [exchange] = readRecording(`HTTP/1.1 ${status} X\nContent-Type: application/json\n\n${body}`)?.exchanges ?? [];
  assert.ok(exchange);
  return exchange;
}

function causesOf(exchange: Exchange) {
  return diagnose({ exchanges: [exchange], notes: [], contract: null, critical: null, statusPage: null, now: null })
    .causes;
}

test('what an answer tells a person alone makes no cause sure', () => {
  const prose = [...new Set(texts.flatMap((text) => proseOf(text)))];
  assert.ok(prose.length > 500);
  const sure = prose.flatMap((words) =>
    broad.flatMap((status) =>
      causesOf(said(status, words))
        .filter(({ confidence }) => confidence === 'high')
        .map(({ id, evidence }) => `${id}: ${evidence.map(({ text }) => text).join(', ')}`),
    ),
  );
  assert.deepEqual([...new Set(sure)], []);
});

test('a status that proves a cause is sure of it unless the answer says more, which nobody understands', () => {
  const sureness = (status: number, words: string) => causesOf(said(status, words))[0]?.confidence;
  assert.equal(sureness(409, 'Conflict'), 'high');
  assert.equal(sureness(409, 'A user with this e-mail address already exists in the directory.'), 'high');
  assert.equal(sureness(409, 'The left frobnicator hums in another key than the panel was told about.'), 'medium');
});

test('a status that proves a cause is not sure of it where the code of the answer would prove another', () => {
  const sureness = (code: string) => {
    const body = JSON.stringify({ error: code });
    const [exchange] =
      readRecording(`HTTP/1.1 409 Conflict\nContent-Type: application/json\n\n${body}`)?.exchanges ?? [];
    assert.ok(exchange);
    return causesOf(exchange)[0];
  };
  assert.equal(sureness('already_exists')?.confidence, 'high');
  assert.equal(sureness('token_expired')?.confidence, 'medium');
  assert.equal(sureness('access_denied')?.id, 'insufficient-scope');
});

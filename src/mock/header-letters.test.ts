import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { readContract } from '../contract/index.ts';
import { parseFault } from '../faults/index.ts';
import { close, exchange } from './fixtures/client.ts';
import { type Mock, startMock } from './index.ts';

// What a document shows as headers and HTTP has no place for.

const answer = (headers: Readonly<Record<string, string>>, body: unknown) => ({
  get: {
    responses: {
      200: {
        description: '',
        headers: Object.fromEntries(Object.entries(headers).map(([name, example]) => [name, { schema: {}, example }])),
        content: { 'application/json': { schema: {}, example: body } },
      },
    },
  },
});
const paths = {
  '/plain-body': answer({ 'X-Name': 'Grüße' }, { a: 1 }),
  '/other-body': answer({ 'X-Name': 'Grüße' }, { a: 'ü' }),
  '/beyond': answer({ 'X-Name': '5 €' }, { a: 'ü' }),
  '/two-lines': answer({ 'X-Name': 'a\r\nSet-Cookie: b' }, { a: 1 }),
  '/no-name': answer({ 'X Name': 'a', 'X-Naïve': 'b', 'X-Good': 'c' }, { a: 1 }),
};

const warnings: string[] = [];
let folder: string;
let mock: Mock;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'faultline-letters-'));
  const documentPath = join(folder, 'letters.json');
  await writeFile(documentPath, JSON.stringify({ openapi: '3.1.0', info: { title: 'L', version: '1' }, paths }));
  const contract = await readContract({ documentPath, parseFault });
  mock = await startMock({ contract, onWarning: (message) => warnings.push(message) });
});
after(async () => {
  await mock.close();
  await rm(folder, { recursive: true });
});

const answerOf = (path: string) => exchange(mock, `GET ${path} HTTP/1.1\r\nHost: x\r\n${close}\r\n`);

for (const [path, field, body] of [
  ['/plain-body', 'X-Name: Grüße', '{"a":1}'],
  ['/other-body', 'X-Name: Grüße', '{"a":"ü"}'],
  ['/beyond', 'X-Name: 5 €', '{"a":"ü"}'],
  ['/two-lines', 'X-Name: a  Set-Cookie: b', '{"a":1}'],
] as const) {
  test(`${path}: a header goes out in UTF-8 and on one line, whatever the body is`, async () => {
    // The third time the fields are those that were laid out.
    for (const _ of [1, 2, 3]) {
      const [head = '', text] = (await answerOf(path)).split('\r\n\r\n');
      assert.match(head, /^HTTP\/1\.1 200 OK\r\n/);
      assert.ok(head.split('\r\n').includes(field), head);
      assert.equal(text, body);
    }
    assert.deepEqual(warnings, []);
  });
}

test('a header whose name no field can have is left out, which is said once', async () => {
  for (const _ of [1, 2]) {
    const raw = await answerOf('/no-name');
    assert.match(raw, /^HTTP\/1\.1 200 OK\r\n[\s\S]*X-Good: c\r\n/);
    assert.doesNotMatch(raw, /X Name|Na/);
  }
  assert.deepEqual(
    warnings.splice(0).map((warning) => /header "(.*)", which no field/.exec(warning)?.[1]),
    ['X Name', 'X-Naïve'],
  );
});

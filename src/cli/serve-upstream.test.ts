import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PassThrough } from 'node:stream';
import { test } from 'node:test';
import { commandLine } from './fixtures/command-line.ts';
import { main } from './main.ts';

/** Serves until the callback is through. */
async function serving(
  words: readonly string[],
  act: (line: { url: string; upstream: string }, stderr: PassThrough) => Promise<void>,
) {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  let stop = () => {};
  const environment = { cwd: process.cwd(), env: {}, stdout, stderr, colour: false, exit: () => {} };
  await main(['serve', '--port', '0', ...words], {
    ...environment,
    onStop: (callback) => {
      stop = callback;
    },
  });
  try {
    await act(JSON.parse(String(stdout.read()).split('\n')[0] ?? ''), stderr);
  } finally {
    stop();
  }
}

test('serve --upstream passes on, adds the credential that the API wants, and says what breaks the document', async () => {
  const seen: (string | undefined)[] = [];
  const api = createServer((message, response) => {
    seen.push(message.headers.authorization);
    response.writeHead(200, { 'Content-Type': 'application/json' }).end('{}');
  });
  await new Promise<void>((resolve) => void api.listen(0, '127.0.0.1', resolve));
  const upstream = `http://127.0.0.1:${(api.address() as AddressInfo).port}`;
  const words = [
    '--json',
    '--upstream',
    upstream,
    '--upstream-header',
    'Authorization: Bearer of-the-api',
    '--tell-violations',
  ];
  await serving(words, async ({ url, ...line }, stderr) => {
    assert.equal(line.upstream, upstream);
    const answer = await fetch(`${url}/users/1`);
    assert.equal(answer.status, 200);
    assert.equal(await answer.text(), '{}');
    assert.deepEqual(seen, ['Bearer of-the-api']);
    const said = String(stderr.read());
    assert.match(said, /getUser: response 200: /);
    assert.doesNotMatch(said, /of-the-api/);
  });
  api.close();
});

test('options of an API behind are refused where there is none, and a header that is none never shows its value', async () => {
  const alone = await commandLine(['serve', '--strict-upstream']);
  assert.equal(alone.exitCode, 2);
  assert.match(alone.stderr, /speak of an API behind this server, and there is none/);
  const shown = await commandLine(['serve', '--upstream', 'http://x', '--upstream-header', 'Bearer my-secret']);
  assert.equal(shown.exitCode, 2);
  assert.match(shown.stderr, /it is no header field/);
  assert.doesNotMatch(shown.stderr, /my-secret/);
  const broken = await commandLine(['serve', '--upstream', 'http://x', '--upstream-timeout', 'soon']);
  assert.match(broken.stderr, /whole milliseconds/);
  const itself = await commandLine(['serve', '--port', '8123', '--upstream', 'http://localhost:8123/']);
  assert.equal(itself.exitCode, 2);
  assert.match(itself.stderr, /where this server listens/);
});

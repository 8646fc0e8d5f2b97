import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { PassThrough } from 'node:stream';
import { test } from 'node:test';
import { createWorkspace } from '../../scenarios/fixtures/workspace.ts';
import type { Environment } from '../command.ts';
import { main } from '../main.ts';

const document = (message: string) => `openapi: 3.1.0
info: { title: Shop, version: 1.0.0 }
paths:
  /orders:
    get:
      operationId: listOrders
      responses:
        '200': { description: Orders, content: { application/json: { schema: { type: object }, example: { says: ${message} } } } }
`;

/** `serve` in this process: what it says line by line, and a way to stop it. */
async function serving(cwd: string, words: readonly string[]) {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const stops: (() => void)[] = [];
  const codes: number[] = [];
  const environment: Environment = {
    cwd,
    env: {},
    stdout,
    stderr,
    colour: false,
    exit: (code) => void codes.push(code),
    onStop: (callback) => void stops.push(callback),
  };
  let said = '';
  let heard = Promise.withResolvers<void>();
  stderr.on('data', (chunk: Buffer) => {
    said += String(chunk);
    heard.resolve();
    heard = Promise.withResolvers();
  });
  await main(['serve', ...words, '--port', '0', '--json', '--watch'], environment);
  const { url, controlUrl } = JSON.parse(String(stdout.read())) as {
    readonly url: string;
    readonly controlUrl: string;
  };
  return {
    url,
    controlUrl,
    codes,
    stop: () => {
      for (const callback of stops) callback();
    },
    async hears(pattern: RegExp): Promise<string> {
      while (!pattern.test(said)) await heard.promise;
      const all = said;
      said = '';
      return all;
    },
  };
}

const says = async (url: string) =>
  ((await (await fetch(`${url}/orders`, { headers: { connection: 'close' } })).json()) as { readonly says: string })
    .says;

test('a changed document is served on the same ports; what was open is said; a broken one leaves the last good one', async () => {
  using workspace = createWorkspace({ 'shop.openapi.yaml': document('one') });
  const served = await serving(workspace.cwd, ['shop.openapi.yaml']);
  try {
    assert.equal(await says(served.url), 'one');
    workspace.write('shop.openapi.yaml', document('two'));
    const reloaded = await served.hears(/connections were closed/);
    assert.match(
      reloaded,
      /^Reloaded shop\.openapi\.yaml: 1 operations, still on http:\/\/127\.0\.0\.1:\d+\. Cases that start anew: default; open connections were closed\.\n$/,
    );
    assert.equal(await says(served.url), 'two');
    assert.equal((await fetch(`${served.controlUrl}/openapi.yaml`)).status, 200);

    workspace.write('shop.openapi.yaml', 'openapi: [\n');
    const broken = await served.hears(/still is/);
    assert.match(broken, /^Not reloaded; shop\.openapi\.yaml can't be served:\nshop\.openapi\.yaml:\d/);
    assert.match(broken, new RegExp(`What was served before still is, on ${served.url}`));
    assert.equal(await says(served.url), 'two');

    workspace.write('shop.openapi.yaml', document('three'));
    await served.hears(/Reloaded/);
    assert.equal(await says(served.url), 'three');
    assert.deepEqual(served.codes, []);
  } finally {
    served.stop();
  }
});

test('a failure layer that comes to lie beside the document is served, too', async () => {
  using workspace = createWorkspace({ 'shop.openapi.yaml': document('one') });
  const served = await serving(workspace.cwd, ['shop.openapi.yaml']);
  try {
    workspace.write(
      'shop.failures.yaml',
      'version: 1\ndefaults: { undocumentedStatus: allow }\nrules: [{ id: down, respond: { status: 503, message: Down } }]\n',
    );
    await served.hears(/Reloaded shop\.failures\.yaml/);
    assert.equal((await fetch(`${served.url}/orders`)).status, 503);
  } finally {
    served.stop();
  }
});

test('who is connected while it reloads is cut off, and a request under way is counted', async () => {
  using workspace = createWorkspace({ 'shop.openapi.yaml': document('one') });
  const served = await serving(workspace.cwd, ['shop.openapi.yaml']);
  try {
    const { port } = new URL(served.url);
    const socket = connect(Number(port), '127.0.0.1');
    const closed = new Promise((resolve) => socket.once('close', resolve));
    socket.write('GET /orders HTTP/1.1\r\nHost: x\r\nX-Faultline-Instruction: stall-for-60s\r\n\r\n');
    while (!(await (await fetch(`${served.controlUrl}/cases/default/trace`)).text()).includes('stall')) {
      // The request is on its way.
    }
    workspace.write('shop.openapi.yaml', document('two'));
    assert.match(await served.hears(/connections were closed/), /Cases that start anew: default \(1 under way\)/);
    await closed;
  } finally {
    served.stop();
  }
});

test('a file that the document came to refer to is watched, and so is the configuration', async () => {
  const whole = document('one');
  const [head = '', item = ''] = whole.split('    get:\n');
  using workspace = createWorkspace({
    'faultline.config.yaml': 'documents: [shop.openapi.yaml]\n',
    'shop.openapi.yaml': whole,
    'other.openapi.yaml': document('other'),
    'paths/orders.yaml': `get:\n${item.replaceAll(/^ {4}/gm, '')}`,
  });
  const served = await serving(workspace.cwd, []);
  try {
    assert.equal(await says(served.url), 'one');
    workspace.write('shop.openapi.yaml', `${head}    $ref: paths/orders.yaml\n`);
    await served.hears(/Reloaded shop\.openapi\.yaml/);
    workspace.write('paths/orders.yaml', `get:\n${item.replaceAll(/^ {4}/gm, '').replace('one', 'two')}`);
    await served.hears(/Reloaded paths\/orders\.yaml/);
    assert.equal(await says(served.url), 'two');
    workspace.write('faultline.config.yaml', 'documents: [other.openapi.yaml]\n');
    await served.hears(/Reloaded faultline\.config\.yaml/);
    assert.equal(await says(served.url), 'other');
  } finally {
    served.stop();
  }
});

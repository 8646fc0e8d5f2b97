import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { after, test } from 'node:test';
import { createVirtualClock } from '../clock.ts';
import { readContract } from '../contract/index.ts';
import { parseFault } from '../faults/index.ts';
import { shipped } from '../package.ts';
import { callRaw } from './raw-call.ts';

const contract = await readContract({ documentPath: shipped.document, parseFault });
const servers: Server[] = [];
after(() => servers.map((server) => server.close()));

/** Says one thing to whoever writes, hangs up if that is all, and remembers what it read. */
async function listen(answer: string) {
  const seen: string[] = [];
  const server = createServer((socket) => {
    socket.on('data', (bytes) => {
      seen.push(bytes.toString('latin1'));
      if (answer === '') socket.end();
      else socket.write(answer);
    });
  });
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { seen, baseUrl: `http://127.0.0.1:${port}/case-1` };
}

function call(text: string, baseUrl: string) {
  return callRaw(text, { baseUrl, clock: createVirtualClock(), contract, policy: 'standard', id: 'raw-1' });
}

test('the lines go out as they stand, with the prefix of the case before the path', async () => {
  const { seen, baseUrl } = await listen('HTTP/1.1 400 Bad Request\r\nContent-Length: 2\r\n\r\n{}');

  const { exchanges, operation, classification } = await call('GET /alerts HTTP/1.1\nX-API-Key: a\n-b', baseUrl);

  assert.deepEqual(seen, ['GET /case-1/alerts HTTP/1.1\r\nX-API-Key: a\r\n-b\r\n\r\n']);
  assert.equal(operation?.id, 'listAlerts');
  assert.equal(classification.status, 400);
  const outcome = exchanges[0]?.outcome;
  assert.equal(outcome?.kind === 'response' && outcome.response.body?.text, '{}');
});

test('who hangs up without an answer is recorded as that', async () => {
  const { baseUrl } = await listen('');

  const { exchanges, gaveUp } = await call('GET /alerts HTTP/1.1', baseUrl);

  assert.equal(exchanges[0]?.outcome?.kind, 'no-response');
  assert.notEqual(gaveUp, null);
});

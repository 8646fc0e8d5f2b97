import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, IncomingMessage, type RequestListener } from 'node:http';
import { type AddressInfo, Socket } from 'node:net';
import { type TestContext, test } from 'node:test';
import { type Clock, createRealClock } from '../../clock.ts';
import { createSender } from './send.ts';

const timeoutMs = 1_000;

/** A clock that nobody waits for: what is pending on it is called by hand. */
function createHandClock(): { readonly clock: Clock; readonly pending: Set<() => void> } {
  const pending = new Set<() => void>();
  const clock: Clock = {
    ...createRealClock(),
    timer(ms, callback) {
      assert.equal(ms, timeoutMs);
      // As with a real timer, each has an identity of its own.
      const due = () => callback();
      pending.add(due);
      return () => pending.delete(due);
    },
  };
  return { clock, pending };
}

/** A request on its way, whose body comes by `body.push`, to an API that answers as `answer` says. */
async function send(context: TestContext, answer: RequestListener) {
  const { clock, pending } = createHandClock();
  const api = createServer(answer);
  await once(api.listen(0, '127.0.0.1'), 'listening');
  const { port } = api.address() as AddressInfo;
  const target = {
    protocol: 'http:',
    hostname: '127.0.0.1',
    port,
    authority: `127.0.0.1:${port}`,
    pathPrefix: '',
  } as const;
  const sender = await createSender(target, timeoutMs, clock);
  const breakOff = new AbortController();
  context.after(() => {
    breakOff.abort();
    sender.close();
    api.closeAllConnections();
    api.close();
  });
  const body = new IncomingMessage(new Socket());
  body._read = () => {};
  const passed: string[] = [];
  const arriving = sender.send(
    {
      method: 'PUT',
      path: '/',
      headers: [
        ['Host', target.authority],
        ['Transfer-Encoding', 'chunked'],
      ],
      body,
      onChunk: (chunk) => passed.push(String(chunk)),
      onContinue() {},
    },
    breakOff.signal,
  );
  return { body, passed, arriving, pending };
}

test('an answer that began before its request had ended may take longer than the time to begin', async (context) => {
  const { body, passed, arriving, pending } = await send(context, (message, response) => {
    response.writeHead(200).flushHeaders();
    message.resume().on('end', () => response.end('{}'));
  });
  body.push('{');
  const { response } = await arriving;
  assert.equal(pending.size, 0);
  body.push('}');
  body.push(null);
  let text = '';
  for await (const piece of response) text += String(piece);
  assert.equal(text, '{}');
  assert.deepEqual(passed, ['{', '}']);
  assert.equal(pending.size, 0);
});

test('what is not answered in time is a 504; each piece of the request starts the time anew', async (context) => {
  const { body, passed, arriving, pending } = await send(context, () => {});
  const [first] = pending;
  body.push('{');
  while (passed.length === 0) await once(body, 'data');
  const [second, ...others] = pending;
  assert.ok(first !== undefined && second !== undefined);
  assert.notEqual(first, second);
  assert.deepEqual(others, []);
  second();
  await assert.rejects(arriving, { status: 504, code: 'TIMEOUT', message: 'no answer began within 1000 ms' });
});

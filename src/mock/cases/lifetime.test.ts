import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { type TestContext, test } from 'node:test';
import { type Clock, createRealClock } from '../../clock.ts';
import { alerts as contract } from '../fixtures/driver.ts';
import { type Mock, type MockCase, startMock } from '../index.ts';

const headers = { 'X-API-Key': 'valid-key-123' };

/** A mock on the machine's clock, with the number of timers that its cases have set and neither used nor cancelled. */
async function startCounted(
  context: TestContext,
): Promise<{ readonly mock: Mock; readonly timers: ReadonlySet<object> }> {
  const timers = new Set<object>();
  function createClock(): Clock {
    const clock = createRealClock();
    return {
      ...clock,
      timer(ms, callback) {
        const timer = {};
        timers.add(timer);
        const cancel = clock.timer(ms, () => {
          timers.delete(timer);
          callback();
        });
        return () => {
          timers.delete(timer);
          cancel();
        };
      },
    };
  }
  const mock = await startMock({ contract, createClock });
  context.after(() => mock.close(0));
  return { mock, timers };
}

/** Opens cases by requests until the one that was used longest ago has gone. */
async function crowdOut(mock: Mock, { id }: MockCase): Promise<void> {
  for (let count = 0; mock.cases.some((open) => open.id === id); count += 1) {
    const response = await fetch(`${mock.url}/__case/crowd-${count}/nope`, { headers });
    await response.text();
  }
}

async function parked(running: MockCase, count: number): Promise<void> {
  while (running.trace().length < count) await new Promise(setImmediate);
  await running.settled();
}

test('of a case that was crowded out no socket, no timer and no exchange is left', async (context) => {
  const { mock, timers } = await startCounted(context);
  const running = mock.openCase({ id: 'old' });
  running.instruct('getUser', ['stall', 'stall-after-16B', 'delay-for-60m', 'drip-for-60m']);
  const calls = [1, 2, 3, 4].map(() =>
    fetch(`${running.url}/users/1`, { headers }).then((response) => response.text()),
  );
  const ended = Promise.allSettled(calls);
  await parked(running, 4);
  assert.equal(timers.size, 2);
  await crowdOut(mock, running);
  assert.deepEqual(
    (await ended).map(({ status }) => status),
    ['rejected', 'rejected', 'rejected', 'rejected'],
  );
  assert.deepEqual([timers.size, running.trace().length, running.sideEffects.length], [0, 0, 0]);
});

test('a case that idles keeps no timer', async (context) => {
  const { mock, timers } = await startCounted(context);
  const running = mock.openCase();
  running.instruct('getUser', ['delay-for-10ms', 'drip-for-10ms', 'return-429-retry-after-60m']);
  for (let count = 0; count < 7; count += 1) {
    await (await fetch(`${running.url}/users/1`, { headers })).text();
  }
  await running.refuseConnections(1);
  while (timers.size > 0) await new Promise(setImmediate);
});

test('a reset frees every exchange that waits on a connection, also behind one that is over', async (context) => {
  const { mock } = await startCounted(context);
  const running = mock.openCase({ id: 'pipelined' });
  running.instruct('getUser', ['delay-for-10ms', 'delay-for-60m']);
  const socket = connect(Number(new URL(mock.url).port), '127.0.0.1');
  socket.on('error', () => {});
  const request = 'GET /__case/pipelined/users/1 HTTP/1.1\r\nHost: x\r\nX-API-Key: valid-key-123\r\n\r\n';
  socket.write(request + request);
  await once(socket, 'data');
  const closed = new Promise((resolve) => socket.once('close', resolve));
  running.reset();
  await closed;
});

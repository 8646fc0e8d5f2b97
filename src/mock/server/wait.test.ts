import assert from 'node:assert/strict';
import { Socket } from 'node:net';
import { test } from 'node:test';
import { createConnections } from './connections.ts';
import { createHungConnections } from './wait.ts';

test('past a thousand hung connections the oldest is reset for each new one, with one warning', () => {
  const warnings: string[] = [];
  const hung = createHungConnections((message) => warnings.push(message));
  const connections = createConnections();
  const sockets = Array.from({ length: 1003 }, () => new Socket());
  for (const socket of sockets) hung.add(connections.add(socket));
  assert.deepEqual(sockets.map(({ destroyed }) => destroyed).filter(Boolean).length, 3);
  assert.deepEqual(
    sockets.slice(0, 4).map(({ destroyed }) => destroyed),
    [true, true, true, false],
  );
  assert.equal(warnings.length, 1);
});

test('one that was let go of makes room', () => {
  const hung = createHungConnections(() => assert.fail('no warning'));
  const connections = createConnections();
  for (let count = 0; count < 3000; count += 1) hung.add(connections.add(new Socket()))();
});

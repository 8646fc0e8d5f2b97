import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { test } from 'node:test';
import { createWorkspace, type Workspace } from '../../scenarios/fixtures/workspace.ts';
import type { Environment } from '../command.ts';
import { main } from '../main.ts';
import { watchRuns } from './watch-runs.ts';

interface Started {
  readonly words: readonly string[];
  stopped: boolean;
  end(code: number | null): void;
}

/** A watch whose runs and events a test makes. */
function watching(workspace: Workspace) {
  const started: Started[] = [];
  const codes: number[] = [];
  let stop = () => {};
  let event = () => {};
  let more = Promise.withResolvers<void>();
  const stderr = new PassThrough();
  const environment: Environment = {
    cwd: workspace.cwd,
    env: {},
    stdout: new PassThrough(),
    stderr,
    colour: false,
    exit: (code) => void codes.push(code),
    onStop(callback) {
      stop = callback;
    },
  };
  const over = watchRuns({
    words: ['run', 'a.yaml'],
    watched: { files: [workspace.path('a.yaml')], folders: [] },
    environment,
    listen(_folder, _recursive, onEvent) {
      event = onEvent;
      return { close: () => {} };
    },
    start(words) {
      const { promise, resolve } = Promise.withResolvers<number | null>();
      const run: Started = { words, stopped: false, end: resolve };
      started.push(run);
      more.resolve();
      more = Promise.withResolvers();
      return {
        ended: promise,
        stop() {
          run.stopped = true;
          resolve(null);
        },
      };
    },
  });
  return {
    started,
    codes,
    over,
    said: () => String(stderr.read() ?? ''),
    stop: () => stop(),
    async runs(count: number): Promise<void> {
      while (started.length < count) await more.promise;
    },
    change(text: string): void {
      workspace.write('a.yaml', text);
      event();
    },
  };
}

test('it runs at once, again after a change, and ends with what the last run ended with', async () => {
  using workspace = createWorkspace({ 'a.yaml': 'one' });
  const watch = watching(workspace);
  await watch.runs(1);
  watch.started[0]?.end(0);
  watch.change('two, longer');
  await watch.runs(2);
  assert.match(watch.said(), /Changed: a\.yaml/);
  watch.started[1]?.end(1);
  watch.change('three, longer still');
  await watch.runs(3);
  watch.started[2]?.end(2);
  watch.stop();
  await watch.over;
  assert.deepEqual(
    watch.started.map(({ words }) => words),
    [
      ['run', 'a.yaml'],
      ['run', 'a.yaml'],
      ['run', 'a.yaml'],
    ],
  );
  assert.deepEqual(watch.codes, [0, 1, 2]);
});

test('a change while it runs stops that run and starts the next', async () => {
  using workspace = createWorkspace({ 'a.yaml': 'one' });
  const watch = watching(workspace);
  await watch.runs(1);
  watch.change('two, longer');
  await watch.runs(2);
  assert.deepEqual(
    watch.started.map(({ stopped }) => stopped),
    [true, false],
  );
  watch.stop();
  await watch.over;
  assert.equal(watch.started[1]?.stopped, true);
  assert.deepEqual(watch.codes, []);
});

const document = `openapi: 3.1.0
info: { title: Shop, version: 1.0.0 }
paths:
  /orders:
    get:
      operationId: listOrders
      responses:
        '200': { description: Orders, content: { application/json: { schema: { type: object }, example: {} } } }
`;
const feature = (status: number) => `Feature: Orders
  Scenario: They are there
    When the client calls operation listOrders
    Then the response status is ${status}
`;

test('from end to end: a feature that is saved is run in a process of its own, and the watch is stopped', async () => {
  using workspace = createWorkspace({ 'shop.openapi.yaml': document, 'features/a.feature': feature(200) });
  const stderr = new PassThrough();
  const codes: number[] = [];
  let stop = () => {};
  let said = '';
  let heard = Promise.withResolvers<void>();
  stderr.on('data', (chunk: Buffer) => {
    said += String(chunk);
    heard.resolve();
    heard = Promise.withResolvers();
  });
  const hears = async (pattern: RegExp) => {
    while (!pattern.test(said)) await heard.promise;
    said = '';
  };
  const over = main(['run', 'shop.openapi.yaml', 'features', '--watch', '--no-report'], {
    cwd: workspace.cwd,
    env: {},
    stdout: new PassThrough(),
    stderr,
    colour: false,
    exit: (code) => void codes.push(code),
    onStop(callback) {
      stop = callback;
    },
  });
  await hears(/1 kept, 0 broken[\s\S]*Waiting for a change/);
  workspace.write('features/a.feature', feature(503));
  await hears(/Changed: features\/a\.feature[\s\S]*0 kept, 1 broken[\s\S]*Waiting for a change/);
  stop();
  await over;
  assert.deepEqual(codes, [0, 1]);
});

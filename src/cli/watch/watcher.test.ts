import assert from 'node:assert/strict';
import { renameSync, rmSync, utimesSync } from 'node:fs';
import { test } from 'node:test';
import { createVirtualClock } from '../../clock.ts';
import { createWorkspace, type Workspace } from '../../scenarios/fixtures/workspace.ts';
import { createWatcher, type Listen } from './watcher.ts';

/** A watcher whose events a test makes, on a clock that jumps. */
function watched(workspace: Workspace, files: readonly string[], folders: readonly string[] = []) {
  const listeners = new Map<string, () => void>();
  const listen: Listen = (folder, _, onEvent) => {
    listeners.set(folder, onEvent);
    return { close: () => void listeners.delete(folder) };
  };
  const seen: (readonly string[])[] = [];
  let next = Promise.withResolvers<readonly string[]>();
  const clock = createVirtualClock();
  const watcher = createWatcher({
    files: files.map(workspace.path),
    folders: folders.map(workspace.path),
    clock,
    listen,
    onChange(changed) {
      seen.push(changed);
      next.resolve(changed);
    },
  });
  return {
    seen,
    listeners,
    include: watcher.include,
    close: watcher.close,
    event(folder = workspace.cwd) {
      listeners.get(folder)?.();
    },
    /** The clock runs its timers as soon as nothing else is left to do. */
    quiet: () => clock.sleep(1000),
    async next(): Promise<readonly string[]> {
      const changed = await next.promise;
      next = Promise.withResolvers();
      return changed;
    },
  };
}

test('a written file is told once, however many events it makes', async () => {
  using workspace = createWorkspace({ 'a.yaml': 'one' });
  const watcher = watched(workspace, ['a.yaml']);
  workspace.write('a.yaml', 'two, longer');
  for (let count = 0; count < 5; count += 1) watcher.event();
  assert.deepEqual(await watcher.next(), [workspace.path('a.yaml')]);
  await watcher.quiet();
  assert.equal(watcher.seen.length, 1);
  watcher.close();
});

test('a file that was written beside and renamed is told, as editors save', async () => {
  using workspace = createWorkspace({ 'a.yaml': 'one' });
  const watcher = watched(workspace, ['a.yaml']);
  renameSync(workspace.write('a.yaml.tmp', 'two'), workspace.path('a.yaml'));
  watcher.event();
  assert.deepEqual(await watcher.next(), [workspace.path('a.yaml')]);
  // And the next time, too: what is listened to is the folder.
  renameSync(workspace.write('a.yaml.tmp', 'three'), workspace.path('a.yaml'));
  watcher.event();
  assert.deepEqual(await watcher.next(), [workspace.path('a.yaml')]);
  watcher.close();
});

test('events about other files, and about nothing, are not told', async () => {
  using workspace = createWorkspace({ 'a.yaml': 'one', 'b.yaml': 'one' });
  const watcher = watched(workspace, ['a.yaml']);
  workspace.write('b.yaml', 'two, longer');
  watcher.event();
  await watcher.quiet();
  assert.deepEqual(watcher.seen, []);
  watcher.close();
});

test('a file that comes, and one that goes, are told', async () => {
  using workspace = createWorkspace({ 'a.yaml': 'one' });
  const watcher = watched(workspace, ['a.yaml', 'a.failures.yaml']);
  workspace.write('a.failures.yaml', 'version: 1');
  watcher.event();
  assert.deepEqual(await watcher.next(), [workspace.path('a.failures.yaml')]);
  rmSync(workspace.path('a.yaml'));
  watcher.event();
  assert.deepEqual(await watcher.next(), [workspace.path('a.yaml')]);
  watcher.close();
});

test('of a folder, features and steps are told wherever they are, but no packages and no reports', async () => {
  using workspace = createWorkspace({ 'features/deep/a.feature': 'one', 'features/node_modules/x/x.js': 'one' });
  const watcher = watched(workspace, [], ['features']);
  workspace.write('features/node_modules/x/x.js', 'two, longer');
  workspace.write('features/report.html', 'new');
  watcher.event(workspace.path('features'));
  await watcher.quiet();
  assert.deepEqual(watcher.seen, []);
  workspace.write('features/deep/a.feature', 'two, longer');
  workspace.write('features/steps/b.ts', 'new');
  watcher.event(workspace.path('features'));
  assert.deepEqual(await watcher.next(), [
    workspace.path('features/deep/a.feature'),
    workspace.path('features/steps/b.ts'),
  ]);
  watcher.close();
});

test('a file of the same length that was touched is told; the time alone is enough', async () => {
  using workspace = createWorkspace({ 'a.yaml': 'one' });
  const watcher = watched(workspace, ['a.yaml']);
  utimesSync(workspace.path('a.yaml'), 1_000_000, 1_000_000);
  watcher.event();
  assert.deepEqual(await watcher.next(), [workspace.path('a.yaml')]);
  watcher.close();
});

test('once closed, nothing is listened to and nothing is told', async () => {
  using workspace = createWorkspace({ 'a.yaml': 'one' });
  const watcher = watched(workspace, ['a.yaml'], ['.']);
  workspace.write('a.yaml', 'two, longer');
  watcher.event();
  watcher.close();
  await watcher.quiet();
  assert.equal(watcher.listeners.size, 0);
  assert.deepEqual(watcher.seen, []);
});

test('what comes to be watched later is told from then on, and nothing that changed before is lost', async () => {
  using workspace = createWorkspace({ 'a.yaml': 'one', 'parts/b.yaml': 'one' });
  const watcher = watched(workspace, ['a.yaml']);
  workspace.write('a.yaml', 'two, longer');
  watcher.include({ files: [workspace.path('a.yaml'), workspace.path('parts/b.yaml')], folders: [] });
  watcher.event();
  assert.deepEqual(await watcher.next(), [workspace.path('a.yaml')]);
  workspace.write('parts/b.yaml', 'two, longer');
  watcher.event(workspace.path('parts'));
  assert.deepEqual(await watcher.next(), [workspace.path('parts/b.yaml')]);
  watcher.close();
});

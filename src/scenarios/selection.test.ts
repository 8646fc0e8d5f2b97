import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ScenarioResult } from '../result.ts';
import { createWorkspace, featureOf, runIn, threeScenarios } from './fixtures/workspace.ts';

const names = ({ scenarios }: { scenarios: readonly ScenarioResult[] }) => scenarios.map(({ name }) => name);

for (const [lines, expected] of [
  ['6', ['first']],
  ['7', ['first']],
  ['9', ['second 401', 'second 429']],
  ['10', ['second 401', 'second 429']],
  ['13', ['second 401', 'second 429']],
  ['15', ['second 401', 'second 429']],
  ['18', ['second 429']],
  ['7:17', ['first', 'second 401']],
  ['2', ['first', 'second 401', 'second 429']],
] as const) {
  test(`file:line ${lines} runs what stands there`, async () => {
    using workspace = createWorkspace({ 'features/three.feature': threeScenarios });
    const { result } = await runIn(workspace, { features: [`features/three.feature:${lines}`] });
    assert.deepEqual(names(result), expected);
  });
}

test('a line beyond the end is refused', async () => {
  using workspace = createWorkspace({ 'features/three.feature': threeScenarios });
  await assert.rejects(runIn(workspace, { features: ['features/three.feature:999'] }), { code: 'no-such-line' });
});

test('names of files and folders are taken as they are, also with the characters of globs, dots and blanks', async () => {
  using workspace = createWorkspace({
    'my.features/a [1]{x}(y)!.feature': featureOf('Then all is well'),
    'my.features/b*.feature': featureOf('Then all is well'),
    'my.features/bx.feature': featureOf('Then all is well'),
  });
  const all = await runIn(workspace, { features: ['my.features'] });
  assert.equal(all.result.counts.kept, 3);
  const one = await runIn(workspace, { features: ['my.features/b*.feature'] });
  assert.deepEqual(
    one.result.scenarios.map(({ file }) => file),
    ['my.features/b*.feature'],
  );
  const odd = await runIn(workspace, { features: ['my.features/a [1]{x}(y)!.feature:2'] });
  assert.equal(odd.result.scenarios[0]?.rerun, "faultline run api.yaml 'my.features/a [1]{x}(y)!.feature:2'");
});

test('features elsewhere than in the working folder run too', async () => {
  using workspace = createWorkspace({ 'there/a.feature': featureOf('Then all is well') });
  using here = createWorkspace();
  const { result } = await runIn(workspace, { cwd: here.cwd, features: [workspace.path('there/a.feature:2')] });
  assert.equal(result.counts.kept, 1);
  assert.equal(result.scenarios[0]?.file, workspace.path('there/a.feature'));
});

test('tags and names select; progress tells each scenario as it ends', async () => {
  using workspace = createWorkspace({ 'features/three.feature': threeScenarios });
  const seen: string[] = [];
  const { result } = await runIn(workspace, {
    tags: 'not @slow',
    onProgress: ({ name, verdict }) => void seen.push(`${name} ${verdict}`),
  });
  assert.deepEqual(names(result), ['first']);
  assert.deepEqual(seen, ['first kept']);
  assert.deepEqual(names((await runIn(workspace, { name: ['SECOND 4', 'nothing'] })).result), [
    'second 401',
    'second 429',
  ]);
});

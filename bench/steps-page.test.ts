import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { stepsPage, stepsPagePath } from './steps-page.ts';

test('docs/steps.md says what the step definitions say', async () => {
  assert.equal(await readFile(stepsPagePath, 'utf8'), await stepsPage(), 'run `npm run docs`');
});

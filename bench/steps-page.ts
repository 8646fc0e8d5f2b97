/**
 * Writes docs/steps.md from the step definitions: `npm run docs`. The test beside it says when that is due.
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { renderStepsPage } from '../src/cli/steps-output.ts';
import { stepCatalogue } from '../src/scenarios/index.ts';

const root = join(import.meta.dirname, '..');
export const stepsPagePath = join(root, 'docs', 'steps.md');

/** The page, as it stands in docs/steps.md. */
export async function stepsPage(): Promise<string> {
  return renderStepsPage(await stepCatalogue({ stepFolders: [], cwd: root }));
}

if (import.meta.main) await writeFile(stepsPagePath, await stepsPage());

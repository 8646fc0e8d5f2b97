import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Judgement } from '../judgement.ts';
import { renderClient, renderClientJunit } from '../report/index.ts';
import { shownPath } from './inputs.ts';

/** Writes `index.html`, `judge.json` and `junit.xml`; the path of the page, as a person would say it. */
export async function writeJudgeReport(judgement: Judgement, folder: string, cwd: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  const page = join(folder, 'index.html');
  await Promise.all([
    writeFile(page, renderClient(judgement)),
    writeFile(join(folder, 'judge.json'), `${JSON.stringify(judgement, null, 1)}\n`),
    writeFile(join(folder, 'junit.xml'), renderClientJunit(judgement)),
  ]);
  return shownPath(page, cwd);
}

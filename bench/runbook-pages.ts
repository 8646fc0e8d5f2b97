import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Cause, causes } from '../src/diagnosis/index.ts';
import { type Runbook, runbooks } from '../src/diagnosis/runbooks/index.ts';
import { renderRunbook } from '../src/diagnosis/runbooks/render-markdown.ts';

/** Pages about what to do and why calls fail, by their path below `docs/`. Written by `npm run docs`. */
export function renderPages(): ReadonlyMap<string, string> {
  const all: readonly Runbook[] = Object.values(runbooks);
  const pages = all.map(
    (runbook) =>
      [
        `runbooks/${runbook.name}.md`,
        `${note(`src/diagnosis/runbooks/${runbook.name}.ts`)}\n\n${renderRunbook(runbook, '../../')}`,
      ] as const,
  );
  return new Map([...pages, ['runbooks/README.md', indexPage(all)], ['causes.md', causesPage()]]);
}

function note(source: string): string {
  return `<!-- Written by \`npm run docs\` from ${source}; don't edit it here. -->`;
}

function indexPage(all: readonly Runbook[]): string {
  const rows = all.map(
    ({ name, title, failures, summary }) => `| [${title}](${name}.md) | ${failures.join(', ')} | ${summary} |`,
  );
  return `# Runbooks

${note('src/diagnosis/runbooks/')}

What a person does about each failure. \`faultline explain 429\` prints one, the report shows those that were met.

| runbook | failures | what happens |
|---|---|---|
${rows.join('\n')}
`;
}

function causesPage(): string {
  const rows = Object.values<Cause>(causes).map(
    ({ name, summary, side, reference }) =>
      `| [${name}](../src/diagnosis/causes/${name}.ts) | ${cell(summary)} | ${side} | ${cell(reference)} |`,
  );
  return `# Causes

${note('src/diagnosis/causes/')}

What \`faultline diagnose\` can find, the special before the general. Each file holds the signs it goes by, what to do, what to
tell the client, and examples of real exchanges that its test finds it in.

| cause | what it is | side | source |
|---|---|---|---|
${rows.join('\n')}
`;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}

/** The folder that the pages stand in. */
export const docsFolder = join(import.meta.dirname, '..', 'docs');

if (import.meta.main) {
  await mkdir(join(docsFolder, 'runbooks'), { recursive: true });
  for (const [path, text] of renderPages()) await writeFile(join(docsFolder, path), text);
}

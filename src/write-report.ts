import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { renderCtrf, renderHtml, renderJunit, renderMarkdown } from './report/index.ts';
import type { Result } from './result.ts';
import { writeResult } from './write-result.ts';

/** What a result is rendered into, by the name of the format. */
export const reportFormats = {
  html: { file: 'index.html', render: (result, previous) => renderHtml(result, { deflate: deflateRawSync, previous }) },
  junit: { file: 'junit.xml', render: (result) => renderJunit(result) },
  ctrf: { file: 'ctrf.json', render: (result) => renderCtrf(result) },
  markdown: { file: 'summary.md', render: (result, previous) => renderMarkdown(result, { previous }) },
} as const satisfies Record<string, Format>;

interface Format {
  readonly file: string;
  render(result: Result, previous: Result | null): string;
}

export type ReportFormat = keyof typeof reportFormats;

export const reportFormatNames = Object.keys(reportFormats) as readonly ReportFormat[];

export interface ReportOptions {
  /** An earlier run, to say what changed since. */
  readonly previous?: Result | null;
}

/** Writes a result, and what it is rendered into, to a folder, which is made if need be. */
export async function writeReport<Name extends ReportFormat>(
  result: Result,
  folder: string,
  formats: readonly Name[],
  { previous = null }: ReportOptions = {},
): Promise<Readonly<Record<Name, string>> & { readonly result: string }> {
  await mkdir(folder, { recursive: true });
  const paths = Object.fromEntries(formats.map((name) => [name, join(folder, reportFormats[name].file)]));
  const resultPath = join(folder, 'result.json');
  writeResult(result, resultPath);
  await Promise.all(formats.map((name) => writeFile(paths[name] ?? '', reportFormats[name].render(result, previous))));
  // Each name is a key of `paths` by now.
  return { ...(paths as Record<Name, string>), result: resultPath };
}

import { join } from 'node:path';
import type { Generated, Merged, MergedFile } from '../generate/index.ts';
import type { Painter } from './paint.ts';

/** What generating came to. */
export interface GenerateOutcome {
  readonly generated: Generated;
  readonly merged: Merged;
  /** As it was given. */
  readonly out: string;
  /** Nothing was written. */
  readonly check: boolean;
}

const states: readonly MergedFile['state'][] = ['new', 'changed', 'unchanged', 'removed'];

/** Scenarios in a file: the rows of its examples, and the scenarios without. */
function countIn(text: string): number {
  const plain = text.match(/^ *(?:Scenario|Example) *:/gm)?.length ?? 0;
  const tables = text.match(/^ *Examples *:.*\n(?: *\|.*\n)+/gm) ?? [];
  return tables.reduce((sum, table) => sum + table.trimEnd().split('\n').length - 2, plain);
}

/** What `generate --json` prints. */
export function summaryOf({ generated, merged, out, check }: GenerateOutcome): object {
  const files = merged.files.map(({ path, text, state }) => ({
    file: join(out, path),
    state,
    scenarios: text === null ? 0 : countIn(text),
  }));
  return {
    out,
    written: !check,
    files,
    scenarios: files.reduce((sum, { scenarios }) => sum + scenarios, 0),
    kept: merged.kept.map(({ file, id, what }) => ({ file: join(out, file), block: id, what })),
    ineligible: generated.unprovoked,
    deviations: generated.deviations,
  };
}

const mostTold = 20;

/** What a person reads on stderr. */
export function renderGenerated(outcome: GenerateOutcome, paint: Painter): string {
  const { generated, merged, out, check } = outcome;
  const count = (state: MergedFile['state']) => merged.files.filter((file) => file.state === state).length;
  const scenarios = merged.files.reduce((sum, { text }) => sum + (text === null ? 0 : countIn(text)), 0);
  const counts = states.filter((state) => count(state) > 0).map((state) => `${count(state)} ${state}`);
  return [
    `${scenarios} scenarios in ${out}: ${counts.join(', ') || 'no files'}${check ? ' (nothing was written)' : ''}\n`,
    ...listed(
      'kept as you have them',
      merged.kept.map(({ file, id, what }) => `${join(out, file)}: ${id} (${what})`),
      paint,
    ),
    ...listed(
      'not provoked',
      generated.unprovoked.map(({ operation, failure, reason }) => `${operation} ${failure}: ${reason}`),
      paint,
    ),
    ...listed(
      'left unsaid, because the answer is not as the document declares it',
      generated.deviations.map(({ operation, status, what }) => `${operation} ${status}: ${what}`),
      paint,
    ),
  ].join('');
}

function listed(what: string, lines: readonly string[], paint: Painter): readonly string[] {
  if (lines.length === 0) return [];
  const more = lines.length - mostTold;
  return [
    `${paint.bold(`${what}: ${lines.length}`)}\n`,
    ...lines.slice(0, mostTold).map((line) => `  ${line}\n`),
    ...(more > 0 ? [`  and ${more} more; --json lists them all\n`] : []),
  ];
}

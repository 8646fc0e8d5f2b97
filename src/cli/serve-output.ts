import { type Contract, type Operation, reasonPhrase, visibleIds } from '../contract/index.ts';
import type { CatalogueEntry, ControlAddress } from '../mock/index.ts';
import { commandOf } from './catalogue-curl.ts';
import type { Painter } from './paint.ts';
import { refuseCommand } from './serve-control.ts';

export interface Served {
  readonly url: string;
  readonly contract: Contract;
  readonly files: readonly string[];
}

/** The ways in which it can fail. */
export interface Failures extends Pick<Served, 'url' | 'contract'> {
  readonly entries: readonly CatalogueEntry[];
  /** Null: there is none. */
  readonly control: ControlAddress | null;
}

type Row = readonly string[];

/** What is served, and where: a table of operations. */
export function renderServed({ url, contract, files }: Served, paint: Painter): string {
  const { title, version, operations } = contract;
  return [
    `${paint.bold(title)} ${version} on ${paint.cyan(url)}`,
    paint.dim(files.join(' + ')),
    '',
    ...table(operations.map(operationRow), paint),
    '',
    ...credentialLines(contract, paint),
    ...storedLines(contract, paint),
  ].join('\n');
}

/** The credentials that were made up, and what each is good for. */
function credentialLines({ layer }: Contract, paint: Painter): readonly string[] {
  const made = [...layer.credentials.values()].filter(({ demonstration }) => demonstration);
  const rows = made.flatMap(({ scheme, known }) =>
    [...known.values()].map(({ value, summary }, at) => [at === 0 ? scheme : '', value, summary ?? '']),
  );
  return rows.length === 0 ? [] : [paint.bold('Credentials, made up for this API'), ...table(rows, paint), ''];
}

const mostCollections = 12;

/** Ids of what is there from the start. */
function storedLines({ layer }: Contract, paint: Painter): readonly string[] {
  const found = layer.resources.filter(({ showsExamples }) => showsExamples);
  if (found.length === 0) return [];
  const rows = found
    .slice(0, mostCollections)
    .map((collection) => [collection.name, visibleIds(collection).slice(0, 5).join(', ') || '(nothing yet)']);
  const more = found.length - rows.length;
  const rest = more > 0 ? [paint.dim(`and ${more} more collections`)] : [];
  return [paint.bold('Stored, and their ids'), ...table(rows, paint), ...rest, ''];
}

/** How to make it fail: the requests for each failure, those to start with first. */
export function renderFailures({ url, contract, entries, control }: Failures, paint: Painter): string {
  const firsts = entries.filter(({ start }) => start);
  const groups = Map.groupBy(
    entries.filter(({ start }) => !start),
    groupOf,
  );
  const prefix = contract.layer.control.casePathPrefix;
  return [
    paint.bold('Start here: one request for each failure'),
    ...firsts.flatMap((entry) => quotaHint(entry, contract)).map(paint.dim),
    ...table(
      firsts.map((entry) => [entry.failure, ...wayRow(entry, url, control)]),
      paint,
    ),
    '',
    paint.bold('Every other way'),
    paint.dim(`A path that begins with ${prefix}<name> has counters, time and stored items of its own.`),
    paint.dim('Some lines use themselves up: change the name to run them again.'),
    ...headings(groups).flatMap((heading) => [
      '',
      paint.bold(heading),
      ...table(
        (groups.get(heading) ?? []).map((entry) => wayRow(entry, url, control)),
        paint,
      ),
    ]),
    '',
  ].join('\n');
}

/** Whoever takes the lines in another order should not wonder. */
function quotaHint({ cause, ruleId, failure }: CatalogueEntry, { layer }: Contract): readonly string[] {
  const limit = cause === 'quota' ? layer.rateLimits.find(({ id }) => id === ruleId) : undefined;
  return limit === undefined ? [] : [`After the ${failure} its key has to wait for ${limit.resetTimeWindowSeconds} s.`];
}

function operationRow({ method, path, id, responses }: Operation): Row {
  return [method, path, id, responses.map(({ status }) => status).join(' ')];
}

const slow = 'Slow, or silent';
const broken = 'A broken connection, or a broken answer';
const slowFailures: ReadonlySet<string> = new Set(['delay', 'client-timeout', 'drip', 'hang', 'hang-mid-body']);

function groupOf({ failure }: CatalogueEntry): string {
  if (/^\d+$/.test(failure)) return `${failure} ${reasonPhrase(Number(failure))}`;
  return slowFailures.has(failure) ? slow : broken;
}

/** Statuses in ascending order, then what never becomes one. */
function headings(groups: ReadonlyMap<string, unknown>): readonly string[] {
  const statuses = [...groups.keys()].filter((heading) => /^\d/.test(heading)).sort();
  return [...statuses, ...[slow, broken].filter((heading) => groups.has(heading))];
}

function wayRow(entry: CatalogueEntry, url: string, control: ControlAddress | null): Row {
  const { summary, seconds, steps, failure } = entry;
  const [what = '', ...rest] = summary.split(': ');
  if (failure === 'refused-connection' && control !== null) return [`${what}, for 5 s`, refuseCommand(control)];
  if (steps.length === 0) return [what, `(${rest.join(': ')})`];
  const takes = seconds < 5 ? '' : ` (takes ${durationOf(seconds)})`;
  return [shortened(summary, widest - takes.length) + takes, commandOf(entry, url)];
}

/** A long text up to the end of its last clause that fits; whole where none does. */
function shortened(text: string, length: number): string {
  if (text.length <= length) return text;
  const end = Math.max(...[', ', '; ', ': '].map((mark) => text.lastIndexOf(mark, length)));
  return end <= 0 ? text : text.slice(0, end);
}

/** `10 s`, `10 min`, `10 h`. */
function durationOf(seconds: number): string {
  if (seconds < 120) return `${Math.round(seconds)} s`;
  return seconds < 7200 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3600)} h`;
}

/** Wider cells would push the commands off the screen. */
const widest = 60;

/** Columns as wide as their longest cell, up to a bound; the last one is left as it is. */
function table(rows: readonly Row[], paint: Painter): readonly string[] {
  const widths = rows.reduce<readonly number[]>(
    (known, row) => row.map((cell, column) => Math.max(Math.min(cell.length, widest), known[column] ?? 0)),
    [],
  );
  return rows.map((row) =>
    row
      .map((cell, column) => (column === row.length - 1 ? paint.dim(cell) : cell.padEnd(widths[column] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
}

import type { Contract, Operation } from '../contract/index.ts';
import { type CatalogueEntry, catalogueOf } from '../mock/index.ts';
import { toCurl } from '../trace/index.ts';
import type { Painter } from './paint.ts';

export interface Served {
  readonly url: string;
  readonly contract: Contract;
  readonly files: readonly string[];
}

/** What is served: a table of operations, then one request for each failure. */
export function renderServed({ url, contract, files }: Served, paint: Painter): string {
  const { title, version, operations, excluded } = contract;
  const entries = catalogueOf(contract);
  return [
    `${paint.bold(title)} ${version} on ${paint.cyan(url)}`,
    paint.dim(files.join(' + ')),
    '',
    ...table(operations.map(operationRow), paint),
    ...excluded.map(({ id, problem }) => paint.yellow(`left out: ${id}: ${problem.message}`)),
    '',
    'How to make it fail:',
    '',
    ...table(
      entries.map((entry) => [entry.failure, entry.summary, curlOf(entry, url)]),
      paint,
    ),
    '',
    'Ctrl+C stops it.',
    '',
  ].join('\n');
}

function operationRow({ method, path, id, responses }: Operation): readonly string[] {
  return [method, path, id, responses.map(({ status }) => status).join(' ')];
}

/** Columns as wide as their longest cell; the last one is left as it is. */
function table(rows: readonly (readonly string[])[], paint: Painter): readonly string[] {
  const widths = rows.reduce<readonly number[]>(
    (widest, row) => row.map((cell, column) => Math.max(cell.length, widest[column] ?? 0)),
    [],
  );
  return rows.map((row) =>
    row
      .map((cell, column) => (column === row.length - 1 ? paint.dim(cell) : cell.padEnd(widths[column] ?? 0)))
      .join('  '),
  );
}

function curlOf({ request, times }: CatalogueEntry, url: string): string {
  const { method, path, headers, body } = request;
  const recorded = body === null ? null : { text: body, bytes: Buffer.byteLength(body), sha256: '', cut: false };
  const curl = toCurl(
    { method, url: `${url}${path}`, headers, body: recorded },
    { credentials: 'shown', layout: 'line' },
  );
  return times === 1 ? curl : `for i in $(seq ${times}); do ${curl}; echo; done`;
}

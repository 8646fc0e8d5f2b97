import type { Row } from './table.ts';

const begin = '<!-- bench: made by npm run bench -- --page -->';
const end = '<!-- /bench -->';

/** The README with the figures that are bound to something; throws when it has no place for them. */
export function readmeWithBench(readme: string, rows: readonly Row[]): string {
  const [before, behind] = [readme.split(begin)[0], readme.split(end)[1]];
  if (before === readme || before === undefined || behind === undefined)
    throw new Error(`README.md has no place for the table: "${begin}" … "${end}"`);
  return `${before}${begin}\n${tableOf(rows).join('\n')}\n${end}${behind}`;
}

function tableOf(rows: readonly Row[]): readonly string[] {
  let subject = '';
  const lines: string[] = [];
  for (const row of rows) {
    const own = row.what.trim();
    if (own === row.what) subject = own.split(/[:,]/)[0] ?? '';
    if (row.bound !== '') lines.push(lineOf(row, own === row.what ? own : `${subject}: ${own}`));
  }
  return ['| | measured | bound |', '|---|---|---|', ...lines];
}

function lineOf({ measured, bound, within }: Row, named: string): string {
  return `| ${named} | ${measured} | ${bound}${within ? '' : ' (missed)'} |`;
}

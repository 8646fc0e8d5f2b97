import { hash } from 'node:crypto';
import type { Operation } from '../contract/contract.ts';
import { onceFor } from '../once-for.ts';
import { operationKey } from './names.ts';
import { type Below, fillIn, type Phrase } from './phrase.ts';
import type { Scenario } from './scenario.ts';

/** A heading or a scenario with its examples, as it stands in a file. */
export interface Block {
  /** Unique in the whole folder, and the same as long as the document says the same. */
  readonly id: string;
  /** Without the line that marks it. */
  readonly lines: readonly string[];
  /** Scenarios that it stands for: the rows of its examples. */
  readonly count: number;
  /** Id of the operation that it speaks of; null for the heading of a file. */
  readonly operation: string | null;
}

/** The digest by which a block that nobody touched is known; blanks at the ends of lines don't count. */
export function digestOf(lines: readonly string[]): string {
  const text = lines.map((line) => line.trimEnd()).join('\n');
  return hash('sha256', text.replace(/\n+$/, '')).slice(0, 10);
}

/** The blocks of one operation: scenarios that differ only in their values become an outline. */
export function blocksOf(operation: Operation, scenarios: readonly Scenario[]): readonly Block[] {
  const key = operationKey(operation);
  const groups = Map.groupBy(scenarios, shapeOf);
  const ids = new Map<string, number>();
  return [...groups.values()].flatMap((group) =>
    chunksOf(withoutDoubles(group)).map((rows) => {
      const base = `${key}/${rows[0]?.kind ?? ''}`;
      const number = (ids.get(base) ?? 0) + 1;
      ids.set(base, number);
      return blockOf(number === 1 ? base : `${base}-${number}`, operation.id, rows);
    }),
  );
}

/** What scenarios of one outline have in common. A value that looks like a placeholder would be taken for one there. */
function shapeOf(scenario: Scenario): string {
  const { kind, title, tags, phrases } = scenario;
  const values = Object.values(valuesOf(scenario)).filter((value) => /<[a-z ]+>/.test(value));
  return JSON.stringify([kind, title, tags, phrases.map(({ text, below }) => [text, below]), values]);
}

/** A longer table is no longer read. */
const mostRows = 50;

function chunksOf(rows: readonly Scenario[]): readonly (readonly Scenario[])[] {
  const count = Math.ceil(rows.length / mostRows);
  return Array.from({ length: count }, (_, index) => rows.slice(index * mostRows, (index + 1) * mostRows));
}

function withoutDoubles(rows: readonly Scenario[]): readonly Scenario[] {
  return [...new Map(rows.map((row) => [JSON.stringify(valuesOf(row)), row])).values()];
}

type Values = Readonly<Record<string, string>>;

const valuesOf = onceFor(({ phrases }: Scenario): Values => {
  const values: Record<string, string> = {};
  for (const phrase of phrases) Object.assign(values, phrase.values);
  return values;
});

function blockOf(id: string, operation: string, rows: readonly Scenario[]): Block {
  const [first] = rows as readonly [Scenario];
  const values = rows.map(valuesOf);
  const names = Object.keys(values[0] ?? {});
  const varying = names.filter((name) => values.some((row) => row[name] !== values[0]?.[name]));
  const constant = Object.fromEntries(Object.entries(values[0] ?? {}).filter(([name]) => !varying.includes(name)));
  const isOutline = varying.length > 0;
  const lines = [
    `    ${first.tags.join(' ')}`,
    `    ${isOutline ? 'Scenario Outline' : 'Scenario'}: ${fillIn(first.title, constant)}`,
    ...stepLines(first.phrases, constant),
    ...(isOutline ? ['', '      Examples:', ...tableLines(varying, values)] : []),
  ];
  return { id, operation, lines, count: rows.length };
}

function stepLines(phrases: readonly Phrase[], values: Values): readonly string[] {
  let last = '';
  return phrases.flatMap(({ keyword, text, below }) => {
    const word = keyword === last ? 'And' : keyword;
    last = keyword;
    return [`      ${word} ${fillIn(text, values)}`, ...belowLines(below)];
  });
}

function belowLines(below: Below | null): readonly string[] {
  if (below === null) return [];
  if (below.kind === 'table') return below.lines.map((line) => `        | ${cellText(line)} |`);
  return ['"""', ...below.lines, '"""'].map((line) => `        ${line}`);
}

function tableLines(names: readonly string[], rows: readonly Values[]): readonly string[] {
  const cells = [names, ...rows.map((row) => names.map((name) => cellText(row[name] ?? '')))];
  const widths = names.map((_, column) => Math.max(...cells.map((row) => lengthOf(row[column] ?? ''))));
  return cells.map((row) => {
    const padded = row.map((cell, column) => cell + ' '.repeat(Math.max(0, (widths[column] ?? 0) - lengthOf(cell))));
    return `        | ${padded.join(' | ')} |`;
  });
}

function lengthOf(text: string): number {
  return [...text].length;
}

function cellText(value: string): string {
  return value.replaceAll('\\', '\\\\').replaceAll('|', '\\|').replaceAll('\n', '\\n');
}

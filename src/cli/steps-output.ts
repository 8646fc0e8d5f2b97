import { relative } from 'node:path';
import type { ParameterEntry, StepEntry } from '../scenarios/index.ts';
import type { Painter } from './paint.ts';

const noMeaning = 'Its definition says nothing about it; means(…) would.';

/** The catalogue for a terminal: each file's steps, what they mean, and an example; then what stands in braces. */
export function renderSteps(entries: readonly StepEntry[], paint: Painter): string {
  const groups = bySubject(entries).map(([subject, own]) => {
    const blocks = own.map((entry) => renderStep(entry, paint));
    return [paint.bold(`${titleOf(subject)}  ${paint.dim(own[0]?.file ?? '')}`), ...blocks].join('\n');
  });
  const parameters = parametersOf(entries);
  const width = Math.max(0, ...parameters.map(({ name }) => name.length + 2));
  const rows = parameters.map(
    ({ name, summary, example }) => `  ${paint.cyan(`{${name}}`.padEnd(width))}  ${summary}, e.g. ${example}`,
  );
  const legend = rows.length === 0 ? [] : [[paint.bold('In braces'), ...rows].join('\n')];
  return `${[...groups, ...legend].join('\n\n')}\n`;
}

function renderStep({ keyword, expression, meaning, example, line, file }: StepEntry, paint: Painter): string {
  const shown = expression.replaceAll(/\{[^{}]*\}/g, (parameter) => paint.cyan(parameter));
  const text = meaning ?? `${noMeaning} ${file}:${line}`;
  const lines = [`  ${paint.green(keyword)} ${shown}`, `      ${text}`];
  const rest = example === null || example === `${keyword} ${expression}` ? [] : example.split('\n');
  return [...lines, ...rest.map((part) => paint.dim(`      ${part}`))].join('\n');
}

/** The catalogue as a page of Markdown. */
export function renderStepsPage(entries: readonly StepEntry[]): string {
  const sections = bySubject(entries).map(([subject, own]) => {
    const rows = own.map(({ keyword, expression, meaning, example }) => [
      `${keyword} \`${expression}\``,
      meaning ?? noMeaning,
      exampleCell(example),
    ]);
    return `## ${titleOf(subject)}\n\n${table(['step', 'meaning', 'example'], rows)}`;
  });
  const parameters = parametersOf(entries).map(({ name, summary, example }) => [
    `\`{${name}}\``,
    summary,
    `\`${example}\``,
  ]);
  return `${[
    '# Steps',
    '<!-- Written by `npm run docs` from the step definitions; don’t edit it here. -->',
    'What a feature can say. `faultline steps` lists this, your own steps included; `faultline steps retry` only what has to do with a word.',
    "A step of your own says what it means where cucumber takes options: `Given('a cup of tea', means('Somebody is thirsty.'), function () { … })`, with `means` from `faultline`.",
    ...sections,
    `## In braces\n\n${table(['parameter', 'meaning', 'example'], parameters)}`,
    '',
  ]
    .join('\n\n')
    .trimEnd()}\n`;
}

function exampleCell(example: string | null): string {
  if (example === null) return '';
  return example
    .split('\n')
    .map((line) => `\`${line.replaceAll('`', '')}\``)
    .join('<br>');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), `|${'---|'.repeat(head.length)}`, ...rows.map(line)].join('\n');
}

function bySubject(entries: readonly StepEntry[]): readonly (readonly [string, readonly StepEntry[]])[] {
  return [...Map.groupBy(entries, ({ subject }) => subject)];
}

function titleOf(subject: string): string {
  const words = subject.replaceAll(/[-_.]/g, ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function parametersOf(entries: readonly StepEntry[]): readonly ParameterEntry[] {
  const all = entries.flatMap(({ parameters }) => parameters.map((one) => [one.name, one] as const));
  return [...new Map(all).values()].sort((one, other) => (one.name < other.name ? -1 : 1));
}

/** What the Cucumber extension for VS Code has to be told: where features and steps are, and what stands in braces. */
export function vscodeSettings(entries: readonly StepEntry[], stepFolders: readonly string[], cwd: string): object {
  const shippedFiles = entries.filter(({ shipped }) => shipped).map(({ file }) => file);
  const folders = new Set(shippedFiles.map((file) => file.replace(/[^/\\]+$/, '')));
  const own = stepFolders.map((folder) => `${relative(cwd, folder).replaceAll('\\', '/')}/**/*.{ts,js,mjs,cjs}`);
  // Its reader of sources can't follow the loop in which the shipped types are defined.
  const types = parametersOf(entries).filter(({ name }) => !cucumbersOwn.has(name));
  return {
    'cucumber.features': ['features/**/*.feature'],
    'cucumber.glue': [...own, ...[...folders].map((folder) => `${folder.replaceAll('\\', '/')}*.{ts,js}`)],
    'cucumber.parameterTypes': types.map(({ name, regexp }) => ({ name, regexp })),
  };
}

const cucumbersOwn = new Set([
  'int',
  'float',
  'word',
  'string',
  'double',
  'bigdecimal',
  'byte',
  'short',
  'long',
  'biginteger',
  '',
]);

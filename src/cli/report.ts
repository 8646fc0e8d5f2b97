import { resolve } from 'node:path';
import type { Command } from 'commander';
import { Problem } from '../problem.ts';
import { readResult } from '../read-result.ts';
import { mergeResults } from '../report/index.ts';
import { type ReportFormat, reportFormatNames, reportFormats, writeReport } from '../write-report.ts';
import type { CommandUnit, Environment } from './command.ts';
import { choiceOf, parsePercent } from './options.ts';
import { createPainter } from './paint.ts';
import { renderFailures, renderGates, renderSummary } from './run-output.ts';
import { summaryOf } from './run-summary.ts';

interface Options {
  readonly format?: readonly ReportFormat[];
  readonly out: string;
  readonly previous?: string;
  readonly minCoverage?: number;
  readonly json?: boolean;
}

/** Renders a result, or puts those of all shards of a run together. */
export const report: CommandUnit = {
  name: 'report',
  summary: 'render a result, or merge the results of all shards of a run, into html, junit, ctrf and markdown',
  examples: [
    {
      line: 'faultline report out/*/result.json',
      says: 'all shards of a run as one report in reports/; exit 2 when one is missing',
    },
    {
      line: 'faultline report reports/result.json --format markdown --out - >> "$GITHUB_STEP_SUMMARY"',
      says: 'as the summary of a GitHub job',
    },
    {
      line: 'faultline report reports/result.json --previous main/result.json',
      says: 'with what is newly broken, fixed and still failing since',
    },
  ],
  configure(command, environment) {
    declare(command).action(async (paths: readonly string[], options: Options) => {
      await act(paths, options, environment);
    });
  },
};

function declare(command: Command): Command {
  return command
    .argument('<results...>', 'result.json of a run, or of every shard of one')
    .addOption(choiceOf('--format <names...>', 'what to write (default: all)', reportFormatNames))
    .option('--out <folder>', 'where to; "-" prints one format on stdout', 'reports')
    .option('--previous <file>', 'an earlier result.json: html and markdown say what changed since')
    .option(
      '--min-coverage <percent>',
      'exit 4 when less of what is declared is covered; says what is missing',
      parsePercent,
    )
    .option('--json', 'print the outcome as JSON on stdout');
}

async function act(paths: readonly string[], options: Options, environment: Environment): Promise<void> {
  const { format = reportFormatNames, out, minCoverage, json = false } = options;
  const { cwd, stdout, stderr } = environment;
  if (out === '-') checkPrintable(options);
  const named = await Promise.all(paths.map(async (path) => ({ path, result: await readResult(path, cwd) })));
  const previous = options.previous === undefined ? null : await readResult(options.previous, cwd);
  const result = mergeResults(named, { minCoverage });
  const [only] = format;
  const files = out === '-' ? null : await writeReport(result, resolve(cwd, out), format, { previous });
  const paint = createPainter(environment.colour);
  stderr.write(renderFailures(result, paint));
  stderr.write(renderGates(result, paint));
  stderr.write(renderSummary({ result, files }, cwd, paint));
  if (out === '-' && only !== undefined) stdout.write(reportFormats[only].render(result, previous));
  if (json) stdout.write(`${JSON.stringify(summaryOf({ result, files }, cwd))}\n`);
  environment.exit(result.exitCode);
}

function checkPrintable({ format, json }: Options): void {
  if (format?.length === 1 && json !== true) return;
  throw new Problem(
    'too-much-for-stdout',
    'Failed to print on "-": stdout takes one thing at a time.',
    `Name one --format of ${reportFormatNames.join(', ')}, and leave --json out; or give --out a folder.`,
  );
}

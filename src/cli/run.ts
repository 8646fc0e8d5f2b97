import type { Command } from 'commander';
import { type Policy, policies } from '../retry/index.ts';
import type { CommandUnit, Environment } from './command.ts';
import { renderOddities } from './oddities.ts';
import { choiceOf, declareSources, type SourceFlags } from './options.ts';
import { createPainter } from './paint.ts';
import { createProgress } from './progress.ts';
import { declareRunFlags, type RunFlags, runFlagOptions } from './run-flags.ts';
import { renderBaseline, renderFailures, renderGates, renderOwnFeatures, renderSummary } from './run-output.ts';
import { summaryOf } from './run-summary.ts';
import { readSettings } from './settings.ts';

interface Options extends RunFlags, SourceFlags {
  readonly failures?: string;
  readonly target?: string;
  readonly credential?: string;
  readonly policy?: Policy;
  readonly tags?: string;
  readonly name?: readonly string[];
  readonly report?: string | false;
  readonly strict?: boolean;
  readonly watch?: boolean;
  readonly json?: boolean;
}

/** Runs scenarios against the embedded mock or a live API and writes the report. */
export const runCommand: CommandUnit = {
  name: 'run',
  summary: 'run scenarios against a mock that fails as the contract says, or against a live API; write the report',
  examples: [
    { line: 'faultline run', says: 'the eight scenarios of the alert and user API that ships' },
    {
      line: 'faultline run my.openapi.yaml',
      says: 'your own API; where it has no features/ yet, with features generated from it into reports/features/',
    },
    { line: 'faultline run my.openapi.yaml features/', says: 'your own API and features' },
    { line: 'faultline run features/orders.feature:12 --report out', says: 'one scenario, report in out/' },
    {
      line: 'faultline run my.openapi.yaml features/ --watch',
      says: 'and again whenever the document, its failure layer, a feature or a step changes',
    },
    {
      line: 'faultline run api.yaml features --target https://staging.example.com --credential "$API_KEY"',
      says: 'against a live API: safe methods alone, five requests a second; credentials also from FAULTLINE_CREDENTIAL_<SCHEME>',
    },
    {
      line: 'faultline run api.yaml features --min-coverage 95',
      says: 'exit 4 below 95 % of what the document declares',
    },
    {
      line: 'faultline run api.yaml features --shard 2/4 --report out/2',
      says: 'the second of four machines; then: faultline report out/*/result.json',
    },
  ],
  configure(command, environment) {
    declare(command).action(async (positionals: readonly string[], options: Options) => {
      if (options.watch) await keepRunning(positionals, options, environment);
      else await act(positionals, options, environment);
    });
  },
};

function declare(command: Command): Command {
  return declareRunFlags(declareSources(command))
    .argument(
      '[inputs...]',
      'OpenAPI document (.yaml, .yml, .json), feature files, folders, file:line; without features: features/, else generated ones',
    )
    .option('--failures <file>', 'failure layer (default: <name>.failures.yaml beside the document)')
    .option('--target <url>', 'run against this API instead of the embedded mock')
    .option('--credential <value>', 'what scenarios call "a valid API key" (default: from the failure layer)')
    .addOption(
      choiceOf(
        '--policy <name>',
        "table that classifies failures (default: the failure layer's, else standard)",
        policies,
      ),
    )
    .option('--tags <expression>', 'only scenarios with these tags, e.g. "@status:429 and not @slow"')
    .option('--name <text...>', 'only scenarios whose name contains the text')
    .option('--report <folder>', 'where the report goes (default: reports)')
    .option('--no-report', 'write no report')
    .option('--strict', 'refuse a document with any defect instead of leaving out the operation it breaks')
    .option('--watch', 'run again whenever a file changes, each time in a process of its own, until stopped')
    .option('--json', 'print the outcome as JSON on stdout');
}

/** The same command line without `--watch`, whenever something it reads changes. */
async function keepRunning(positionals: readonly string[], options: Options, environment: Environment): Promise<void> {
  const { cwd, words = [] } = environment;
  const { watchRuns } = await import('./watch/watch-runs.ts');
  const { watchedFiles } = await import('./watch/watched-files.ts');
  const look = async () => watchedFiles(await readSettings(positionals, options, cwd), cwd);
  await watchRuns({ words: words.filter((word) => word !== '--watch'), watched: await look(), look, environment });
}

async function act(positionals: readonly string[], options: Options, environment: Environment): Promise<void> {
  const { json, watch: _, config: __, allowFiles: ___, allowNetwork: ____, ...flags } = options;
  const { documents, features, steps, failures, access, config } = await readSettings(
    positionals,
    options,
    environment.cwd,
  );
  const { policy, strict, target, tags, report } = config;
  const configured = Object.fromEntries(
    Object.entries({ policy, strict, target, tags, report }).filter(([, value]) => value !== undefined),
  );
  const paint = createPainter(environment.colour);
  const progress = createProgress(environment, paint);
  // Cucumber is loaded only by the command that needs it.
  const { run } = await import('../run.ts');
  const outcome = await run({
    ...configured,
    ...runFlagOptions(flags),
    openapi: documents,
    ...(failures === undefined ? {} : { failures }),
    allow: access,
    features,
    steps,
    cwd: environment.cwd,
    env: environment.env,
    stderr: environment.stderr,
    onProgress: progress.add,
    onOwnFeatures: (own) => void environment.stderr.write(renderOwnFeatures(own, environment.cwd)),
    onWarnings: (warnings) => void environment.stderr.write(renderOddities(warnings, paint)),
  });
  progress.end();
  const { stderr, cwd } = environment;
  stderr.write(renderFailures(outcome.result, paint));
  stderr.write(renderGates(outcome.result, paint));
  stderr.write(renderBaseline(outcome, paint));
  stderr.write(renderSummary(outcome, cwd, paint));
  if (json) environment.stdout.write(`${JSON.stringify(summaryOf(outcome, cwd))}\n`);
  environment.exit(outcome.result.exitCode);
}

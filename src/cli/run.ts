import type { Command } from 'commander';
import { type Policy, policies } from '../retry/index.ts';
import type { CommandUnit, Environment } from './command.ts';
import { findStepFolders, readInputs } from './inputs.ts';
import { renderOddities } from './oddities.ts';
import { choiceOf } from './options.ts';
import { createPainter } from './paint.ts';
import { createProgress } from './progress.ts';
import { declareRunFlags, type RunFlags, runFlagOptions } from './run-flags.ts';
import { renderBaseline, renderFailures, renderGates, renderSummary } from './run-output.ts';
import { summaryOf } from './run-summary.ts';

interface Options extends RunFlags {
  readonly failures?: string;
  readonly target?: string;
  readonly credential?: string;
  readonly policy?: Policy;
  readonly tags?: string;
  readonly name?: readonly string[];
  readonly report: string | false;
  readonly strict?: boolean;
  readonly json?: boolean;
}

/** Runs scenarios against the embedded mock or a live API and writes the report. */
export const runCommand: CommandUnit = {
  name: 'run',
  summary: 'run scenarios against a mock that fails as the contract says, or against a live API; write the report',
  examples: [
    { line: 'faultline run', says: 'the eight scenarios of the alert and user API that ships' },
    { line: 'faultline run my.openapi.yaml features/', says: 'your own API and features' },
    { line: 'faultline run features/orders.feature:12 --report out', says: 'one scenario, report in out/' },
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
      await act(positionals, options, environment);
    });
  },
};

function declare(command: Command): Command {
  return declareRunFlags(command)
    .argument('[inputs...]', 'OpenAPI document (.yaml, .yml, .json), feature files, folders, file:line')
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
    .option('--report <folder>', 'where the report goes', 'reports')
    .option('--no-report', 'write no report')
    .option('--strict', 'refuse a document with any defect instead of leaving out the operation it breaks')
    .option('--json', 'print the outcome as JSON on stdout');
}

async function act(positionals: readonly string[], options: Options, environment: Environment): Promise<void> {
  const { json, failures, target, credential, policy, tags, name, report, strict, ...flags } = options;
  const inputs = readInputs(positionals, environment.cwd);
  const paint = createPainter(environment.colour);
  const progress = createProgress(environment, paint);
  // Cucumber is loaded only by the command that needs it.
  const { run } = await import('../run.ts');
  const outcome = await run({
    ...given({ failures, target, credential, policy, tags, name, strict }),
    ...runFlagOptions(flags),
    report,
    openapi: inputs.openapi,
    features: inputs.features,
    steps: findStepFolders(inputs.features, environment.cwd),
    cwd: environment.cwd,
    env: environment.env,
    stderr: environment.stderr,
    onProgress: progress.add,
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

/** Only what was said: an option that is undefined would stand in the way of a default. */
function given<Options extends object>(options: Options): { [Key in keyof Options]?: NonNullable<Options[Key]> } {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as never;
}

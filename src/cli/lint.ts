import { writeFile } from 'node:fs/promises';
import { extname, resolve } from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';
import type { ChosenSeverities, LintResult } from '../lint/index.ts';
import type { CommandUnit, Environment } from './command.ts';
import { shownPath } from './inputs.ts';
import { renderFindings, renderRules } from './lint-output.ts';
import { choiceOf, declareSources, type SourceFlags } from './options.ts';
import { createPainter } from './paint.ts';
import { readSettings } from './settings.ts';

interface Options extends SourceFlags {
  readonly failures?: string;
  readonly steps?: readonly string[];
  readonly rule: readonly string[];
  readonly format: 'text' | 'json' | 'sarif';
  readonly json?: boolean;
  readonly sarif?: boolean;
  readonly overlay?: string;
  readonly rules?: boolean;
  readonly all?: boolean;
}

/** Says what is missing or wrong in a document, its failure layer and features. */
export const lintCommand: CommandUnit = {
  name: 'lint',
  summary: 'say what is missing or wrong in a document’s failures, its failure layer and features; nothing is run',
  examples: [
    { line: 'faultline lint', says: 'the alert and user API that ships, and its features' },
    { line: 'faultline lint my.openapi.yaml features/', says: 'your own' },
    {
      line: 'faultline lint my.openapi.yaml --overlay missing.overlay.yaml',
      says: 'also write an OpenAPI Overlay 1.0 that adds the missing responses, headers and bodies',
    },
    {
      line: 'faultline lint my.openapi.yaml --rule no-429=off --rule secured-without-401=error',
      says: 'with severities of your own',
    },
    { line: 'faultline lint my.openapi.yaml --format sarif > lint.sarif', says: 'for code hosts that show it by line' },
    { line: 'faultline lint --rules', says: 'every rule, and why it is one' },
  ],
  configure(command, environment) {
    declare(command).action(async (positionals: readonly string[], options: Options) => {
      await act(positionals, options, environment);
    });
  },
};

const exits = `
It ends with 0 when there are warnings at most, with 1 when there are errors, and with 2 when something couldn't be looked
at: a file that isn't there, a document that can't be parsed or isn't OpenAPI, a feature that isn't Gherkin, steps that
don't load. What can't be parsed is a finding as well, with its place; what isn't there is said on stderr.`;

function declare(command: Command): Command {
  return declareSources(command)
    .argument('[inputs...]', 'OpenAPI document (.yaml, .yml, .json), feature files, folders, file:line')
    .option('--failures <file>', 'failure layer (default: <name>.failures.yaml beside the document)')
    .option('--steps <folder...>', 'folders with steps of your own (default: steps/ here and beside the features)')
    .option('--rule <name=severity>', 'how much a rule counts: off, warn or error; may be repeated', collect, [])
    .addOption(choiceOf('--format <name>', 'how to print findings', ['text', 'json', 'sarif']).default('text'))
    .option('--json', 'the same as --format json')
    .option('--sarif', 'the same as --format sarif')
    .option('--overlay <file>', 'write an OpenAPI Overlay 1.0 (.yaml or .json) that adds what is missing', overlayFile)
    .option('--all', 'show every finding; else the same is said once, and the first 10 of a rule in a file')
    .option('--rules', 'list the rules instead')
    .addHelpText('after', exits);
}

function collect(value: string, before: readonly string[]): readonly string[] {
  return [...before, value];
}

function overlayFile(path: string): string {
  if (/\.(?:ya?ml|json)$/i.test(path)) return path;
  throw new InvalidArgumentError('Give a path that ends in .yaml, .yml or .json.');
}

async function act(positionals: readonly string[], options: Options, environment: Environment): Promise<void> {
  const { cwd, stdout } = environment;
  const paint = createPainter(environment.colour);
  // Redocly's linter and cucumber are loaded only by the commands that need them.
  const { allRules, lint, parseSeverity } = await import('../lint/index.ts');
  const chosen = options.rule.map((text) => parseSeverity(text));
  if (options.rules) {
    const json = `${JSON.stringify(allRules, null, 2)}\n`;
    stdout.write(options.json ? json : renderRules(allRules, paint));
    return;
  }
  const { documents, failures, features, steps, access, config } = await readSettings(positionals, options, cwd);
  const configured = Object.entries(config.lint?.rules ?? {}).map(([name, severity]) =>
    parseSeverity(`${name}=${severity}`, { file: shownPath(config.file ?? '', cwd), pointer: '/lint/rules' }),
  );
  const stepFolders = options.steps ?? steps;
  const severities: ChosenSeverities = Object.fromEntries([...configured, ...chosen]);
  const result = await lint({ documents, failures, features, stepFolders, severities, access, cwd });
  await print(result, options, environment);
  if (options.overlay !== undefined) await writeOverlay(result, options.overlay, environment);
  environment.exit(result.exitCode);
}

async function print({ findings }: LintResult, options: Options, { stdout, colour }: Environment): Promise<void> {
  const format = options.json ? 'json' : options.sarif ? 'sarif' : options.format;
  if (format === 'text') {
    stdout.write(renderFindings({ findings, all: options.all ?? false }, createPainter(colour)));
    return;
  }
  const { renderSarif } = await import('../lint/index.ts');
  const data = format === 'sarif' ? renderSarif(findings) : findings.map(({ finding }) => finding);
  stdout.write(`${JSON.stringify(data, null, 1)}\n`);
}

async function writeOverlay({ api, findings }: LintResult, path: string, environment: Environment): Promise<void> {
  const { overlayOf } = await import('../lint/index.ts');
  const overlay = api === null ? null : overlayOf(api, findings);
  if (overlay === null) {
    environment.stderr.write(`Nothing to suggest; "${path}" was not written.\n`);
    return;
  }
  const isJson = extname(path).toLowerCase() === '.json';
  const { stringify } = await import('yaml');
  const text = isJson
    ? `${JSON.stringify(overlay, null, 2)}\n`
    : stringify(overlay, { lineWidth: 0, aliasDuplicateObjects: false });
  await writeFile(resolve(environment.cwd, path), text);
  environment.stderr.write(`overlay: ${path}\n`);
}

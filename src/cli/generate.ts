import { resolve } from 'node:path';
import type { Command } from 'commander';
import { readContract } from '../contract/index.ts';
import { parseFault } from '../faults/index.ts';
import { exitCodes, Problem } from '../problem.ts';
import { existingFeatures, writeFeatures } from '../write-features.ts';
import type { CommandUnit, Environment } from './command.ts';

import { renderGenerated, summaryOf } from './generate-output.ts';
import { renderOddities } from './oddities.ts';
import { declareSources, type SourceFlags } from './options.ts';
import { createPainter } from './paint.ts';
import { readSettings } from './settings.ts';

interface Options extends SourceFlags {
  readonly out: string;
  readonly failures?: string;
  readonly operation?: readonly string[];
  readonly tag?: readonly string[];
  readonly check?: boolean;
  readonly strict?: boolean;
  readonly json?: boolean;
}

/** Writes features that provoke every failure that a contract declares, and the transport ones. */
export const generateCommand: CommandUnit = {
  name: 'generate',
  summary: 'write features that provoke every response that a contract declares, and the transport faults',
  examples: [
    { line: 'faultline generate my.openapi.yaml --out features/', says: 'write them, or bring them up to date' },
    { line: 'faultline run my.openapi.yaml features/', says: 'run them right away' },
    {
      line: 'faultline generate my.openapi.yaml --out features/ --check',
      says: 'in CI: ends with 1 when they are out of date',
    },
    { line: 'faultline generate my.openapi.yaml --operation createOrder', says: 'one operation alone' },
  ],
  configure(command, environment) {
    declare(command).action(async (positionals: readonly string[], options: Options) => {
      await act(positionals, options, environment);
    });
  },
};

function declare(command: Command): Command {
  return declareSources(command)
    .argument(
      '[openapi...]',
      'OpenAPI document (.yaml, .yml, .json); default: the configuration, else the API that ships',
    )
    .option('--out <folder>', 'where the features go', 'features/generated')
    .option('--failures <file>', 'failure layer (default: <name>.failures.yaml beside the document)')
    .option('--operation <id...>', 'only these operations; the scenarios of others stay as they are')
    .option('--tag <name...>', 'only operations with one of these tags')
    .option('--check', 'write nothing; end with 1 when something would change')
    .option('--strict', 'refuse a document with any defect instead of leaving out the operation it breaks')
    .option('--json', 'print what was written as JSON on stdout');
}

async function act(positionals: readonly string[], options: Options, environment: Environment): Promise<void> {
  const { cwd, stderr, stdout } = environment;
  checkInputs(positionals);
  const { documents, failures, access, config, isShipped } = await readSettings(positionals, options, cwd);
  const paint = createPainter(environment.colour);
  const contract = await readContract({
    documentPath: documents,
    failuresPath: failures,
    parseFault,
    access,
    strict: options.strict ?? config.strict,
    // As a run reads it: what is left out decides which failures the rest is given.
    whole: true,
    cwd,
  });
  if (contract.warnings.length > 0) stderr.write(renderOddities(contract.warnings, paint));
  // The mock's engine is loaded only by commands that need it.
  const { chooseOperations, generateFeatures, mergeFeatures } = await import('../generate/index.ts');
  const chosen = chooseOperations(contract, options);
  const generated = await generateFeatures(contract, isShipped);
  const folder = resolve(cwd, options.out);
  const existing = existingFeatures(
    folder,
    generated.features.map(({ path }) => path),
    options.out,
  );
  const merged = mergeFeatures(generated.features, existing, chosen);
  if (options.check !== true) await writeFeatures(folder, merged.files);
  const outcome = { generated, merged, out: options.out, check: options.check === true };
  stderr.write(renderGenerated(outcome, paint));
  if (options.json) stdout.write(`${JSON.stringify(summaryOf(outcome))}\n`);
  const isOld = merged.files.some(({ state }) => state !== 'unchanged');
  environment.exit(options.check === true && isOld ? exitCodes.broken : exitCodes.kept);
}

function checkInputs([only, second]: readonly string[]): void {
  if (second !== undefined) {
    throw new Problem(
      'too-many-inputs',
      `Failed to generate features: "${second}" is one input too many.`,
      'Name one OpenAPI document, and with --out the folder that the features go to.',
    );
  }
  if (only !== undefined && !/\.(?:ya?ml|json)$/i.test(only)) {
    throw new Problem(
      'no-document',
      `Failed to generate features from "${only}": it is no OpenAPI document.`,
      'Name a file that ends in .yaml, .yml or .json; a folder for the features goes behind --out.',
    );
  }
}

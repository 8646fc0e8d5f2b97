import { resolve } from 'node:path';
import type { Command } from 'commander';
import { readContract } from '../contract/index.ts';
import { parseFault } from '../faults/index.ts';
import type { CommandUnit, Environment } from './command.ts';
import { findDocument } from './find-document.ts';
import { type Planned, setUpFiles, writePlanned } from './init-files.ts';
import { type AccessFlags, declareAccess } from './options.ts';
import { createPainter, type Painter } from './paint.ts';
import { accessOf } from './settings.ts';

interface Options extends AccessFlags {
  readonly force?: boolean;
  readonly json?: boolean;
}

/** Puts a working set-up into somebody's project. */
export const initCommand: CommandUnit = {
  name: 'init',
  summary: 'put a working set-up into your project: configuration, failure layer, a first feature, an npm script',
  examples: [
    { line: 'faultline init', says: 'for the OpenAPI document of this folder; files that are there are kept' },
    { line: 'faultline init api/shop.openapi.yaml', says: 'for this document' },
    { line: 'faultline init --force', says: 'and write anew what is there' },
  ],
  configure(command, environment) {
    declare(command).action(async (document: string | undefined, options: Options) => {
      await act(document, options, environment);
    });
  },
};

function declare(command: Command): Command {
  return declareAccess(command)
    .argument('[openapi]', 'OpenAPI document (.yaml, .yml, .json); default: the only one here or in a folder below')
    .option('--force', 'write anew what is there already; package.json only gets what it lacks')
    .option('--json', 'print what was written and kept as JSON on stdout');
}

async function act(named: string | undefined, options: Options, environment: Environment): Promise<void> {
  const { cwd, stdout, stderr, colour } = environment;
  const documentPath = resolve(cwd, named ?? (await findDocument(cwd)));
  // What a layer that is there already says must not stop its being written anew.
  const failuresPath = options.force ? null : undefined;
  const access = accessOf(options, null, cwd);
  const contract = await readContract({
    documentPath,
    parseFault,
    access,
    cwd,
    ...(failuresPath === null ? { failuresPath } : {}),
  });
  const planned = await setUpFiles(contract, { documentPath, access, cwd });
  const { written, kept } = await writePlanned(planned, options.force === true);
  const next = nextCommands(planned);
  if (options.json) {
    const paths = (files: readonly Planned[]) => files.map(({ shown }) => shown);
    stdout.write(`${JSON.stringify({ written: paths(written), kept: paths(kept), next }, null, 2)}\n`);
    return;
  }
  stderr.write(`${told(written, kept, next, createPainter(colour))}\n`);
}

function nextCommands(planned: readonly Planned[]): readonly string[] {
  const hasScript = planned.some(({ shown }) => shown === 'package.json');
  return [hasScript ? 'npm run faultline' : 'npx faultline run', 'npx faultline serve'];
}

const saysNext: Readonly<Record<string, string>> = {
  'npm run faultline': 'runs the feature; the report is reports/index.html',
  'npx faultline run': 'runs the feature; the report is reports/index.html',
  'npx faultline serve': 'serves the API with its failures on http://127.0.0.1:8001',
};

function told(written: readonly Planned[], kept: readonly Planned[], next: readonly string[], paint: Painter): string {
  const line = (verb: string) => (file: Planned) => `${verb}  ${file.shown}  ${paint.dim(file.says)}`;
  const keptLine = ({ shown, whenKept }: Planned) => `kept     ${shown}  ${paint.dim(whenKept)}`;
  return [
    ...written.map(line('written')),
    ...kept.map(keptLine),
    '',
    paint.bold('Next'),
    ...next.map((command) => `  ${command.padEnd(20)}  ${paint.dim(saysNext[command] ?? '')}`),
  ].join('\n');
}

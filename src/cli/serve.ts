import { resolve } from 'node:path';
import type { Command } from 'commander';
import { acceptedCredentials, type Contract, readContract } from '../contract/index.ts';
import { parseFault } from '../faults/index.ts';
import { type ControlListener, catalogueMeanwhile, type Mock, type MockOptions, startMock } from '../mock/index.ts';
import { Problem, printProblem } from '../problem.ts';
import type { CommandUnit, Environment } from './command.ts';
import { boundHeap } from './heap.ts';
import { shownPath } from './inputs.ts';
import { renderOddities } from './oddities.ts';
import { declareSources, parsePort, type SourceFlags } from './options.ts';
import { createPainter, type Painter } from './paint.ts';
import { type ControlFlags, controlJson, controlListener, declareControl, renderControl } from './serve-control.ts';
import { renderFailures, renderServed } from './serve-output.ts';
import { declareUpstream, renderUpstream, type UpstreamFlags, upstreamOptions } from './serve-upstream.ts';
import { readSettings, type Settings } from './settings.ts';
import { tellFailures } from './tell-failures.ts';

interface Options extends ControlFlags, SourceFlags, UpstreamFlags {
  readonly failures?: string;
  readonly port?: number;
  readonly host?: string;
  readonly strict?: boolean;
  readonly watch?: boolean;
  readonly json?: boolean;
}

const drainMs = 2000;

/** Serves a contract with its failures until it is told to stop. */
export const serve: CommandUnit = {
  name: 'serve',
  summary: 'serve the API with its failures, on loopback, until stopped',
  examples: [
    { line: 'faultline serve', says: 'the alert and user API that ships, on http://127.0.0.1:8001' },
    {
      line: 'faultline serve my.openapi.yaml --port 0 --json',
      says: 'your own API on a free port; prints one line of JSON when ready',
    },
    { line: 'faultline serve my.openapi.yaml --failures outage.yaml', says: 'with another failure layer' },
    {
      line: 'faultline serve my.openapi.yaml --watch',
      says: 'and again whenever the document or its failure layer changes, on the same port',
    },
    {
      line: 'faultline serve --control-port 9000',
      says: 'with the control API on http://127.0.0.1:9000 instead of :8002',
    },
    {
      line: 'faultline serve my.openapi.yaml --upstream https://staging.example.com/v1',
      says: 'before a real API: passes on, checks both directions against the document, injects faults on top',
    },
  ],
  configure(command, environment) {
    declare(command).action(async (document: string | undefined, options: Options) => {
      await act(document, options, environment);
    });
  },
};

function declare(command: Command): Command {
  const plain = command
    .argument('[openapi]', 'OpenAPI document (.yaml, .yml, .json); default: the configuration, else the API that ships')
    .option('--failures <file>', 'failure layer (default: <name>.failures.yaml beside the document)')
    .option('--port <number>', 'port to listen on; 0 takes a free one (default: 8001)', parsePort)
    .option('--host <address>', 'address to listen on (default: 127.0.0.1)');
  return declareSources(declareUpstream(declareControl(plain)))
    .option('--strict', 'refuse a document with any defect instead of leaving out the operation it breaks')
    .option(
      '--watch',
      'serve a changed document or failure layer at once, on the same port; a broken one is only reported',
    )
    .option('--json', 'print one line of JSON on stdout when ready');
}

async function act(document: string | undefined, options: Options, environment: Environment): Promise<void> {
  const positionals = document === undefined ? [] : [checked(document)];
  // What the configuration says may change, too.
  const read = () => readSettings(positionals, options, environment.cwd);
  const settings = await read();
  const port = options.port ?? settings.config.port ?? 8001;
  const mock = await open(settings, options, environment, { port, control: controlListener(options, port) });
  if (options.watch) await keepUp(mock, read, options, environment);
  else environment.onStop(() => void mock.close(drainMs));
  await announce(mock, mock.contract, options, environment);
  boundHeap();
}

/** Reads what the files say and serves it there. */
async function open(
  { documents, failures, access, config }: Settings,
  { strict = config.strict, host = config.host ?? '127.0.0.1', ...flags }: Options,
  environment: Environment,
  { control, ...where }: Pick<MockOptions, 'port' | 'takeOver'> & { readonly control: ControlListener | undefined },
): Promise<Mock> {
  const { cwd, stderr } = environment;
  const contract = await readContract({
    documentPath: documents,
    parseFault,
    failuresPath: failures,
    access,
    strict,
    cwd,
    onExcluded: (problem) => void stderr.write(`${printProblem(problem)}\n`),
  });
  const upstream = upstreamOptions(flags);
  return await startMock({
    contract,
    ...where,
    ...(control === undefined ? {} : { control }),
    ...(upstream === undefined ? {} : { upstream }),
    host,
    onWarning: (message) => void stderr.write(`${message}\n`),
    ...(flags.json ? {} : { onFailure: tellFailures(contract, environment) }),
  });
}

/** Serves what the files say, as they change, where it was served before. */
async function keepUp(
  mock: Mock,
  read: () => Promise<Settings>,
  options: Options,
  environment: Environment,
): Promise<void> {
  const { watchServed } = await import('./watch/watch-served.ts');
  const { watchedFiles } = await import('./watch/watched-files.ts');
  const look = async () => {
    const { features: _, steps: __, ...served } = await read();
    return watchedFiles(served, environment.cwd);
  };
  const watching = watchServed({
    mock,
    watched: await look(),
    look,
    environment,
    start: async (before, takeOver) =>
      open(await read(), options, environment, {
        port: Number(new URL(before.url).port),
        control: sameControl(before, options),
        takeOver,
      }),
  });
  environment.onStop(() => void watching.close(drainMs));
}

/** Where the control API is, with the token that was given or made up. */
function sameControl({ control }: Mock, { controlHost: host }: Options): ControlListener | undefined {
  if (control === null) return undefined;
  const { url, token } = control;
  return { host, port: Number(new URL(url).port), ...(token === null ? {} : { token }) };
}

/** By scheme the credentials that were made up, and what each is good for; nothing where a layer says who may call. */
function demonstration({ layer }: Contract) {
  const made = [...layer.credentials].filter(([, one]) => one.demonstration && one.known.size > 0);
  const listed = made.map(([scheme, { known }]) => [
    scheme,
    [...known.values()].map(({ value, summary, state, scopes }) => ({ value, summary, state, scopes })),
  ]);
  return listed.length === 0 ? {} : { demonstration: Object.fromEntries(listed) as Readonly<Record<string, unknown>> };
}

function checked(document: string): string {
  if (/\.(ya?ml|json)$/i.test(document)) return document;
  throw new Problem(
    'unknown-input',
    `Failed to serve "${document}": an OpenAPI document ends in .yaml, .yml or .json.`,
    'Give the path of the document, or nothing for the alert and user API that ships.',
  );
}

async function announce(mock: Mock, contract: Contract, options: Options, environment: Environment): Promise<void> {
  const paint = createPainter(environment.colour);
  const oddities = renderOddities(contract.warnings, paint);
  if (oddities !== '') environment.stderr.write(`${oddities}\n`);
  if (options.json) {
    const { url, control } = mock;
    const { upstream } = options;
    const known =
      upstream === undefined
        ? { credentials: acceptedCredentials(contract), ...demonstration(contract) }
        : { upstream };
    const line = { url, ...controlJson(control), pid: process.pid, ...known };
    environment.stdout.write(`${JSON.stringify(line)}\n`);
    return;
  }
  const files = [...contract.path.split(' + '), contract.layerFile?.path].filter((path) => path !== undefined);
  const shown = files.map((path) => shownPath(resolve(environment.cwd, path), environment.cwd));
  // Where it listens is said at once; the catalogue behind it takes a moment, in which requests are answered.
  const say = (text: string) => void environment.stdout.write(`${text}\n`);
  say(renderServed({ url: mock.url, contract, files: shown }, paint));
  say(await restOf(mock, contract, options, paint));
  if (mock.control !== null) say(renderControl(mock, paint));
  say('Ctrl+C stops it.');
}

/** How it fails; before a real API that is for the API to say. */
async function restOf(mock: Mock, contract: Contract, { upstream }: Options, paint: Painter): Promise<string> {
  if (upstream !== undefined) return renderUpstream(upstream, mock, paint);
  const entries = await catalogueMeanwhile(contract);
  return renderFailures({ url: mock.url, contract, entries, control: mock.control }, paint);
}

import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parse } from 'yaml';
import type { Clock } from '../clock.ts';
import { type Contract, readContract } from '../contract/index.ts';
import { parseFault } from '../faults/index.ts';
import {
  type Authority,
  type CommandOptions,
  checkIds,
  createAuthority,
  createCommandDriver,
  createJsonlDriver,
  type JudgeOptions,
  judge,
  type KnownFailures,
  readDeclared,
  readKnown,
  selectChecks,
} from '../judge/index.ts';
import type { Judgement } from '../judgement.ts';
import { Problem, printProblem } from '../problem.ts';
import { quoteForShell } from '../trace/shell.ts';
import type { Environment } from './command.ts';
import { writeJudgeReport } from './judge-files.ts';
import type { JudgeFlags } from './judge-flags.ts';
import type { JudgeWords } from './judge-inputs.ts';
import { judgeJson, renderJudgement } from './judge-output.ts';
import { runPassive } from './judge-passive.ts';
import { createJudgeTalk } from './judge-progress.ts';
import { renderOddities } from './oddities.ts';
import { createPainter } from './paint.ts';
import { readSettings } from './settings.ts';

/** One run of the command, with all it goes by. */
export interface JudgeCall {
  readonly words: JudgeWords;
  readonly flags: JudgeFlags;
  readonly environment: Environment;
  readonly clock: Clock;
  readonly cwd: string;
}

/** Judges, shows the verdicts and writes the report. */
export async function runJudge(call: JudgeCall): Promise<void> {
  const { flags, environment, clock, cwd } = call;
  const { tls, ...options } = await readOptions(call);
  const overBoth = tls && flags.tls !== true && flags.passive !== true;
  const authority = flags.tls === true || overBoth ? await createAuthority(clock.now()) : null;
  try {
    if (authority !== null) sayAuthority(authority, environment);
    const complete = { ...options, authority };
    const judgement =
      flags.passive === true ? await runPassive(complete, call) : await runDriven({ ...complete, overBoth }, call);
    const paint = createPainter(environment.colour);
    environment.stderr.write(renderJudgement(judgement, paint));
    if (flags.report !== false) {
      const page = await writeJudgeReport(judgement, resolve(cwd, flags.report), cwd);
      environment.stderr.write(`report: ${page}\n`);
    }
    if (flags.json === true) environment.stdout.write(`${JSON.stringify(judgeJson(judgement))}\n`);
    environment.exit(judgement.exitCode);
  } finally {
    await authority?.close();
  }
}

async function readOptions({
  words,
  flags,
  environment,
  clock,
  cwd,
}: JudgeCall): Promise<Omit<JudgeOptions, 'authority'> & { readonly tls: boolean }> {
  const declared = readDeclared(flags.declare ?? []);
  const selection = selectChecks({ ...flags, declared });
  const contract = await contractOf(words, flags, environment);
  const oddities = renderOddities(contract.warnings, createPainter(environment.colour));
  if (oddities !== '') environment.stderr.write(`${oddities}\n`);
  return {
    ...selection,
    contract,
    clock,
    client: flags.client,
    known: await knownOf(flags.known, cwd),
    operation: flags.operation,
    writeOperation: flags.writeOperation,
    rerun: (id) => rerunOf(id, words, flags),
  };
}

async function contractOf({ document }: JudgeWords, flags: JudgeFlags, environment: Environment): Promise<Contract> {
  const { cwd, stderr } = environment;
  const settings = await readSettings(document === undefined ? [] : [document], flags, cwd);
  return readContract({
    documentPath: settings.documents,
    parseFault,
    failuresPath: settings.failures,
    access: settings.access,
    strict: flags.strict ?? settings.config.strict,
    cwd,
    onExcluded: (problem) => void stderr.write(`${printProblem(problem)}\n`),
  });
}

async function knownOf(file: string | undefined, cwd: string): Promise<KnownFailures> {
  if (file === undefined) return new Map();
  try {
    return readKnown(parse(await readFile(resolve(cwd, file), 'utf8')), file, checkIds);
  } catch (error) {
    if (error instanceof Problem || !(error instanceof Error)) throw error;
    throw new Problem(
      'known-failures',
      `Failed to read "${file}": ${error.message}.`,
      'Name a YAML or JSON file with one "ID: reason" for each known failure.',
      { place: { file }, cause: error },
    );
  }
}

/** The same command, with this check alone. */
function rerunOf(id: string, { document, client }: JudgeWords, flags: JudgeFlags): string {
  const flag = (name: string, on: boolean | undefined) => (on === true ? [name] : []);
  const option = (name: string, value: string | undefined) => (value === undefined ? [] : [name, value]);
  const words = [
    ...['faultline', 'judge', ...(document === undefined ? [] : [document]), '--check', id],
    ...flag('--passive', flags.passive),
    ...option('--driver', flags.driver === 'command' ? undefined : flags.driver),
    ...flag('--tls', flags.tls),
    ...option('--profile', flags.profile === 'standard' ? undefined : flags.profile),
    ...flag('--thorough', flags.thorough),
    ...(flags.declare ?? []).flatMap((limit) => ['--declare', limit]),
    ...option('--config', flags.config),
    ...option('--failures', flags.failures),
    ...option('--operation', flags.operation),
    ...option('--write-operation', flags.writeOperation),
    ...(client.length === 0 ? [] : ['--', ...client]),
  ];
  return words.map(quoteForShell).join(' ');
}

function sayAuthority({ path }: Authority, { stderr }: Environment): void {
  stderr.write(
    `certificate of the run’s own authority: ${path}\n` +
      '(in NODE_EXTRA_CA_CERTS, SSL_CERT_FILE, REQUESTS_CA_BUNDLE and CURL_CA_BUNDLE of the client)\n',
  );
}

async function runDriven(
  options: JudgeOptions & { readonly overBoth: boolean },
  { words, flags, environment, clock, cwd }: JudgeCall,
): Promise<Judgement> {
  const stop = new AbortController();
  environment.onStop(() => stop.abort());
  const talk = createJudgeTalk(environment, createPainter(environment.colour));
  const authority = options.authority?.path ?? null;
  const driven = (run: string): CommandOptions => ({
    command: words.client,
    cwd,
    env: environment.env,
    clock,
    run,
    authority,
  });
  try {
    return await judge({
      ...options,
      command: words.client,
      concurrency: flags.concurrency,
      stopped: stop.signal,
      createDriver: (run) =>
        flags.driver === 'jsonl' ? createJsonlDriver(driven(run)) : createCommandDriver(driven(run)),
      onProgress: talk.add,
    });
  } finally {
    talk.end();
  }
}

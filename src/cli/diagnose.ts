import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { Contract } from '../contract/index.ts';
import { compareExchanges, type Diagnosis, type DiagnosisInput, diagnose, reviewRequests } from '../diagnosis/index.ts';
import { exitCodes, Problem } from '../problem.ts';
import { suggest } from '../suggest.ts';
import type { Exchange } from '../trace/exchange.ts';
import { statusOf } from '../trace/exchange.ts';
import { redactExchange } from '../trace/redact.ts';
import type { CommandUnit, Environment } from './command.ts';
import { type Against, otherSide, subjectOf } from './diagnose-against.ts';
import { renderComparison, renderDiagnosis, renderReviews } from './diagnosis-text.ts';
import { type AccessFlags, choiceOf, declareAccess } from './options.ts';
import { createPainter } from './paint.ts';
import { type NamedRecording, readInput } from './read-input.ts';
import { accessOf } from './settings.ts';

interface Options extends Against, AccessFlags {
  readonly openapi?: string;
  readonly failures?: string;
  readonly exchange?: string;
  readonly critical?: boolean;
  readonly statusPage?: 'ok' | 'incident';
  readonly format: 'text' | 'markdown' | 'html';
  readonly json?: boolean;
}

/** Explains why a recorded call failed, and what to do. */
export const diagnoseCommand: CommandUnit = {
  name: 'diagnose',
  summary:
    'say why a recorded call failed: ranked causes, next steps, words for the client, what to send to the provider',
  examples: [
    { line: 'faultline diagnose failing.har', says: 'a HAR from a browser, Postman or a proxy' },
    { line: 'curl -sv https://api.example.com/alerts 2>&1 | faultline diagnose', says: 'what curl prints' },
    { line: 'faultline diagnose failing.har --openapi api.yaml', says: 'the request held against its contract' },
    { line: 'faultline diagnose failing.har --replay --yes', says: 'the same request from here, and what differs' },
    { line: 'faultline diagnose platform.har --compare outside.har', says: 'the same from two recordings' },
    { line: 'faultline diagnose workflow.log --format markdown > ticket.md', says: 'for a ticket' },
  ],
  configure(command, environment) {
    declare(command).action((file: string | undefined, options: Options) => act(file, options, environment));
  },
};

function declare(command: Command): Command {
  return declareAccess(command)
    .argument(
      '[recording]',
      'HAR, curl -i, curl -v, raw HTTP, a curl command, JSON, a log, the text of an error; - or nothing: standard input',
    )
    .option('--openapi <file>', 'hold the request against this OpenAPI document')
    .option('--failures <file>', 'its failure layer')
    .option('--exchange <id>', 'explain this call of the recording instead of the failure that weighs most')
    .option('--critical', 'a critical workflow is affected')
    .option('--no-critical', 'none is')
    .addOption(choiceOf('--status-page <state>', 'what the provider’s status page says', ['ok', 'incident']))
    .option('--compare <recording>', 'the same call from outside of the platform: what differs')
    .option(
      '--replay',
      'send the request again from here, and compare; secrets come from the environment or are asked for',
    )
    .option('--replay-to <url>', 'the same, to this base URL instead of the recorded host')
    .option('--yes', 'the recorded host may be called')
    .option('--allow-writes', 'requests that may change something may be sent again')
    .addOption(choiceOf('--format <form>', 'how it is printed', ['text', 'markdown', 'html']).default('text'))
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExit codes: 0 diagnosed, 1 nothing wrong found, 2 not readable.');
}

async function act(file: string | undefined, options: Options, environment: Environment): Promise<void> {
  const recording = await readInput(file, environment);
  const input = await inputOf(recording, options, environment);
  checkExchange(options.exchange, recording);
  const diagnosis = diagnose(input, options.exchange);
  const other = await otherSide(recording, diagnosis, options, environment);
  if (other !== null) return printComparison(recording, diagnosis, other, options, environment);
  if (diagnosis.subject === null) return printNothing(recording, input, options, environment);
  environment.stdout.write(await printed(recording, diagnosis, options, environment));
  environment.exit(exitCodes.kept);
}

async function inputOf(recording: NamedRecording, options: Options, environment: Environment): Promise<DiagnosisInput> {
  const { exchanges, notes, statusGuessed = false } = recording;
  const { critical = null, statusPage = null } = options;
  return {
    exchanges,
    notes,
    critical,
    statusPage,
    now: null,
    statusGuessed,
    contract: await contractOf(options, environment),
  };
}

async function contractOf({ openapi, failures, ...access }: Options, { cwd }: Environment): Promise<Contract | null> {
  if (openapi === undefined) return null;
  const { readContract } = await import('../contract/index.ts');
  const { parseFault } = await import('../faults/index.ts');
  return readContract({
    documentPath: resolve(cwd, openapi),
    parseFault,
    access: accessOf(access, null, cwd),
    cwd,
    ...(failures === undefined ? {} : { failuresPath: resolve(cwd, failures) }),
  });
}

function checkExchange(id: string | undefined, { exchanges, source }: NamedRecording): void {
  const ids = exchanges.map((exchange) => exchange.id);
  if (id === undefined || ids.includes(id)) return;
  throw new Problem(
    'unknown-exchange',
    `Failed to explain "${id}": ${source} holds no call of that id.${suggest(id, ids)}`,
    `Use one of: ${ids.slice(0, 20).join(', ')}${ids.length > 20 ? ` … (${ids.length})` : ''}.`,
  );
}

function printComparison(
  recording: NamedRecording,
  diagnosis: Diagnosis,
  other: Exchange,
  options: Options,
  environment: Environment,
): void {
  const comparison = compareExchanges(subjectOf(recording, diagnosis.subject), other);
  const text = options.json
    ? `${JSON.stringify({ ...diagnosis, comparison })}\n`
    : renderComparison(comparison, createPainter(environment.colour));
  environment.stdout.write(text);
  environment.exit(comparison.verdict === 'works' ? exitCodes.broken : exitCodes.kept);
}

function printNothing(
  recording: NamedRecording,
  input: DiagnosisInput,
  options: Options,
  environment: Environment,
): void {
  const reviews = reviewRequests(input);
  const defects = reviews.flatMap((review) => review.defects);
  const paint = createPainter(environment.colour);
  if (options.json) environment.stdout.write(`${JSON.stringify({ ...diagnose(input), reviews })}\n`);
  else if (reviews.length > 0) environment.stdout.write(renderReviews(reviews, paint));
  else
    environment.stdout.write(
      `Nothing wrong found: ${recording.exchanges.length} calls in ${recording.source}, none failed.\n`,
    );
  environment.exit(defects.length > 0 ? exitCodes.kept : exitCodes.broken);
}

async function printed(
  recording: NamedRecording,
  diagnosis: Diagnosis,
  options: Options,
  environment: Environment,
): Promise<string> {
  if (options.json) return `${JSON.stringify(diagnosis)}\n`;
  const { source, format, exchanges, notes } = recording;
  const subject = lineOf(subjectOf(recording, diagnosis.subject));
  if (options.format === 'text') {
    return renderDiagnosis(
      diagnosis,
      { source, format, calls: exchanges.length, notes, subject },
      createPainter(environment.colour),
    );
  }
  const { renderDiagnosisHtml, renderDiagnosisMarkdown } = await import('../report/index.ts');
  return options.format === 'html'
    ? renderDiagnosisHtml(diagnosis, subject)
    : renderDiagnosisMarkdown(diagnosis, subject);
}

function lineOf(exchange: Exchange): string {
  const { request, outcome } = redactExchange(exchange).exchange;
  const url = request.url.replace('https://unknown.invalid', '');
  const answer =
    outcome === null || outcome.kind === 'no-response' ? (outcome?.code ?? 'no answer') : String(statusOf(exchange));
  return `${request.method} ${url} → ${answer}`;
}

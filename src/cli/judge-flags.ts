import type { Command } from 'commander';
import { InvalidArgumentError } from 'commander';
import { choiceOf, declareSources, parsePort, type SourceFlags } from './options.ts';

/** What the options of `judge` say. */
export interface JudgeFlags extends SourceFlags {
  readonly failures?: string;
  readonly driver: 'command' | 'jsonl';
  readonly passive?: boolean;
  readonly tls?: boolean;
  readonly profile: string;
  readonly check?: readonly string[];
  readonly skip?: readonly string[];
  readonly thorough?: boolean;
  readonly declare?: readonly string[];
  readonly known?: string;
  readonly operation?: string;
  readonly writeOperation?: string;
  readonly concurrency: number;
  readonly client?: string;
  readonly port: number;
  readonly host: string;
  readonly report: string | false;
  readonly strict?: boolean;
  readonly json?: boolean;
}

/** Takes an option several times, or once with commas. */
function collect(text: string, before: readonly string[] | undefined): readonly string[] {
  const words = text
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');
  return [...(before ?? []), ...words];
}

function parseConcurrency(text: string): number {
  const number = Number(text);
  if (!/^\d+$/.test(text) || number < 1 || number > 200) throw new InvalidArgumentError('Give a number from 1 to 200.');
  return number;
}

/** Declares the arguments and options of `judge`. */
export function declareJudge(command: Command): Command {
  return declareSources(command)
    .argument('[openapi]', 'OpenAPI document (.yaml, .yml, .json); default: the configuration, else the API that ships')
    .argument(
      '[client...]',
      'behind "--": the client and its arguments; {url}, {method}, {path}, {body}, {baseUrl} are filled in',
    )
    .addOption(
      choiceOf('--driver <kind>', 'command: once for each call; jsonl: one long-lived process', [
        'command',
        'jsonl',
      ]).default('command'),
    )
    .option('--passive', 'only serve, and judge what comes, until stopped: for a platform, a playbook, a browser')
    .option('--tls', 'serve https, with an authority that is made for this run')
    .option(
      '--profile <name>',
      'which promises count, and how much: standard, reference, strict, cloud, soar',
      'standard',
    )
    .option('--check <id>', 'only these checks, e.g. W1,W3', collect)
    .option('--skip <id>', 'not these checks', collect)
    .option('--thorough', 'look as long as it takes: long waits, timeouts, caps')
    .option(
      '--declare <limit>',
      'what the client says of itself: retries=true, idempotentWrites=true, maxAttempts=3, deadline=30s, timeout=10s, maxBackoff=20s',
      collect,
    )
    .option('--known <file>', 'known failures, one "ID: reason" a line; those that pass now are an error')
    .option('--operation <id>', 'the GET operation that is called (default: a good one)')
    .option('--write-operation <id>', 'the POST operation that is called (default: a good one)')
    .option('--failures <file>', 'failure layer (default: <name>.failures.yaml beside the document)')
    .option('--concurrency <number>', 'calls under way at the same time', parseConcurrency, 12)
    .option('--client <name>', 'what the client is called in the report (default: its program)')
    .option('--port <number>', 'with --passive: port to listen on; 0 takes a free one', parsePort, 8001)
    .option('--host <address>', 'with --passive: address to listen on', '127.0.0.1')
    .option('--report <folder>', 'where the report goes', 'reports/judge')
    .option('--no-report', 'write no report')
    .option('--strict', 'refuse a document with any defect instead of leaving out the operation it breaks')
    .option('--json', 'print the verdicts as JSON on stdout');
}

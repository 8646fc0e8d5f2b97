import type { Command } from 'commander';
import type { RunOptions } from '../run.ts';
import { parsePercent, parseRate, parseShard, parseThreads } from './options.ts';

/** Options of `run` that speak of a live API, of coverage, of known failures and of several machines. */
export interface RunFlags {
  readonly allowWrites?: boolean;
  readonly allowQuota?: boolean;
  readonly rate?: number;
  readonly failOnDrift?: boolean;
  readonly minCoverage?: number;
  readonly dryRun?: boolean;
  readonly baseline?: string;
  readonly updateBaseline?: boolean;
  readonly shard?: { readonly index: number; readonly total: number };
  readonly parallel?: number;
  readonly previous?: string;
}

export function declareRunFlags(command: Command): Command {
  return command
    .option(
      '--allow-writes',
      'with --target: send POST, PUT, PATCH and DELETE too, which may change what the API holds',
    )
    .option(
      '--allow-quota',
      'with --target: run scenarios that may use up a quota, and send before a Retry-After is over',
    )
    .option('--rate <number>', 'with --target: requests per second, of all scenarios together (default: 5)', parseRate)
    .option('--fail-on-drift', 'with --target: exit 4 when an answer is not as the document declares it')
    .option(
      '--min-coverage <percent>',
      'exit 4 when less of what is declared is covered; says what is missing',
      parsePercent,
    )
    .option('--dry-run', 'match the steps and send nothing: says what would be covered')
    .option('--baseline <file>', 'known failures (YAML), which break nothing: scenario, reason, expires')
    .option('--update-baseline', 'write that file anew: what is broken comes in, what passes now goes out')
    .option('--shard <i/n>', 'run this part of the scenarios alone; "faultline report" merges the results', parseShard)
    .option('--parallel <count>', 'share the scenarios out among so many threads, each with its own mock', parseThreads)
    .option('--previous <file>', 'an earlier result.json: the report says what changed since');
}

/** The options of a run as the library takes them. */
export function runFlagOptions<Flags extends RunFlags>(
  flags: Flags,
): Omit<Flags, 'allowWrites' | 'allowQuota' | 'rate'> & Pick<RunOptions, 'live'> {
  const { allowWrites, allowQuota, rate, ...others } = flags;
  const live = {
    ...(allowWrites === undefined ? {} : { allowWrites }),
    ...(allowQuota === undefined ? {} : { allowQuota }),
    ...(rate === undefined ? {} : { ratePerSecond: rate }),
  };
  return { ...others, ...(Object.keys(live).length === 0 ? {} : { live }) };
}

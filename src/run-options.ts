import { Problem, throwProblems } from './problem.ts';
import type { RunOptions } from './run.ts';

type Rule = readonly [isWrong: (options: RunOptions) => boolean, why: string, fix: string];

const isShard = ({ shard }: RunOptions) =>
  shard !== undefined &&
  !(
    Number.isSafeInteger(shard.index) &&
    Number.isSafeInteger(shard.total) &&
    shard.index >= 1 &&
    shard.index <= shard.total
  );

const outside = (value: number | undefined, from: number, to: number) =>
  value !== undefined && !(value >= from && value <= to);

/** What can't be meant together, or at all. */
const rules: readonly Rule[] = [
  [isShard, 'the shard is not one of its total', 'Give it as 2/4: from 1 to the number of shards.'],
  [
    ({ shard, minCoverage }) => shard !== undefined && minCoverage !== undefined,
    'a shard knows only its own part of the coverage',
    'Give --min-coverage to "faultline report", which puts the shards together.',
  ],
  [
    ({ shard, updateBaseline }) => shard !== undefined && updateBaseline === true,
    'a shard knows only its own part of the failures',
    'Update the baseline with a run without --shard.',
  ],
  [
    ({ baseline, updateBaseline }) => baseline === undefined && updateBaseline === true,
    'there is no baseline to update',
    'Name the file: --baseline known-failures.yaml.',
  ],
  [
    ({ dryRun, updateBaseline }) => dryRun === true && updateBaseline === true,
    'a dry run fails at nothing',
    'Update the baseline with a real run.',
  ],
  [
    ({ minCoverage }) => outside(minCoverage, 0, 100),
    'the least coverage is no percentage',
    'Give a number from 0 to 100.',
  ],
  [
    ({ live }) => outside(live?.ratePerSecond, Number.MIN_VALUE, 1000),
    'the rate is out of bounds',
    'Give requests per second, more than 0 and at most 1000.',
  ],
  [
    ({ target, live, failOnDrift }) =>
      target === undefined && (failOnDrift === true || Object.values(live ?? {}).some((value) => value !== undefined)),
    'these options speak of a live API, and there is none',
    'Name it with --target, or leave --allow-writes, --allow-quota, --rate and --fail-on-drift out.',
  ],
];

/** Throws every Problem with what was asked for. */
export function checkRunOptions(options: RunOptions): void {
  throwProblems(
    rules
      .filter(([isWrong]) => isWrong(options))
      .map(([, why, fix]) => new Problem('run-option', `Failed to start a run: ${why}.`, fix)),
  );
}

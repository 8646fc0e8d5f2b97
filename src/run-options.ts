import type { FileAccess, MountedDocument } from './contract/index.ts';
import type { OwnFeatures } from './own-features.ts';
import { Problem, throwProblems } from './problem.ts';
import type { ScenarioResult, Shard } from './result.ts';
import type { Policy } from './retry/index.ts';
import type { LiveLimits } from './scenarios/index.ts';

/** What to run, against what, and where the report goes. Only `cwd` matters for relative paths. */
export interface RunOptions {
  /** Path of an OpenAPI document, or of several that are served as one; default: the alert and user API that ships. */
  readonly openapi?: string | readonly MountedDocument[];
  /** Path of its failure layer; default: the file `<name>.failures.yaml` beside the document, if there is one. */
  readonly failures?: string;
  /**
   * Feature files, folders, `file:line`; default: the features that ship. Without any for a document of one's own they
   * are generated from it, into `features/` in the report's folder.
   */
  readonly features?: readonly string[];
  /** Folders with step files of one's own, loaded beside the shipped steps. */
  readonly steps?: readonly string[];
  /** Base URL of a live API; default: an embedded mock on a virtual clock. */
  readonly target?: string;
  /** Value of the credential that scenarios call "a valid API key"; default: the failure layer's. */
  readonly credential?: string;
  /** Where `FAULTLINE_CREDENTIAL_<SCHEME>` are looked up for a live target; default: the process's own. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** What may be done to a live target; default: safe methods alone, no quota used up, five requests a second. */
  readonly live?: Partial<LiveLimits>;
  /** Runs this part of the scenarios alone; `faultline report` puts the results of all parts together. */
  readonly shard?: Pick<Shard, 'index' | 'total'>;
  /** Shares the scenarios out among so many threads of this process, each with a mock of its own; default: 1. */
  readonly parallel?: number;
  /** Matches the steps and sends nothing: says what would be covered. */
  readonly dryRun?: boolean;
  /** Percent of what is declared that has to be covered; below it the exit code is 4. */
  readonly minCoverage?: number;
  /** Makes a live API that differs from its contract exit code 4. */
  readonly failOnDrift?: boolean;
  /** Path of a file with known failures, which break nothing. */
  readonly baseline?: string;
  /** Writes that file anew: what is broken comes in, what passes now goes out. */
  readonly updateBaseline?: boolean;
  /** Path of an earlier `result.json`, to say in the report what changed since. */
  readonly previous?: string;
  /** Which table classifies failures; default: the failure layer's, `standard` where it names none. */
  readonly policy?: Policy;
  /** A tag expression, e.g. `@status:429 and not @slow`. */
  readonly tags?: string;
  /** Only scenarios whose name contains one of these. */
  readonly name?: readonly string[];
  /** Folder for `index.html`, `summary.md`, `junit.xml`, `ctrf.json`, `result.json` and `messages.ndjson`; `false` writes nothing. Default `reports`. */
  readonly report?: string | false;
  /** What references may lead to beside files below the document's folder. */
  readonly allow?: Partial<FileAccess>;
  /** Refuses a document with any defect instead of leaving out the operation it breaks. */
  readonly strict?: boolean;
  /** Default: the process's own. */
  readonly cwd?: string;
  readonly onProgress?: (scenario: ScenarioResult) => void;
  /** Told before the first scenario, when there are any: what was left out of the contract, or is odd about it. */
  readonly onWarnings?: (warnings: readonly Problem[]) => void;
  /** Told before the first scenario, when the features were generated because there were none. */
  readonly onOwnFeatures?: (own: OwnFeatures) => void;
  /** What users' own steps and hooks print. */
  readonly stderr?: NodeJS.WritableStream;
}

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

/** More than any machine has processors. */
export const mostThreads = 256;

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
    ({ parallel = 1 }) => !Number.isSafeInteger(parallel) || parallel < 1 || parallel > mostThreads,
    'the number of threads is out of bounds',
    `Give a whole number from 1 to ${mostThreads}, at best that of the processors.`,
  ],
  [
    ({ parallel = 1, target }) => parallel > 1 && target !== undefined,
    'threads that run side by side would each call the live API at its own pace',
    'Leave --parallel out; --rate says how many requests a second go to the API.',
  ],
  [
    ({ parallel = 1, dryRun }) => parallel > 1 && dryRun === true,
    'a dry run sends nothing that threads could share out',
    'Leave --parallel out.',
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

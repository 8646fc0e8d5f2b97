import { type Clock, createRealClock, isoTime } from '../clock.ts';
import type { Contract } from '../contract/contract.ts';
import type { Result, ScenarioResult } from '../result.ts';
import type { Policy } from '../retry/index.ts';
import type { HeaderList } from '../trace/exchange.ts';
import { type Acceptance, createAcceptance } from './baseline/accept.ts';
import type { Baseline } from './baseline/read-baseline.ts';
import { buildResult, type GateOptions } from './build-result.ts';
import { checkTags, runCucumber } from './cucumber.ts';
import { divertConsole } from './divert-console.ts';
import { type FeatureFiles, findFeatureFiles } from './feature-files.ts';
import { carefulLimits, createLimiter, type LiveLimits } from './live-limits.ts';
import type { Envelope } from './messages.ts';
import { type Filters, whyNothingRan } from './nothing-ran.ts';
import { leadToOwnCopies } from './own-copies.ts';
import { checkReachable } from './reach.ts';
import { createRecorder, type Recorder } from './recorder.ts';
import { type Part, plannedPickles } from './selection.ts';
import { closeSession, openSession, type Session, type Target } from './session.ts';
import { ownStepFiles, shippedStepFiles } from './step-files.ts';
import { loadSteps } from './steps-library.ts';
import { thrownBySteps } from './thrown.ts';

/** What to run, against what. */
export interface ScenarioRunOptions {
  readonly contract: Contract;
  readonly target: Target;
  /** Files, folders and `file:line`. */
  readonly features: readonly string[];
  /** Folders with steps of people's own. */
  readonly stepFolders: readonly string[];
  readonly policy: Policy;
  readonly cwd: string;
  /** For what people's own steps print. */
  readonly stderr?: NodeJS.WritableStream | undefined;
  /** A tag expression. */
  readonly tags?: string | undefined;
  /** Texts of which a scenario's name has to contain one; case does not matter. */
  readonly name?: readonly string[] | undefined;
  /** Go with each request to a live target. */
  readonly headers?: HeaderList | undefined;
  /** What scenarios call a valid credential; default: the failure layer's first. */
  readonly credential?: string | undefined;
  /** By security scheme: what stands before `credential` where an operation asks for that scheme. */
  readonly credentials?: ReadonlyMap<string, string> | undefined;
  /** What may be done to a live target; default: nothing that changes it or uses up a quota. */
  readonly live?: Partial<LiveLimits> | undefined;
  /** Which part of the scenarios runs here; default: all. */
  readonly shard?: Part | undefined;
  /** Matches the steps and sends nothing: what would be covered. */
  readonly isDry?: boolean | undefined;
  readonly baseline?: Baseline | undefined;
  readonly gates?: GateOptions | undefined;
  readonly onProgress?: ((scenario: ScenarioResult) => void) | undefined;
  /** Takes cucumber's messages, masked, as they come; then nobody keeps them. */
  readonly onMessage?: ((envelope: Envelope) => void) | undefined;
}

/** The canonical result, and the messages that it was made from. */
export interface ScenarioRun {
  readonly result: Result;
  /** Cucumber's messages, masked; none where `onMessage` took them. */
  readonly envelopes: readonly Envelope[];
}

/**
 * Runs scenarios in this process, with the shipped steps and people's own.
 *
 * Resolves also when scenarios fail or the features are wrong: the result says so. Throws a Problem when there is
 * nothing to start with: a file that doesn't exist, steps that don't load, a live target that can't be reached.
 */
export async function runScenarios(options: ScenarioRunOptions): Promise<ScenarioRun> {
  return await runWithSteps(options, { shipped: shippedStepFiles(), own: ownStepFiles(options.stepFolders) });
}

/** Step files by path. */
export interface StepFiles {
  readonly shipped: readonly string[];
  readonly own: readonly string[];
}

/** The same with step files of the caller's choice. */
export async function runWithSteps(options: ScenarioRunOptions, steps: StepFiles): Promise<ScenarioRun> {
  const { isDry = false, onProgress, onMessage } = options;
  const session = sessionOf(options);
  const filters: Filters = { tags: options.tags, names: options.name ?? [] };
  checkTags(filters.tags);
  const found = findFeatureFiles(options.features, session.cwd);
  if (session.target.kind === 'live' && !isDry) await checkReachable(session.target.url);
  openSession(session);
  const undo = [leadToOwnCopies(), divertConsole(options.stderr)];
  try {
    const clock = createRealClock();
    const today = isoTime(clock.now()).slice(0, 10);
    const acceptance = options.baseline === undefined ? null : createAcceptance(options.baseline, today);
    const recorder = createRecorder(session, { onScenario: onProgress, onMessage, accept: acceptance?.accept, isDry });
    return await record({ options, session, filters, found, recorder, steps, acceptance, clock });
  } finally {
    for (const restore of undo) restore();
    thrownBySteps.clear();
    closeSession();
  }
}

function sessionOf({
  contract,
  target,
  policy,
  headers,
  credential,
  credentials,
  live,
  cwd,
}: ScenarioRunOptions): Session {
  return {
    contract,
    target,
    policy,
    headers: headers ?? [],
    credential: credential ?? null,
    credentials: credentials ?? new Map(),
    limits: target.kind === 'live' ? createLimiter({ ...carefulLimits, ...live }, contract) : null,
    cwd,
  };
}

interface Run {
  readonly options: ScenarioRunOptions;
  readonly session: Session;
  readonly filters: Filters;
  readonly found: FeatureFiles;
  readonly recorder: Recorder;
  readonly steps: StepFiles;
  readonly acceptance: Acceptance | null;
  readonly clock: Clock;
}

async function record(run: Run): Promise<ScenarioRun> {
  const { options, session, filters, found, recorder, steps, acceptance, clock } = run;
  const { isDry = false, shard = null, baseline, gates = {} } = options;
  const { log } = recorder;
  const startedAt = clock.now();
  // Without a path cucumber would look for features by itself.
  if (found.files.length > 0) {
    const library = await loadSteps(steps.shipped, steps.own, session.cwd);
    const { files } = found;
    await runCucumber({
      files,
      filters,
      library,
      cwd: session.cwd,
      part: shard,
      dryRun: isDry,
      onMessage: recorder.take,
    });
    recorder.inspect(library);
  }
  const planned = plannedPickles().map((id) => recorder.ids.get(id) ?? id);
  const ran = log.executions.size > 0 || recorder.problems.length > 0 || (shard !== null && planned.length > 0);
  const result = buildResult({
    session,
    log,
    scenarios: recorder.scenarios,
    cells: recorder.cells,
    problems: recorder.problems,
    nothingRan: ran ? [] : whyNothingRan(found, filters, log),
    masked: recorder.masked,
    times: { startedAt, finishedAt: clock.now() },
    excluded: baseline?.excluded ?? [],
    baseline: acceptance?.outcome(recorder.ids.values()) ?? null,
    drift: recorder.drift,
    shard: shard === null ? null : { ...shard, planned },
    lost: session.limits?.lost ?? null,
    isDry,
    gates,
  });
  return { result, envelopes: log.envelopes };
}

import { randomUUID } from 'node:crypto';
import type { Clock } from '../clock.ts';
import type { Contract } from '../contract/index.ts';
import type { Judgement } from '../judgement.ts';
import { type Mock, startMock } from '../mock/index.ts';
import type { ResultProblem } from '../result.ts';
import { createTextMask } from '../trace/mask-text.ts';
import { buildJudgement } from './build-judgement.ts';
import type { Driver } from './drivers/driver.ts';
import { withExpectations } from './expectations.ts';
import { isUndecided, type Judged, judgeChosen, noisyProbes } from './judge-checks.ts';
import { identityOf, type JudgeOptions, secretsOf } from './judge-options.ts';
import { watchLateness } from './lateness.ts';
import type { Bench, Observed } from './observe.ts';
import { type CallPlan, callFor, planCalls, reasonsToLeaveOut, uniqueProbes } from './plan-calls.ts';
import { quietContract } from './quiet-contract.ts';
import { type PlannedProbe, type ProbeProgress, runProbes } from './run-probes.ts';
import { type SelfCheck, selfCheck } from './self-check.ts';
import type { Authority } from './tls.ts';
import { type Found, overHttps, together } from './together.ts';

/** Whom to judge, and how he is driven. */
export interface DrivenOptions extends JudgeOptions {
  /** Calls under way at the same time at most. */
  readonly concurrency: number;
  /** The client's program and arguments; null: there is none. */
  readonly command: readonly string[] | null;
  /** With an authority: judges over http as well, and each check by the worse of the two. */
  readonly overBoth: boolean;
  /** Ends the run before its time. */
  readonly stopped: AbortSignal;
  createDriver(run: string): Driver;
  onProgress(progress: JudgeProgress): void;
}

/** What a person may be told while a client is judged. */
export type JudgeProgress =
  | { readonly kind: 'self-checked'; readonly checks: readonly SelfCheck[] }
  | { readonly kind: 'planned'; readonly probes: number }
  | { readonly kind: 'again'; readonly probes: number }
  | ProbeProgress;

/** Judges a client: sees that its driver does as it is told, puts it through every probe, and holds the checks against that. */
export async function judge(options: DrivenOptions): Promise<Judgement> {
  const { clock, authority, command } = options;
  const contract = quietContract(options.contract);
  const startedAt = clock.now();
  const schemes = authority === null || !options.overBoth ? [authority] : [null, authority];
  const mocks = await Promise.all(schemes.map((one) => openMock(contract, clock, one)));
  const driver = options.createDriver(randomUUID());
  const lateness = watchLateness(clock);
  try {
    const plan = await planCalls(mocks[0] as Mock, contract, options);
    const settings = withExpectations(options.settings, contract, plan);
    const concurrency = Math.ceil(options.concurrency / mocks.length);
    const passes = mocks.map((mock, index) => {
      const bench = { mock, clock, driver, lateness, stopped: options.stopped, suffix: index === 0 ? '' : overHttps };
      return examine({ ...bench, declared: settings.declared, thorough: settings.thorough }, plan, {
        ...options,
        settings,
        concurrency,
      });
    });
    return buildJudgement({
      client: options.client ?? driver.clientName,
      profile: settings.profile,
      identity: identityOf({ ...options, settings }, plan, { driver: driver.kind, command, startedAt }),
      known: options.known,
      maskText: createTextMask(secretsOf(contract)),
      rerun: options.rerun,
      ...together(await Promise.all(passes)),
    });
  } finally {
    lateness.stop();
    await driver.close();
    await Promise.all(mocks.map((mock) => mock.close(0)));
  }
}

function openMock(contract: Contract, clock: Clock, authority: Authority | null): Promise<Mock> {
  return startMock({ contract, createClock: () => clock, ...(authority === null ? {} : { tls: authority.server }) });
}

async function examine(bench: Bench, plan: CallPlan, options: DrivenOptions): Promise<Found> {
  const { checks, settings, concurrency, onProgress } = options;
  const selfChecks: SelfCheck[] = [];
  for (const planned of [plan.get, plan.post]) if (planned !== null) selfChecks.push(await selfCheck(bench, planned));
  onProgress({ kind: 'self-checked', checks: selfChecks });
  const wanted = uniqueProbes(checks);
  const leftOut = reasonsToLeaveOut(wanted, bench.driver.kind, plan, selfChecks);
  const probes = wanted.flatMap((probe) => {
    const planned = callFor(plan, probe);
    return planned === null || leftOut.has(probe.name) ? [] : [{ probe, planned }];
  });
  onProgress({ kind: 'planned', probes: probes.length });
  const isNoisy = (observed: Observed) =>
    checks
      .filter(({ check }) => check.probes.every(({ name }) => name === observed.probe.name))
      .some((chosen) => isUndecided(judgeChosen(chosen, { observed: [observed], leftOut, settings })));
  const first = await runProbes(bench, probes, { concurrency, round: 1, isNoisy, onProgress });
  const judgeAll = (observed: readonly Observed[]) =>
    checks.map((chosen) => judgeChosen(chosen, { observed, leftOut, settings }));
  const observed = await lookAgain(bench, probes, { first, judged: judgeAll(first) }, options);
  return {
    judged: judgeAll(observed),
    observed: [...selfChecks.map((check) => check.observed), ...observed],
    problems: saidOnce(selfChecks.flatMap((check) => problemOf(check, bench.suffix))),
    unreachable: selfChecks.length > 0 && selfChecks.every(({ trouble }) => trouble !== null),
  };
}

/** What only the judge's own delays decided is looked at once more, a few at a time. */
async function lookAgain(
  bench: Bench,
  probes: readonly PlannedProbe[],
  { first, judged }: { readonly first: readonly Observed[]; readonly judged: readonly Judged[] },
  { onProgress }: DrivenOptions,
): Promise<readonly Observed[]> {
  const noisy = noisyProbes(judged);
  const seenTwice = new Set(first.filter(({ round }) => round > 1).map(({ probe }) => probe.name));
  const again = probes.filter(({ probe }) => noisy.has(probe.name) && !seenTwice.has(probe.name));
  if (again.length === 0 || bench.stopped.aborted) return first;
  onProgress({ kind: 'again', probes: again.length });
  const second = await runProbes(bench, again, { concurrency: 3, round: 2, onProgress });
  const renewed = new Map(second.map((observed) => [observed.probe.name, observed]));
  return first.map((observed) => renewed.get(observed.probe.name) ?? observed);
}

/** A client that can't be started can't be for GET nor for POST. */
function saidOnce(problems: readonly ResultProblem[]): readonly ResultProblem[] {
  return [...new Map(problems.map((problem) => [problem.message, problem])).values()];
}

function problemOf({ trouble }: SelfCheck, suffix: string): readonly ResultProblem[] {
  if (trouble === null) return [];
  const { kind, message, fix } = trouble;
  return [{ code: kind, message: suffix === '' ? message : `Over https: ${message}`, fix }];
}

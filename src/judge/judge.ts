import { randomUUID } from 'node:crypto';
import type { CheckSettings, Probe } from '../checks/check.ts';
import type { Declared } from '../checks/observation.ts';
import { type Clock, isoTime } from '../clock.ts';
import type { Contract } from '../contract/index.ts';
import type { Judgement, JudgementIdentity } from '../judgement.ts';
import { type Mock, startMock } from '../mock/index.ts';
import { packageVersion } from '../package.ts';
import type { ResultProblem } from '../result.ts';
import { createTextMask } from '../trace/mask-text.ts';
import { buildJudgement } from './build-judgement.ts';
import type { Driver } from './drivers/driver.ts';
import { type ChosenCheck, type Judged, judgeCheck, type LeftOut, noisyProbes, type Reason } from './judge-checks.ts';
import type { KnownFailures } from './known.ts';
import { watchLateness } from './lateness.ts';
import type { Bench, Observed } from './observe.ts';
import { quietContract } from './quiet-contract.ts';
import { candidatesFor, type OperationChoice, type PlannedRequest } from './requests.ts';
import { type PlannedProbe, type ProbeProgress, runProbes } from './run-probes.ts';
import { type SelfCheck, selfCheck } from './self-check.ts';
import type { Authority } from './tls.ts';
import { firstThatSucceeds } from './try-request.ts';

/** Whom to judge, by what, against which API. */
export interface JudgeOptions extends OperationChoice {
  readonly contract: Contract;
  readonly clock: Clock;
  readonly checks: readonly ChosenCheck[];
  readonly settings: CheckSettings;
  readonly known: KnownFailures;
  /** Calls under way at the same time at most. */
  readonly concurrency: number;
  /** Default: what the driver says. */
  readonly client?: string | undefined;
  /** The client's program and arguments; null: there is none. */
  readonly command: readonly string[] | null;
  /** Serves https with it; null: http. */
  readonly authority: Authority | null;
  /** Ends the run before its time. */
  readonly stopped: AbortSignal;
  createDriver(run: string): Driver;
  onProgress(progress: JudgeProgress): void;
  rerun(id: string): string | null;
}

/** What a person may be told while a client is judged. */
export type JudgeProgress =
  | { readonly kind: 'planned'; readonly probes: number }
  | { readonly kind: 'self-checked'; readonly checks: readonly SelfCheck[] }
  | { readonly kind: 'again'; readonly probes: number }
  | ProbeProgress;

/** Judges a client: sees that its driver does as it is told, puts it through every probe, and holds the checks against that. */
export async function judge(options: JudgeOptions): Promise<Judgement> {
  const { clock, authority } = options;
  const contract = quietContract(options.contract);
  const startedAt = clock.now();
  const mock = await startMock({
    contract,
    createClock: () => clock,
    ...(authority === null ? {} : { tls: authority.server }),
  });
  const driver = options.createDriver(randomUUID());
  const lateness = watchLateness(clock);
  try {
    const { settings, stopped } = options;
    const { declared, thorough } = settings;
    const bench: Bench = { mock, clock, driver, declared, thorough, lateness, stopped };
    const plan = await planCalls(mock, contract, options);
    const found = await examine(bench, plan, options);
    return buildJudgement({
      client: options.client ?? driver.clientName,
      profile: settings.profile,
      identity: identityOf(options, driver, plan, startedAt),
      known: options.known,
      maskText: createTextMask(secretsOf(contract)),
      rerun: options.rerun,
      ...found,
    });
  } finally {
    lateness.stop();
    await driver.close();
    await mock.close(0);
  }
}

interface CallPlan {
  readonly get: PlannedRequest | null;
  readonly post: PlannedRequest | null;
}

async function planCalls(mock: Mock, contract: Contract, choice: OperationChoice): Promise<CallPlan> {
  return {
    get: await firstThatSucceeds(mock, candidatesFor(contract, 'GET', choice.operation)),
    post: await firstThatSucceeds(mock, candidatesFor(contract, 'POST', choice.writeOperation)),
  };
}

interface Found {
  readonly judged: readonly Judged[];
  readonly observed: readonly Observed[];
  readonly problems: readonly ResultProblem[];
  readonly unreachable: boolean;
}

async function examine(bench: Bench, plan: CallPlan, options: JudgeOptions): Promise<Found> {
  const { checks, settings, concurrency, onProgress } = options;
  const selfChecks: SelfCheck[] = [];
  for (const planned of [plan.get, plan.post]) if (planned !== null) selfChecks.push(await selfCheck(bench, planned));
  onProgress({ kind: 'self-checked', checks: selfChecks });
  const wanted = uniqueProbes(checks);
  const leftOut = reasonsToLeaveOut(wanted, bench, plan, selfChecks);
  const probes = wanted.flatMap((probe) => {
    const planned = callFor(plan, probe);
    return planned === null || leftOut.has(probe.name) ? [] : [{ probe, planned }];
  });
  onProgress({ kind: 'planned', probes: probes.length });
  const first = await runProbes(bench, probes, { concurrency, round: 1, onProgress });
  const judgeAll = (observed: readonly Observed[]) =>
    checks.map((chosen) => judgeCheck(chosen, { observed, leftOut, settings }));
  const observed = await lookAgain(bench, probes, first, judgeAll(first), options);
  return {
    judged: judgeAll(observed),
    observed: [...selfChecks.map((check) => check.observed), ...observed],
    problems: selfChecks.flatMap(problemOf),
    unreachable: selfChecks.length > 0 && selfChecks.every(({ trouble }) => trouble !== null),
  };
}

/** What only the judge's own delays decided is looked at once more, a few at a time. */
async function lookAgain(
  bench: Bench,
  probes: readonly PlannedProbe[],
  first: readonly Observed[],
  judged: readonly Judged[],
  { onProgress }: JudgeOptions,
): Promise<readonly Observed[]> {
  const noisy = noisyProbes(judged);
  const again = probes.filter(({ probe }) => noisy.has(probe.name));
  if (again.length === 0 || bench.stopped.aborted) return first;
  onProgress({ kind: 'again', probes: again.length });
  const second = await runProbes(bench, again, { concurrency: 3, round: 2, onProgress });
  const renewed = new Map(second.map((observed) => [observed.probe.name, observed]));
  return first.map((observed) => renewed.get(observed.probe.name) ?? observed);
}

function uniqueProbes(checks: readonly ChosenCheck[]): readonly Probe[] {
  return [...new Map(checks.flatMap(({ check }) => check.probes.map((probe) => [probe.name, probe]))).values()];
}

function callFor({ get, post }: CallPlan, { method }: Probe): PlannedRequest | null {
  return method === 'GET' ? get : post;
}

function reasonsToLeaveOut(
  probes: readonly Probe[],
  bench: Bench,
  plan: CallPlan,
  selfChecks: readonly SelfCheck[],
): LeftOut {
  const reasons = probes.map((probe) => [probe.name, reasonToLeaveOut(probe, bench, plan, selfChecks)] as const);
  return new Map(reasons.flatMap(([name, reason]) => (reason === null ? [] : [[name, reason] as const])));
}

function reasonToLeaveOut(
  probe: Probe,
  { driver }: Bench,
  plan: CallPlan,
  selfChecks: readonly SelfCheck[],
): Reason | null {
  const { method, drivers } = probe;
  if (drivers !== undefined && !drivers.includes(driver.kind)) {
    const able = drivers.map((kind) => `"${kind}"`).join(' or ');
    return { subtype: 'driver', because: `the driver "${driver.kind}" can't show it; ${able} can` };
  }
  if (callFor(plan, probe) === null) {
    return { subtype: 'no-operation', because: `the document has no ${method} that a plain call succeeds with` };
  }
  const trouble = selfChecks.find((check) => check.method === method)?.trouble ?? null;
  return trouble && { subtype: trouble.kind, because: trouble.message };
}

function problemOf({ trouble }: SelfCheck): readonly ResultProblem[] {
  return trouble === null ? [] : [{ code: trouble.kind, message: trouble.message, fix: trouble.fix }];
}

function identityOf(
  { contract, settings, command, authority, clock }: JudgeOptions,
  driver: Driver,
  plan: CallPlan,
  startedAt: number,
): JudgementIdentity {
  const { title, version, path, sha256 } = contract;
  const named = (planned: PlannedRequest | null) => planned && `${planned.operation.method} ${planned.operation.path}`;
  const declared: Declared = settings.declared;
  return {
    document: { title, version, path, sha256 },
    driver: driver.kind,
    command,
    declared,
    thorough: settings.thorough,
    tls: authority !== null,
    clock: clock.kind,
    calls: { get: named(plan.get), post: named(plan.post) },
    tools: { faultline: packageVersion, node: process.versions.node },
    startedAt: isoTime(startedAt),
    finishedAt: isoTime(clock.now()),
  };
}

function secretsOf({ layer }: Contract): readonly string[] {
  return [...layer.credentials.values()].flatMap(({ known }) => [...known.values()].map(({ value }) => value));
}

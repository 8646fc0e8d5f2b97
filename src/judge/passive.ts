import { callsOf, type Probe } from '../checks/check.ts';
import type { Observation, WindowEnd } from '../checks/observation.ts';
import type { Judgement } from '../judgement.ts';
import { type Mock, startMock } from '../mock/index.ts';
import { type Exchange, statusOf } from '../trace/exchange.ts';
import { createTextMask } from '../trace/mask-text.ts';
import { buildJudgement } from './build-judgement.ts';
import { type ClientCall, unheard } from './drivers/driver.ts';
import { withExpectations } from './expectations.ts';
import { judgeChosen, type LeftOut, type Reason } from './judge-checks.ts';
import { identityOf, type JudgeOptions, secretsOf } from './judge-options.ts';
import { type Lateness, watchLateness } from './lateness.ts';
import { type Observed, pathOf } from './observe.ts';
import { type CallPlan, callFor, planCalls, reasonsToLeaveOut, uniqueProbes } from './plan-calls.ts';
import { quietContract } from './quiet-contract.ts';
import { observedCall, openStand, type Stand } from './stand.ts';

export interface PassiveOptions extends JudgeOptions {
  readonly host: string;
  readonly port: number;
}

/** Where somebody may call to be put through a probe, and what has come there. */
export interface PassiveCase {
  readonly probe: Probe;
  readonly call: ClientCall;
  /** Credential that leads to this case whatever the path; null: the operation takes none. */
  readonly key: string | null;
  attempts(): readonly Exchange[];
}

/** A mock that waits for whoever comes. */
export interface PassiveRun {
  /** Of the mock, without a trailing slash. */
  readonly url: string;
  readonly cases: readonly PassiveCase[];
  /** Judges what came, and stops serving. */
  finish(): Promise<Judgement>;
}

interface Bench {
  readonly mock: Mock;
  readonly plan: CallPlan;
  readonly thorough: boolean;
}

interface PassiveStand {
  readonly probe: Probe;
  readonly stand: Stand;
  readonly key: string | null;
}

/** Serves every probe at an address of its own, each for one logical call, until it is finished. */
export async function openPassive(given: PassiveOptions): Promise<PassiveRun> {
  const { clock, authority, host, port } = given;
  const contract = quietContract(given.contract);
  const startedAt = clock.now();
  const tls = authority === null ? {} : { tls: authority.server };
  const mock = await startMock({ contract, createClock: () => clock, host, port, ...tls });
  const lateness = watchLateness(clock);
  const plan = await planCalls(mock, contract, given);
  const options = { ...given, settings: withExpectations(given.settings, contract, plan) };
  const wanted = uniqueProbes(options.checks);
  const leftOut = reasonsToLeaveOut(wanted, 'passive', plan, []);
  const stands = wanted
    .filter(({ name }) => !leftOut.has(name))
    .flatMap((probe) => standsOf({ mock, plan, thorough: options.settings.thorough }, probe));

  return {
    url: mock.url,
    cases: stands.map(({ probe, stand, key }) => ({ probe, call: stand.call, key, attempts: stand.attempts })),
    async finish() {
      const observed = wanted.flatMap((probe) => observedOf(probe, stands, { options, lateness, startedAt }));
      const missing = new Map([...leftOut, ...uncalled(stands, observed)]);
      const judgement = judgementOf(options, plan, { observed, leftOut: missing, startedAt });
      lateness.stop();
      await mock.close(0);
      return judgement;
    },
  };
}

function standsOf({ mock, plan, thorough }: Bench, probe: Probe): readonly PassiveStand[] {
  const planned = callFor(plan, probe);
  if (planned === null) return [];
  const count = callsOf(probe, thorough);
  return Array.from({ length: count }, (_, index) => {
    const id = count > 1 ? `${probe.name}.${index + 1}` : probe.name;
    const key = planned.credential === null ? null : `key-${id}`;
    return {
      probe,
      stand: openStand({ mock, probe, planned, index, count, round: 1, ...(key === null ? {} : { key }) }),
      key,
    };
  });
}

interface Surroundings {
  readonly options: PassiveOptions;
  readonly lateness: Lateness;
  readonly startedAt: number;
}

/** Nothing, when nobody called. */
function observedOf(
  probe: Probe,
  all: readonly PassiveStand[],
  { options, lateness, startedAt }: Surroundings,
): readonly Observed[] {
  const stands = all.filter((one) => one.probe === probe).map(({ stand }) => stand);
  const called = stands.filter((stand) => stand.attempts().length > 0);
  if (called.length === 0) return [];
  const closedAt = options.clock.now();
  const calls = called.map((stand) => {
    const first = stand.attempts()[0]?.startedAt ?? startedAt;
    return observedCall(stand, { startedAt: first, endedAt: null, end: unheard });
  });
  const openedAt = Math.min(...calls.map((call) => call.startedAt));
  const observation: Observation = {
    probe: probe.name,
    driver: 'passive',
    declared: options.settings.declared,
    calls,
    grouping: called.some(hasSecondCall) ? 'ambiguous' : 'sure',
    window: { openedAt, closedAt, end: endOf(called, closedAt) },
    trouble: null,
  };
  const strays = called
    .flatMap((stand) => stand.others())
    .map(({ request }) => `${request.method} ${pathOf(request.url)}`);
  const delays = lateness.between(openedAt, closedAt);
  return [{ probe, observation, delays, noiseMs: lateness.noise(openedAt, closedAt), round: 1, output: '', strays }];
}

/** Behind a success nobody retries: whatever comes then is another logical call at the same address. */
function hasSecondCall(stand: Stand): boolean {
  const attempts = stand.attempts();
  const success = attempts.findIndex(
    (attempt) => attempt.outcome?.kind === 'response' && (statusOf(attempt) ?? 500) < 400,
  );
  return success !== -1 && success < attempts.length - 1;
}

const quietMs = 5000;

/** Nothing more is expected after twice the longest gap, or what was asked to be waited for is long over. */
function endOf(stands: readonly Stand[], now: number): WindowEnd {
  const isQuiet = stands.every((stand) => {
    const attempts = stand.attempts();
    const gaps = attempts.slice(1).map(({ startedAt }, index) => startedAt - (attempts[index]?.startedAt ?? startedAt));
    const last = attempts.at(-1);
    return now - (last?.endedAt ?? now) > Math.max(quietMs, 2 * Math.max(0, ...gaps));
  });
  return isQuiet ? 'quiet' : 'stopped';
}

function uncalled(
  stands: readonly PassiveStand[],
  observed: readonly Observed[],
): readonly (readonly [string, Reason])[] {
  const seen = new Set(observed.map(({ probe }) => probe.name));
  return stands
    .filter(({ probe }) => !seen.has(probe.name))
    .map(({ probe, stand }) => [
      probe.name,
      { subtype: 'never-called', because: `nobody called ${stand.call.method} ${stand.call.url}` },
    ]);
}

function judgementOf(
  options: PassiveOptions,
  plan: CallPlan,
  {
    observed,
    leftOut,
    startedAt,
  }: { readonly observed: readonly Observed[]; readonly leftOut: LeftOut; readonly startedAt: number },
): Judgement {
  const { checks, settings } = options;
  const isSilent = observed.length === 0;
  const message = 'Nobody called: no request came to any of the addresses.';
  const fix = 'Have the client call the addresses that are printed, each once.';
  return buildJudgement({
    client: options.client ?? 'whoever called',
    profile: settings.profile,
    identity: identityOf(options, plan, { driver: 'passive', command: null, startedAt }),
    judged: checks.map((chosen) => judgeChosen(chosen, { observed, leftOut, settings })),
    observed,
    known: options.known,
    problems: isSilent ? [{ code: 'never-called', message, fix }] : [],
    unreachable: isSilent,
    maskText: createTextMask(secretsOf(options.contract)),
    rerun: options.rerun,
  });
}

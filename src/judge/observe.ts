import { callsOf, type Probe } from '../checks/check.ts';
import type { ClientTrouble, Declared, Observation, WindowEnd } from '../checks/observation.ts';
import type { Clock } from '../clock.ts';
import type { Mock } from '../mock/index.ts';
import type { Driver, DriverSession } from './drivers/driver.ts';
import { unheard } from './drivers/driver.ts';
import type { Delay, Lateness } from './lateness.ts';
import type { PlannedRequest } from './requests.ts';
import { type CallTimes, isSatisfied, mostRequests, observedCall, openStand, type Stand } from './stand.ts';
import { openWindow, type Window } from './window.ts';

/** What every probe of a run is run with. */
export interface Bench {
  readonly mock: Mock;
  readonly clock: Clock;
  readonly driver: Driver;
  readonly declared: Declared;
  readonly thorough: boolean;
  readonly lateness: Lateness;
  /** Behind the names of probes for the driver, where the same ones are run twice; usually empty. */
  readonly suffix: string;
  /** Aborted when the whole run is to stop. */
  readonly stopped: AbortSignal;
}

/** What was seen under a probe, and what only the person who reads the result wants to know. */
export interface Observed {
  readonly probe: Probe;
  readonly observation: Observation;
  /** When this process was late meanwhile. */
  readonly delays: readonly Delay[];
  /** What this machine's timers were late by meanwhile, in milliseconds; 0 on one that isn't busy. */
  readonly noiseMs: number;
  /** Counted from 1: how often the probe has been run. */
  readonly round: number;
  /** The last lines that the client printed; empty: nothing. */
  readonly output: string;
  /** Requests to the case that were none of the call's: `GET /`. */
  readonly strays: readonly string[];
}

/** A client that has its answer and doesn't end is waited for so long. */
const quietMs = 5000;
/** Connections of a client that is gone are seen to close within this. */
const settleMs = 300;

/** How long the window of a probe stays open. */
export function watchOf({ watchMs, thoroughMs }: Probe, thorough: boolean): number {
  return thorough ? Math.max(watchMs, thoroughMs ?? 0) : watchMs;
}

/** Fewer calls than this are no statistics. */
const manyCalls = 10;

/** Whether many waits of a probe are compared with each other, so that every disturbance shows. */
export function comparesWaits(probe: Probe, thorough: boolean): boolean {
  return probe.parallel === true && callsOf(probe, thorough) >= manyCalls && probe.always === null;
}

/** Has the client make the calls of a probe and looks at it until it has ended or the window closes. */
export async function observe(bench: Bench, probe: Probe, planned: PlannedRequest, round = 1): Promise<Observed> {
  const { mock, clock, driver, stopped } = bench;
  const count = callsOf(probe, bench.thorough);
  const stands = Array.from({ length: count }, (_, index) => openStand({ mock, probe, planned, index, count, round }));
  const name = `${probe.name}${bench.suffix}`;
  const session = driver.open(name);
  if (driver.kind === 'jsonl' && probe.parallel === true) await warmUp(bench, session, probe, planned);
  const window = openWindow(clock, watchOf(probe, bench.thorough), stopped);
  const times = new Map<Stand, CallTimes>();
  try {
    const make = async (stand: Stand) => {
      times.set(stand, await makeCall(bench, session, stand, window));
    };
    if (probe.parallel === true) await makeSpaced(stands, probe.everyMs ?? 0, { window, clock, make });
    else await makeInTurn(stands, { window, clock, make });
    window.close('client-ended');
    await session.close();
    await Promise.all(stands.map((stand) => settle(stand, clock)));
    const made = stands.flatMap((stand) =>
      [times.get(stand)].flatMap((time) => (time ? [[stand, time] as const] : [])),
    );
    return { ...gather(bench, probe, window, made), round };
  } finally {
    for (const { running } of stands) running.close();
  }
}

const warmUpMs = 10_000;

/** A process that has just started is slow with its first call, and that would look like jitter. */
async function warmUp(
  { mock, clock, stopped }: Bench,
  session: DriverSession,
  probe: Probe,
  planned: PlannedRequest,
): Promise<void> {
  const { name, summary, method, watchMs } = probe;
  const plain: Probe = { name: `${name}.warm-up`, summary, method, watchMs, instructions: [], always: null };
  const stand = openStand({ mock, probe: plain, planned, index: 0, count: 1, round: 1 });
  const window = openWindow(clock, warmUpMs, stopped);
  await session.make(stand.call, window.signal);
  window.close('client-ended');
  stand.running.close();
}

interface Making {
  readonly window: Window;
  readonly clock: Clock;
  make(stand: Stand): Promise<void>;
}

async function makeInTurn(stands: readonly Stand[], { window, make }: Making): Promise<void> {
  for (const stand of stands) {
    if (window.end !== null) return;
    await make(stand);
  }
}

/** All at once, or each a time behind the one before, whether that is over or not. */
async function makeSpaced(stands: readonly Stand[], everyMs: number, { window, clock, make }: Making): Promise<void> {
  const made = stands.map(async (stand, index) => {
    if (index > 0 && everyMs > 0) await pause(clock, index * everyMs, window.signal);
    if (window.end === null) await make(stand);
  });
  await Promise.all(made);
}

/** Resolves after a time, or as soon as the window closes. */
function pause(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  return clock.sleep(ms, signal).catch(() => {});
}

async function makeCall(bench: Bench, session: DriverSession, stand: Stand, window: Window): Promise<CallTimes> {
  const { clock } = bench;
  const signal = AbortSignal.any([window.signal, stand.control.signal]);
  const unwatch = bench.clock.kind === 'real' ? watchQuiet(stand, clock) : () => {};
  const startedAt = clock.now();
  const end = await session.make({ ...stand.call, probe: `${stand.call.probe}${bench.suffix}` }, signal);
  const endedAt = signal.aborted ? null : clock.now();
  unwatch();
  return { startedAt, endedAt, end };
}

/** A driver that never says that a call is over, though it is, would be looked at until its window closes. */
function watchQuiet(stand: Stand, clock: Clock): () => void {
  let cancel = () => {};
  const look = () => {
    const endedAt = stand.attempts().at(-1)?.endedAt ?? null;
    if (endedAt !== null && clock.now() - endedAt >= quietMs && isSatisfied(stand)) stand.control.abort('quiet');
    else cancel = clock.timer(quietMs / 10, look);
  };
  look();
  return () => cancel();
}

/** Waits for exchanges whose client is gone to be closed on this side too. */
async function settle({ running }: Stand, clock: Clock): Promise<void> {
  if (clock.kind === 'virtual') return running.settled();
  const until = clock.now() + settleMs;
  while (running.trace().some(({ endedAt }) => endedAt === null) && clock.now() < until) await clock.sleep(5);
}

function gather(
  { driver, declared, clock, lateness }: Bench,
  probe: Probe,
  window: Window,
  made: readonly (readonly [Stand, CallTimes])[],
): Omit<Observed, 'round'> {
  const closedAt = clock.now();
  const observation: Observation = {
    probe: probe.name,
    driver: driver.kind,
    declared,
    calls: made.map(([stand, time]) => observedCall(stand, time)),
    // Every call has a case of its own, and its address names it.
    grouping: 'sure',
    window: { openedAt: window.openedAt, closedAt, end: endOf(made, window) },
    trouble: made.map(([stand, time]) => troubleOf(stand, time)).find((trouble) => trouble !== null) ?? null,
  };
  const strays = made
    .flatMap(([stand]) => stand.others())
    .map(({ request }) => `${request.method} ${pathOf(request.url)}`);
  return {
    probe,
    observation,
    delays: lateness.between(window.openedAt, closedAt),
    noiseMs: lateness.noise(window.openedAt, closedAt),
    output: made.map(([, { end }]) => end.output).findLast((output) => output !== '') ?? unheard.output,
    strays,
  };
}

function endOf(made: readonly (readonly [Stand, CallTimes])[], window: Window): WindowEnd {
  const reasons = made.map(([{ control }]) => control.signal.reason as unknown);
  if (reasons.includes('flooded')) return 'stopped';
  return reasons.includes('quiet') ? 'quiet' : (window.end ?? 'client-ended');
}

function troubleOf(stand: Stand, { end }: CallTimes): ClientTrouble | null {
  const { control, running } = stand;
  if (control.signal.reason === 'flooded') {
    const sent = `${mostRequests + running.refused} requests`;
    return { kind: 'flooded', message: `it sent ${sent} for one call, and was stopped` };
  }
  if (end.trouble !== null) return end.trouble;
  if (control.signal.reason === 'quiet') {
    return { kind: 'hung', message: `it had its answer and did not end within ${quietMs / 1000} s` };
  }
  const [stray] = stand.attempts().length > 0 ? [] : stand.others();
  if (stray === undefined) return null;
  const asked = `${stand.call.method} ${stand.call.path}`;
  const came = `${stray.request.method} ${pathOf(stray.request.url)}`;
  return { kind: 'wrong-path', message: `it was asked for ${asked}, but ${came} came` };
}

/** Path and query of an absolute URL. */
export function pathOf(url: string): string {
  return url.replace(/^https?:\/\/[^/]*/, '') || '/';
}

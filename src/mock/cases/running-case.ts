import type { Clock } from '../../clock.ts';
import type { Contract } from '../../contract/contract.ts';
import type { Rule } from '../../contract/failure-layer.ts';
import { parseInstruction } from '../../faults/index.ts';
import type { MockCase, RequestBound, TraceEntry } from '../mock.ts';
import type { Waiter } from '../server/wait.ts';
import { verify } from '../verify/verify.ts';
import { advance, blurOf, setBack, settledSoon } from './case-clock.ts';
import { type CaseCore, type CaseCoreOptions, createCaseCore } from './case-core.ts';
import { type CaseRules, createCaseRules } from './case-rules.ts';
import { completeRateLimit } from './rate-limit-input.ts';
import { createRecorder, type Recorder } from './recorder.ts';
import { checkOperation, refuseListenerFault } from './rule-input.ts';
import { createSchedule, type Schedule } from './schedule.ts';
import type { TraceMemory } from './trace-memory.ts';

/** A case as the server sees it: what the outside may do, and what becomes of requests. */
export interface RunningCase
  extends MockCase,
    Pick<CaseCore, 'decide' | 'finish'>,
    Pick<CaseRules, 'injected' | 'follow'> {
  readonly recorder: Recorder;
  /** Counts a request in; false: the case has had as many as it serves. */
  admits(): boolean;
  /** Exchanges that wait on a timer or hang. */
  readonly parked: Set<Waiter>;
}

export interface RunningCaseOptions extends CaseCoreOptions {
  readonly id: string;
  readonly url: () => string;
  /** Rules that close the listener by this case's clock. */
  readonly scheduled: readonly Rule[];
  /** Shared by the traces of all cases. */
  readonly memory: TraceMemory;
  readonly bound: RequestBound | null;
  refuseConnections(forMs: number, clock: Clock): Promise<void>;
  /** Ends a refusal that goes by this clock. */
  acceptConnections(clock: Clock): void;
  onClose(): void;
}

/** Opens a case. */
export function createRunningCase(options: RunningCaseOptions): RunningCase {
  const { contract, rules, scheduled, id, clock } = options;
  const core = createCaseCore(options);
  const ruleBook = createCaseRules(core, contract, rules);
  const recorder = createRecorder(id, clock, options.memory);
  const parked = new Set<Waiter>();
  const schedule = createSchedule(scheduled, clock, (forMs) => options.refuseConnections(forMs, clock));
  schedule.start();
  const { admits, refusals } = createGate(options.bound);

  return {
    ...deedsOf(options, core, recorder, schedule),
    ...endingsOf(options, { core, ruleBook, recorder, parked, schedule }),
    id,
    get url() {
      return options.url();
    },
    clock,
    recorder,
    parked,
    get openedAt() {
      return core.state.openedAt;
    },
    get injected() {
      return ruleBook.injected;
    },
    follow: ruleBook.follow,
    inject: ruleBook.inject,
    replaceRules: ruleBook.replace,
    get rules() {
      return ruleBook.states;
    },
    get instructions() {
      return instructionsLeft(core);
    },
    get rateLimits() {
      return core.state.rateLimits;
    },
    admits,
    get refused() {
      return refusals.count;
    },
    get sideEffects() {
      return core.sideEffects;
    },
  };
}

/** Who is let in; a case without a bound lets everybody in. */
function createGate(
  bound: RequestBound | null,
): Pick<RunningCase, 'admits'> & { readonly refusals: { count: number } } {
  const refusals = { count: 0 };
  let served = 0;
  return {
    refusals,
    admits() {
      served += 1;
      if (bound === null || served <= bound.requests) return true;
      refusals.count += 1;
      if (refusals.count === 1) bound.onReached();
      return false;
    },
  };
}

interface CaseParts {
  readonly core: CaseCore;
  readonly ruleBook: CaseRules;
  readonly recorder: Recorder;
  readonly parked: ReadonlySet<Waiter>;
  readonly schedule: Schedule;
}

/** How a case starts anew, and how it ends. */
function endingsOf(
  { clock, acceptConnections, onClose }: RunningCaseOptions,
  { core, ruleBook, recorder, parked, schedule }: CaseParts,
): Pick<RunningCase, 'reset' | 'close'> {
  /** Nothing of what happened is left, on any socket or in any timer. */
  function forget(): void {
    schedule.stop();
    acceptConnections(clock);
    core.reset();
    ruleBook.reset();
    recorder.clear();
    for (const { connection } of [...parked]) connection.socket.resetAndDestroy();
  }

  return {
    reset() {
      if (clock.kind === 'real') setBack(clock);
      forget();
      schedule.start();
    },
    close() {
      forget();
      onClose();
    },
  };
}

type Deeds = 'instruct' | 'setRateLimit' | 'trace' | 'entries' | 'settled' | 'refuseConnections' | 'advance';

/** What can be done with a case, as opposed to what it shows. */
function deedsOf(
  { contract, clock, refuseConnections }: RunningCaseOptions,
  core: CaseCore,
  recorder: Recorder,
  schedule: Schedule,
): Pick<RunningCase, Deeds | 'resetClock' | 'verify' | 'decide' | 'finish'> {
  return {
    instruct: (operationId, instructions) => instruct(core, contract, operationId, instructions),
    setRateLimit: (limit) => core.change({ rateLimits: completeRateLimit(limit, core.state.rateLimits, contract) }),
    trace: recorder.trace,
    entries: (page) => entriesOf(recorder, page),
    settled: recorder.settled,
    refuseConnections: (forMs) => refuseConnections(forMs, clock),
    advance: (ms) => advance(clock, ms),
    resetClock() {
      setBack(clock);
      core.restartTime();
      schedule.start();
    },
    async verify(expected) {
      await settledSoon(recorder);
      return verify(recorder.trace(), expected, contract, blurOf(clock));
    },
    decide: core.decide,
    finish: core.finish,
  };
}

function instruct(core: CaseCore, contract: Contract, operationId: string, texts: readonly string[]): void {
  checkOperation(operationId, contract, 'queue instructions');
  for (const text of texts) refuseListenerFault(parseInstruction(text).call, null);
  const { instructions } = core.state;
  const queued = [...(instructions.get(operationId) ?? []), ...texts];
  core.change({ instructions: new Map(instructions).set(operationId, queued) });
}

function instructionsLeft({ state }: CaseCore): MockCase['instructions'] {
  const left = [...state.instructions].filter(([, texts]) => texts.length > 0);
  return { remaining: Object.fromEntries(left), completed: left.length === 0 };
}

function entriesOf(
  recorder: Recorder,
  { after = 0, limit }: Parameters<MockCase['entries']>[0] = {},
): readonly TraceEntry[] {
  const first = recorder.forgotten + 1;
  const from = Math.max(0, after + 1 - first);
  const found = recorder.trace().slice(from, limit === undefined ? undefined : from + limit);
  return found.map((exchange, index) => ({ sequence: first + from + index, exchange }));
}

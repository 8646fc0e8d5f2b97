import type { Clock } from '../../clock.ts';
import type { Contract } from '../../contract/contract.ts';
import { parseInstruction } from '../../faults/index.ts';
import type { MockCase, TraceEntry } from '../mock.ts';
import type { OpenConnection } from '../server/connections.ts';
import { verify } from '../verify/verify.ts';
import { advance, blurOf, setBack, settledSoon } from './case-clock.ts';
import { type CaseCore, type CaseCoreOptions, createCaseCore } from './case-core.ts';
import { type CaseRules, createCaseRules } from './case-rules.ts';
import { completeRateLimit } from './rate-limit-input.ts';
import { createRecorder, type Recorder } from './recorder.ts';
import { checkOperation, refuseListenerFault } from './rule-input.ts';
import type { TraceMemory } from './trace-memory.ts';

/** A case as the server sees it: what the outside may do, and what becomes of requests. */
export interface RunningCase
  extends MockCase,
    Pick<CaseCore, 'decide' | 'finish'>,
    Pick<CaseRules, 'injected' | 'follow'> {
  readonly recorder: Recorder;
  /** Connections that wait on a timer or hang. */
  readonly parked: Set<OpenConnection>;
}

export interface RunningCaseOptions extends CaseCoreOptions {
  readonly id: string;
  readonly url: () => string;
  /** Shared by the traces of all cases. */
  readonly memory: TraceMemory;
  refuseConnections(forMs: number, clock: Clock): Promise<void>;
  onClose(): void;
}

/** Opens a case. */
export function createRunningCase(options: RunningCaseOptions): RunningCase {
  const { contract, rules, id, clock } = options;
  const core = createCaseCore(options);
  const ruleBook = createCaseRules(core, contract, rules);
  const recorder = createRecorder(id, clock, options.memory);
  const parked = new Set<OpenConnection>();

  function reset(): void {
    if (clock.kind === 'real') setBack(clock);
    core.reset();
    ruleBook.reset();
    recorder.clear();
    for (const { socket } of [...parked]) socket.resetAndDestroy();
  }

  return {
    ...deedsOf(options, core, recorder),
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
    get sideEffects() {
      return core.sideEffects;
    },
    reset,
    close() {
      reset();
      options.onClose();
    },
  };
}

type Deeds = 'instruct' | 'setRateLimit' | 'trace' | 'entries' | 'settled' | 'refuseConnections' | 'advance';

/** What can be done with a case, as opposed to what it shows. */
function deedsOf(
  { contract, clock, refuseConnections }: RunningCaseOptions,
  core: CaseCore,
  recorder: Recorder,
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

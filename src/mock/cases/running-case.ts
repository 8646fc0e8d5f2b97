import type { AdjustableClock } from '../../adjustable-clock.ts';
import type { Clock } from '../../clock.ts';
import type { Contract } from '../../contract/contract.ts';
import type { Rule } from '../../contract/failure-layer.ts';
import { parseInstruction } from '../../faults/index.ts';
import type { MockCase, RuleInput, RuleState } from '../mock.ts';
import type { OpenConnection } from '../server/connections.ts';
import { type CaseCore, type CaseCoreOptions, createCaseCore } from './case-core.ts';
import { completeRateLimit } from './rate-limit-input.ts';
import { createRecorder, type Recorder } from './recorder.ts';
import { checkOperation, completeRule, refuseListenerFault } from './rule-input.ts';

/** A case as the server sees it: what the outside may do, and what becomes of requests. */
export interface RunningCase extends MockCase, Pick<CaseCore, 'decide' | 'finish'> {
  readonly recorder: Recorder;
  /** Connections that wait on a timer or hang. */
  readonly parked: Set<OpenConnection>;
}

export interface RunningCaseOptions extends CaseCoreOptions {
  readonly id: string;
  readonly url: () => string;
  refuseConnections(forMs: number, clock: Clock): Promise<void>;
  onClose(): void;
}

/** Opens a case. */
export function createRunningCase(options: RunningCaseOptions): RunningCase {
  const { contract, rules, id, clock } = options;
  const core = createCaseCore(options);
  const recorder = createRecorder(id, clock);
  const parked = new Set<OpenConnection>();

  function reset(): void {
    core.reset();
    recorder.clear();
    for (const { socket } of [...parked]) socket.resetAndDestroy();
  }

  return {
    id,
    get url() {
      return options.url();
    },
    clock,
    recorder,
    parked,
    inject: createInject(core, contract, rules),
    instruct: (operationId, instructions) => instruct(core, contract, operationId, instructions),
    get instructions() {
      return instructionsLeft(core);
    },
    get rules() {
      return ruleStates(core);
    },
    setRateLimit: (limit) => core.change({ rateLimits: completeRateLimit(limit, core.state.rateLimits, contract) }),
    trace: recorder.trace,
    settled: recorder.settled,
    get sideEffects() {
      return core.sideEffects;
    },
    refuseConnections: (forMs) => options.refuseConnections(forMs, clock),
    advance: (ms) => advance(clock, ms),
    reset,
    close() {
      reset();
      options.onClose();
    },
    decide: core.decide,
    finish: core.finish,
  };
}

/** Injected rules stand behind those injected before them, in front of those of the layer. */
function createInject(core: CaseCore, contract: Contract, ofLayer: readonly Rule[]): (input: RuleInput) => Rule {
  let count = 0;
  return (input) => {
    count += 1;
    const { rules } = core.state;
    const rule = completeRule({ id: `injected-${count}`, ...input }, contract, rules);
    core.change({ rules: [...rules.slice(0, rules.length - ofLayer.length), rule, ...ofLayer] });
    return rule;
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

function ruleStates({ state }: CaseCore): readonly RuleState[] {
  return state.rules.map((rule) => {
    const hits = state.ruleCounts.get(rule.id)?.hits ?? 0;
    return { rule, hits, remaining: rule.when.times === null ? null : Math.max(0, rule.when.times - hits) };
  });
}

async function advance(clock: Clock, ms: number): Promise<void> {
  if ('advance' in clock) (clock as AdjustableClock).advance(ms);
  else await clock.sleep(ms);
}

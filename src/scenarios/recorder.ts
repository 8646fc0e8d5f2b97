import { resolve } from 'node:path';
import { shipped } from '../package.ts';
import type { Problem } from '../problem.ts';
import type { Drift, ScenarioResult } from '../result.ts';
import { quoteForShell } from '../trace/shell.ts';
import { type CurlContext, servedUrl } from './attempts.ts';
import { cellsOf, type ScenarioCells } from './cells.ts';
import { createDriftLog } from './drift.ts';
import { withHeldEvidence } from './evidence.ts';
import { shownPath } from './feature-files.ts';
import { shownUrl } from './identity.ts';
import { messageProblems } from './message-problems.ts';
import { createMessageLog, type Envelope, type Execution, type MessageLog, type Pickle } from './messages.ts';
import { createScenarioIds } from './scenario-id.ts';
import { evidenceOf, type ScenarioFrame, scenarioResult } from './scenario-result.ts';
import { createMessageMask } from './secrets.ts';
import type { Session } from './session.ts';
import { runProblems } from './step-problems.ts';
import type { StepsLibrary } from './steps-library.ts';
import { assignThrown } from './thrown.ts';

/** Turns messages into results while they come. */
export interface Recorder {
  readonly log: MessageLog;
  readonly scenarios: readonly ScenarioResult[];
  readonly cells: readonly ScenarioCells[];
  readonly problems: readonly Problem[];
  readonly masked: number;
  /** Ids of all scenarios that were read, also of those that didn't run, by id of their pickle. */
  readonly ids: ReadonlyMap<string, string>;
  readonly drift: readonly Drift[];
  take(envelope: Envelope): void;
  /** Looks, when all is over, for what the features and steps should have said. */
  inspect(library: StepsLibrary): void;
}

/** What a recorder may be told. */
export interface RecorderOptions {
  onScenario?: ((scenario: ScenarioResult) => void) | undefined;
  /** Takes the messages, masked, as they come. */
  onMessage?: ((envelope: Envelope) => void) | undefined;
  /** The scenario as it counts: a baseline may accept a broken one. */
  accept?: ((scenario: ScenarioResult) => ScenarioResult) | undefined;
  /** Nothing was sent, on purpose. */
  readonly isDry?: boolean;
}

/** A recorder for one run. */
export function createRecorder(
  session: Session,
  { onScenario, onMessage, accept, isDry = false }: RecorderOptions = {},
): Recorder {
  const log = createMessageLog(onMessage);
  const mask = createMessageMask(session);
  const ids = new Map<string, string>();
  const frame = createFraming(session, ids);
  const nextId = createScenarioIds(session.cwd);
  const drift = createDriftLog();
  const scenarios: ScenarioResult[] = [];
  const cells: ScenarioCells[] = [];
  const problems: Problem[] = [];
  let maskedInEvidence = 0;

  function finish(execution: Execution): void {
    const evidence = evidenceOf(execution);
    const judged = scenarioResult(execution, evidence, log, { ...frame(execution.pickle), isDry });
    const scenario = accept?.(judged) ?? judged;
    scenarios.push(scenario);
    drift.add(scenario, evidence?.drift ?? []);
    cells.push(cellsOf(scenario, execution.testCase, evidence, session.contract));
    problems.push(...runProblems(execution, log));
    maskedInEvidence += evidence?.masked ?? 0;
    onScenario?.(scenario);
    // The result has it all by now; a long run would keep it twice.
    execution.attachments.length = 0;
    execution.outcomes.clear();
  }

  return {
    log,
    scenarios,
    cells,
    problems,
    ids,
    get drift() {
      return drift.all;
    },
    get masked() {
      return mask.masked + maskedInEvidence;
    },
    take(envelope) {
      assignThrown(envelope);
      const execution = log.add(mask.apply(withHeldEvidence(envelope)));
      // In the order of the files, so that an id depends neither on a filter nor on what another shard runs.
      const pickle = log.pickles.get(envelope.pickle?.id ?? '');
      if (pickle !== undefined) ids.set(pickle.id, nextId(pickle, log.documents.get(pickle.uri)));
      if (execution !== null) finish(execution);
    },
    inspect(library) {
      problems.unshift(...messageProblems(log, library));
    },
  };
}

function createFraming(
  session: Session,
  ids: ReadonlyMap<string, string>,
): (pickle: Pickle) => Omit<ScenarioFrame, 'isDry'> {
  const { cwd, target, contract } = session;
  const isLive = target.kind === 'live';
  const curl: CurlContext = isLive
    ? { baseUrl: shownUrl(target.url), layerRules: null }
    : { baseUrl: servedUrl, layerRules: new Set(contract.layer.rules.map(({ id }) => id)) };
  const isShipped = resolve(cwd, contract.path) === shipped.document;
  const document = isShipped ? [] : [contract.path];
  const where = isLive ? ['--target', shownUrl(target.url)] : [];
  return (pickle) => {
    const file = shownPath(resolve(cwd, pickle.uri), cwd);
    const words = ['faultline', 'run', ...document, `${file}:${pickle.location?.line ?? 1}`, ...where];
    return {
      id: ids.get(pickle.id) ?? pickle.id,
      file,
      rerun: words.map(quoteForShell).join(' '),
      curl,
      isLive,
    };
  };
}

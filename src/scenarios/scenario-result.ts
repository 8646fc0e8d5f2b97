import type { ScenarioResult } from '../result.ts';
import { attemptsOf, type CurlContext, curlOf, metFailures } from './attempts.ts';
import { type Evidence, evidenceMediaType } from './evidence.ts';
import type { Execution, MessageLog } from './messages.ts';
import { placeOf } from './scenario-id.ts';
import { judgeScenario } from './scenario-verdict.ts';
import { stepResults } from './step-results.ts';

/** What a scenario's result needs beside the messages. */
export interface ScenarioFrame {
  readonly id: string;
  /** The file as a person would name it. */
  readonly file: string;
  /** The command that runs this scenario alone. */
  readonly rerun: string;
  readonly curl: CurlContext;
  readonly isLive: boolean;
  /** Its steps were matched and none was run. */
  readonly isDry: boolean;
}

/** The evidence that a scenario left behind; null when it left none. */
export function evidenceOf({ attachments }: Execution): Evidence | null {
  const attachment = attachments.findLast(({ mediaType }) => mediaType === evidenceMediaType);
  return attachment === undefined ? null : (JSON.parse(attachment.body) as Evidence);
}

/** One scenario as the result shows it. */
export function scenarioResult(
  execution: Execution,
  evidence: Evidence | null,
  log: MessageLog,
  frame: ScenarioFrame,
): ScenarioResult {
  const { pickle } = execution;
  const steps = stepResults(execution, log);
  const { verdict, because } = judgeScenario(execution, steps, evidence, { log, ...frame });
  const mismatch = verdict === 'broken' ? evidence?.mismatch : null;
  return {
    id: frame.id,
    file: frame.file,
    line: pickle.location?.line ?? 1,
    ...headingsOf(execution, log),
    name: pickle.name,
    tags: pickle.tags.map(({ name }) => name),
    verdict,
    because,
    known: null,
    expected: mismatch?.expected ?? null,
    received: mismatch?.received ?? null,
    steps,
    ...seenIn(evidence, frame),
    durationMs: execution.finishedAt - execution.startedAt,
    rerun: frame.rerun,
  };
}

function headingsOf({ pickle }: Execution, log: MessageLog): Pick<ScenarioResult, 'feature' | 'rule'> {
  const document = log.documents.get(pickle.uri);
  const rule = document === undefined ? null : placeOf(pickle, document)?.rule;
  return { feature: document?.feature?.name ?? '', rule: rule?.name ?? null };
}

type Seen = Pick<ScenarioResult, 'attempts' | 'calls' | 'failures' | 'injected' | 'virtualMs' | 'curl'>;

function seenIn(evidence: Evidence | null, { curl }: ScenarioFrame): Seen {
  if (evidence === null) return { attempts: [], calls: 0, failures: [], injected: [], virtualMs: 0, curl: null };
  const attempts = attemptsOf(evidence, curl);
  return {
    attempts,
    calls: evidence.calls.length,
    failures: metFailures(evidence),
    injected: evidence.injected,
    virtualMs: evidence.endedAt - evidence.startedAt,
    curl: curlOf(attempts),
  };
}

import type { StepResult, StepStatus } from '../result.ts';
import { lineageOf, type Step } from './lineage.ts';
import {
  type Execution,
  type GherkinDocument,
  type MessageLog,
  millisecondsOf,
  type PickleStep,
  type StepOutcome,
} from './messages.ts';

const statuses: Readonly<Record<string, StepStatus>> = {
  PASSED: 'passed',
  FAILED: 'failed',
  UNDEFINED: 'undefined',
  AMBIGUOUS: 'ambiguous',
  PENDING: 'pending',
};

/** The steps of a scenario with what each came to; hooks are left out. */
export function stepResults({ testCase, pickle, outcomes }: Execution, log: MessageLog): readonly StepResult[] {
  const document = log.documents.get(pickle.uri);
  return testCase.testSteps.flatMap(({ id, pickleStepId }) => {
    const step = pickle.steps.find((candidate) => candidate.id === pickleStepId);
    return step === undefined ? [] : [stepResult(step, writtenStep(step, document), outcomes.get(id))];
  });
}

/** The step as it stands in the file, before the row's values were put in. */
export function writtenStep({ astNodeIds }: PickleStep, document: GherkinDocument | undefined): Step | undefined {
  if (document === undefined) return undefined;
  const { steps } = lineageOf(document);
  return astNodeIds.map((id) => steps.get(id)).find((step) => step !== undefined);
}

function stepResult(step: PickleStep, written: Step | undefined, outcome: StepOutcome | undefined): StepResult {
  const failed = outcome?.status === 'FAILED' ? { error: errorOf(outcome) } : {};
  return {
    keyword: written?.keyword.trim() ?? '*',
    text: step.text,
    line: written?.location.line ?? 1,
    status: statuses[outcome?.status ?? ''] ?? 'skipped',
    durationMs: outcome === undefined ? 0 : Math.round(millisecondsOf(outcome.duration) * 100) / 100,
    ...argumentOf(step),
    ...failed,
  };
}

function argumentOf({ argument }: PickleStep): Pick<StepResult, 'docString' | 'table'> {
  if (argument?.docString !== undefined) return { docString: argument.docString.content };
  if (argument?.dataTable === undefined) return {};
  return { table: argument.dataTable.rows.map(({ cells }) => cells.map(({ value }) => value)) };
}

/** Errors that say all there is to say; of others, which are defects of the step, the stack is kept too. */
const telling = /^(?:Mismatch|Problems?|AssertionError)$/;

function errorOf(outcome: StepOutcome): string {
  const { exception } = outcome;
  if (exception === undefined || telling.test(exception.type)) return messageOf(outcome);
  return exception.stackTrace ?? messageOf(outcome);
}

/** What a failed step or hook says, without a stack. */
export function messageOf({ exception, message }: StepOutcome): string {
  return exception?.message || exception?.type || message || 'it failed without a message';
}

import { operationNamed, type PlannedScenario, type PlannedStep, valuesOf } from '../../scenarios/index.ts';
import type { Api } from '../api.ts';

/** What one Then step says about one answer: of which operation, and which status. */
export interface Asserted {
  readonly step: PlannedStep;
  readonly operationId: string;
  readonly status: number;
}

/** A call whose request is written by hand, or that several clients make, has no one operation. */
const raw = 'the client writes on the socket:';

/** The statuses that a scenario asserts right behind a call, with the operation that was called last. */
export function assertedStatuses({ steps }: PlannedScenario, { contract }: Api): readonly Asserted[] {
  let called: string | null = null;
  return steps.flatMap((step) => {
    called = calledBy(step, called, contract);
    const [status] = step.keyword === 'then' ? valuesOf([step], 'status') : [];
    return status === undefined || called === null ? [] : [{ step, operationId: called, status: Number(status) }];
  });
}

function calledBy(step: PlannedStep, before: string | null, contract: Api['contract']): string | null {
  if (step.keyword !== 'when') return before;
  const [target] = valuesOf([step], 'operation');
  if (target !== undefined) return operationNamed(target, contract)?.id ?? null;
  return step.expression === raw ? null : before;
}

/** Where a step stands. */
export function placeOf({ file }: PlannedScenario, { line, column }: PlannedStep) {
  return { file, line, column };
}

import type { Contract, Operation } from '../../contract/index.ts';
import { needsAnswer } from '../../faults/index.ts';
import type { Action } from '../decision.ts';
import type { Candidate, CatalogueCause, CatalogueStep } from './entry.ts';
import { createStage } from './stage.ts';

/** What a try has shown. */
interface Shown {
  readonly failure: string;
  readonly cause: CatalogueCause;
  readonly ruleId: string | null;
}

export interface Proof {
  readonly steps: readonly CatalogueStep[];
  readonly seconds: number;
}

/** Longer ones are believed: their number was counted on the quotas themselves. */
const maxTried = 200;

/** The first variant that shows what the candidate says; null: none does, so that nobody should be told of it. */
export function prove(contract: Contract, candidate: Candidate): Proof | null {
  for (const steps of candidate.variants) {
    const requests = steps.reduce((sum, { times }) => sum + times, 0);
    if (requests > maxTried || candidate.cause === 'wire') return { steps, seconds: secondsOf(steps) };
    const stage = createStage(contract);
    const last = steps.map(stage.send).at(-1);
    const step = steps.at(-1);
    if (last === undefined || step === undefined) return { steps, seconds: 0 };
    const shown = shownBy(contract, last, step);
    if (isAsSaid(shown, candidate)) return { steps, seconds: stage.seconds };
  }
  return null;
}

function secondsOf(steps: readonly CatalogueStep[]): number {
  return steps.reduce((sum, { waitSeconds, pauseSeconds, times }) => sum + waitSeconds + pauseSeconds * times, 0);
}

function isAsSaid(shown: Shown, { failure, cause, ruleId = null }: Candidate): boolean {
  return shown.failure === String(failure) && shown.cause === cause && shown.ruleId === ruleId;
}

function shownBy(contract: Contract, action: Action, step: CatalogueStep): Shown {
  const { cause, operationId } = action;
  const operation = operationId === null ? undefined : contract.operation(operationId);
  const failure = failureOf(action, step, operation);
  const ruleId = cause.ruleId ?? /^quota "(.*?)" \(/.exec(cause.summary)?.[1] ?? null;
  return { failure, cause: failure === 'client-timeout' ? 'client' : cause.kind, ruleId };
}

function failureOf(action: Action, step: CatalogueStep, operation: Operation | undefined): string {
  const { effect, delay, cause } = action;
  if (effect !== null && effect.kind !== 'delay') {
    return needsAnswer(effect) && !answersJson(operation) ? 'none' : (cause.fault ?? 'none');
  }
  const status = statusOf(action);
  if (status >= 400) return String(status);
  if (effect === null && delay === null) return 'none';
  return step.giveUpSeconds === null ? 'delay' : 'client-timeout';
}

function statusOf({ plan }: Action): number {
  return plan.kind === 'ready' ? plan.answer.status : Number(plan.status ?? plan.prefer.code ?? 200);
}

/** Whether there is a body that a fault can do something to, and that a client would parse. */
export function answersJson(operation: Operation | undefined): boolean {
  const successes = operation?.responses.filter(({ status }) => /^(2|default$)/i.test(status)) ?? [];
  return (
    successes.length > 0 && successes.every(({ content }) => [...content.keys()].some((type) => type.includes('json')))
  );
}

import { needsAnswer } from '../../faults/index.ts';
import type { Cause } from '../../trace/exchange.ts';
import { namedBody, respondWith, statusExample, unsent } from '../answers.ts';
import type { AnswerPlan } from '../decision.ts';
import { resolveDelay } from '../delays.ts';
import { type Acting, answer, type Passage, type Step } from '../gates/gate.ts';
import type { Injection } from './injection.ts';

/**
 * Lets an injection act on the attempt. What replaces the answer ends the request here;
 * what only delays or changes it, and what acts after the side effect, lets it run on.
 */
export function act(passage: Passage, injection: Injection): Step {
  const replacement = replacementOf(passage, injection);
  const { effect } = injection;
  const acting: Acting = {
    cause: causeOf(injection),
    effect: effectLeft(passage, injection),
    delay: injection.delay === null ? null : resolveDelay(injection.delay, passage),
    replacement,
  };
  const passed = { ...passage, pending: null, acting };
  const shapes = replacement === null && (effect === null || needsAnswer(effect));
  if (shapes || injection.phase === 'after') return passed;
  return answer(passed, replacement ?? unsent, acting.cause);
}

function replacementOf(passage: Passage, { respond, effect, rule }: Injection): AnswerPlan | null {
  if (respond !== null) return respondWith(passage, respond, rule?.when.untilMs ?? null);
  if (effect?.kind !== 'status') return null;
  const { status, headers, body } = effect;
  return body === undefined ? statusExample(passage, status, null, headers) : namedBody(passage, status, body, headers);
}

/** A status is an answer like any other by now; a delay that is drawn has been drawn. */
function effectLeft(passage: Passage, { effect }: Injection): Injection['effect'] {
  if (effect === null || effect.kind === 'status') return null;
  return effect.kind === 'delay' ? { ...effect, delay: resolveDelay(effect.delay, passage) } : effect;
}

function causeOf(injection: Injection): Cause {
  const { kind, label, rule, phase } = injection;
  const status = statusOf(injection);
  const fault = injection.fault ?? (status === null ? null : 'status');
  const when = phase === 'after' ? ', after the work was done' : '';
  return {
    kind,
    summary: `${label}: ${status === null ? withoutStatus(injection) : `status ${status}`}${when}`,
    ...(rule === null ? {} : { ruleId: rule.id }),
    ...(fault === null ? {} : { fault }),
  };
}

function statusOf({ respond, effect }: Injection): number | null {
  return respond?.status ?? (effect?.kind === 'status' ? effect.status : null);
}

function withoutStatus({ fault, delay }: Injection): string {
  return fault ?? (delay === null ? 'let it pass' : 'a delay');
}

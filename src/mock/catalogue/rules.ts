import type { Operation, Rule } from '../../contract/index.ts';
import { effectOf } from '../../faults/index.ts';
import { type Candidate, type CatalogueStep, stepOf } from './entry.ts';
import { byPlainness, fitted, type Samples } from './samples.ts';
import { createStage } from './stage.ts';
import { caseFor } from './validation.ts';

/** So many requests are tried until a rule acts. */
const patience = 100;

/** What the rules of the layer do, each on the plainest operation on which it acts. */
export function fromRules(samples: Samples): readonly Candidate[] {
  return samples.contract.layer.rules.filter(({ enabled }) => enabled).map((rule) => fromRule(samples, rule));
}

function fromRule(samples: Samples, rule: Rule): Candidate {
  const meant = samples.contract.operations.filter(({ id }) => rule.match.operations?.includes(id) ?? true);
  const operations = byPlainness(meant).toSorted((one, other) => changes(other, rule) - changes(one, rule));
  const tries = operations.slice(0, 5).flatMap((operation) => trialsOf(samples, rule, operation));
  const [operation] = operations;
  const wantsNothing = Object.keys(rule.match.headers).length === 0 && rule.match.bodyFragment === null;
  return {
    failure: failureOf(rule),
    summary: rule.summary ?? rule.id,
    operation: operation?.id ?? null,
    variants: tries,
    cause: 'rule',
    ruleId: rule.id,
    start: wantsNothing && !needsFreshCase(rule),
    ownCase: needsFreshCase(rule) || operation === undefined ? rule.id : caseFor(samples, operation, rule.id),
  };
}

/** A reply that is lost matters most where something was changed. */
function changes({ method }: Operation, { phase }: Rule): number {
  return phase === 'after' && method === 'POST' ? 1 : 0;
}

function failureOf({ respond, fault, delay }: Rule): string {
  if (respond !== null) return String(respond.status);
  if (fault === null) return delay === null ? 'none' : 'delay';
  const effect = effectOf(fault);
  return effect.kind === 'status' ? String(effect.status) : fault.name;
}

/** Whether it matters what was sent before, or how long ago the case was opened. */
function needsFreshCase({ when, phase }: Rule): boolean {
  const { skip, times, every, probability, fromMs, untilMs } = when;
  return skip > 0 || phase === 'after' || [times, every, probability, fromMs, untilMs].some((bound) => bound !== null);
}

/** Without a credential where the rule acts before anybody asks for it, else with one. */
function trialsOf(samples: Samples, rule: Rule, operation: Operation): readonly (readonly CatalogueStep[])[] {
  const values = { ...rule.match.query, ...rule.match.path };
  const [bare, roomy] = [samples.bare(operation, values), samples.roomy(operation, values)];
  const requests = operation.security.length === 0 ? [roomy] : [bare, roomy];
  return requests.flatMap((request) => {
    const hangs = rule.fault !== null && effectOf(rule.fault).kind === 'hang';
    const step = stepOf(fitted(request, rule.match), { giveUpSeconds: hangs ? 3 : null });
    const steps = untilItActs(samples, rule, step);
    return steps === null ? [] : [steps];
  });
}

/** As many requests as it takes: chance is the same in every fresh case. */
function untilItActs({ contract }: Samples, rule: Rule, step: CatalogueStep): readonly CatalogueStep[] | null {
  const stage = createStage(contract);
  const { fromMs } = rule.when;
  // The first request opens the case, whose clock the rule goes by.
  const opening = fromMs === null ? [] : [step];
  for (const first of opening) stage.send(first);
  const waitSeconds = fromMs === null ? 0 : Math.ceil(fromMs / 1000);
  for (let times = 1; times <= patience; times += 1) {
    const action = stage.send({ ...step, waitSeconds: times === 1 ? waitSeconds : 0 });
    if (action.cause.ruleId === rule.id) return [...opening, { ...step, times, waitSeconds }];
  }
  return null;
}
